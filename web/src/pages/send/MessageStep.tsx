// The second step: the text with the list's columns as variables, rendered for the first rows as they will read it.
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';

import { faultText } from '../../api/error';
import { t } from '../../i18n/t';
import type { Draft } from './Bulk';
import type { Recipients } from './list';
import { Measure } from './Measure';
import classes from './MessageStep.module.css';
import { OptionFields } from './OptionFields';
import { usePreview } from './preview';

const SHOWN = 3;

interface MessageStepProps {
  draft: Draft;
  recipients: Recipients;
  onChange: (next: Draft) => void;
  onBack: () => void;
  onNext: () => void;
}

export function MessageStep({ draft, recipients, onChange, onBack, onNext }: MessageStepProps) {
  const [tried, setTried] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const rows = recipients.rows.slice(0, 10);
  const { options, body } = draft;
  const preview = usePreview({ body, rows, class: options.class, from: options.from.trim() || undefined, gsm7Rewrite: options.gsm7Rewrite });
  const insert = (column: string) => {
    const at = area.current?.selectionStart ?? body.length;
    onChange({ ...draft, body: `${body.slice(0, at)}{{${column}}}${body.slice(at)}` });
    area.current?.focus();
  };
  const others = recipients.columns.filter((column) => column !== recipients.phoneColumn && !column.startsWith('#'));
  const next = () => {
    setTried(true);
    if (body.trim()) onNext();
  };
  const shown = body ? preview.data?.rows.slice(0, SHOWN) : undefined;
  return (
    <Stack>
      <div>
        <Textarea ref={area} label={t('send.body')} autosize minRows={3} maxRows={10} dir="auto" value={body} withAsterisk
          error={tried && !body.trim() && t('send.bodyWanted')} onChange={(event) => onChange({ ...draft, body: event.currentTarget.value })} />
        {others.length > 0 && (
          <div className={classes.columns} role="group" aria-label={t('bulk.insert')}>
            {others.map((column) => (
              <button key={column} type="button" className={classes.column} onClick={() => insert(column)}><bdi>{column}</bdi></button>
            ))}
          </div>
        )}
        <Measure text={body} row={preview.data?.rows[0]}
          onRewrite={options.gsm7Rewrite ? undefined : () => onChange({ ...draft, options: { ...options, gsm7Rewrite: true } })} />
      </div>
      {shown && shown.length > 0 && (
        <section aria-label={t('bulk.rendered')}>
          <h3 className={classes.title}>{t('bulk.rendered')}</h3>
          <ul className={classes.rendered}>
            {shown.map((row, at) => (
              <li key={at} data-bad={row.fault ? '' : undefined}><bdi>{row.text ?? (row.fault ? faultText(row.fault) : '')}</bdi></li>
            ))}
          </ul>
        </section>
      )}
      <OptionFields options={options} onChange={(to) => onChange({ ...draft, options: to })} faults={{}} />
      <Group justify="space-between">
        <Button variant="default" onClick={onBack}>{t('bulk.back')}</Button>
        <Button onClick={next}>{t('bulk.continue')}</Button>
      </Group>
    </Stack>
  );
}
