// Under a text: characters, encoding, segments and cost, and the characters that force UCS-2 with a way around them.
import { Button } from '@mantine/core';

import type { PreviewRow } from '../../api/schema';
import { faultText } from '../../api/error';
import { money } from '../../i18n/format';
import { t } from '../../i18n/t';
import classes from './Measure.module.css';

interface MeasureProps {
  text: string;
  row: PreviewRow | undefined;
  /** Lets the server replace look-alikes. */
  onRewrite?: () => void;
}

export function Measure({ text, row, onRewrite }: MeasureProps) {
  const length = [...text].length;
  const known = text !== '' && row !== undefined;
  return (
    <div className={classes.measure} aria-live="polite">
      <p className={classes.line}>
        <span>{t('measure.characters', { count: length })}</span>
        {known && <span>{row.encoding}</span>}
        {known && <span>{t('measure.segments', { count: row.segments })}</span>}
        {known && <span>{t('measure.left', { count: row.unitsLeft })}</span>}
        {known && <span className={classes.cost}>{money(row.cost)}</span>}
      </p>
      {known && row.fault && <p className={classes.fault}>{faultText(row.fault)}</p>}
      {known && row.offending.length > 0 && (
        <p className={classes.offending}>
          <span>{t('measure.offending', { count: row.offending.length })}</span>{' '}
          {row.offending.slice(0, 8).map(({ character, codePoint }) => (
            <kbd key={codePoint} title={codePoint}>{character.trim() || codePoint}</kbd>
          ))}
          {onRewrite && (
            <Button size="compact-xs" variant="subtle" onClick={onRewrite}>{t('measure.rewrite')}</Button>
          )}
        </p>
      )}
    </div>
  );
}

/** The most characters that a body may have. */
export const MAX_BODY = 1_600;
