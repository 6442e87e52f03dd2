// A real file input that looks like a place to drop a file on, and is one.
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useId, useState, type DragEvent } from 'react';

import { t } from '../../i18n/t';
import classes from './Drop.module.css';

export function Drop({ onFile, error }: { onFile: (file: File) => void; error: string }) {
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <div>
      <label className={classes.drop} htmlFor={id} data-over={over ? '' : undefined} onDrop={drop}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}>
        <input id={id} type="file" accept=".csv,.txt,text/csv,text/plain" className={classes.input}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file) onFile(file); }} />
        <IconFileSpreadsheet size={28} stroke={1.5} aria-hidden="true" />
        <span>
          <strong>{t('bulk.drop')}</strong>
          <small>{t('bulk.dropHelp')}</small>
        </span>
      </label>
      {error && <p className={classes.error} id={`${id}-error`} role="alert">{error}</p>}
    </div>
  );
}
