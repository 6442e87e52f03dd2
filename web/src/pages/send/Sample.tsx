// The first ten rows of a list, as they were read.
import { t } from '../../i18n/t';
import type { Recipients } from './list';
import classes from './Sample.module.css';

const SHOWN = 10;

export function Sample({ recipients }: { recipients: Recipients }) {
  const { columns, rows, phoneColumn } = recipients;
  return (
    <figure className={classes.sample}>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('bulk.sample')}>
        <table className={classes.table}>
          <thead>
            <tr>{columns.map((column) => <th key={column} scope="col" data-phone={column === phoneColumn ? '' : undefined}><bdi>{column}</bdi></th>)}</tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row, at) => (
              <tr key={at}>{columns.map((column) => <td key={column}><bdi>{row[column]}</bdi></td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption>{t('bulk.first', { count: Math.min(SHOWN, rows.length) })}</figcaption>
    </figure>
  );
}
