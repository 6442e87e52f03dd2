// Who or what calls most, with how many of the calls failed.
import { number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import classes from '../reports/Reports.module.css';

const SHOWN = 8;

interface Caller {
  name: string;
  requests: number;
  failed: number;
}

export function Busiest({ title, rows }: { title: string; rows: Caller[] }) {
  return (
    <Card title={title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('reports.name')}</th>
            <th scope="col">{t('usage.requests')}</th>
            <th scope="col">{t('reports.failed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row) => (
            <tr key={row.name}>
              <th scope="row"><bdi>{row.name}</bdi></th>
              <td>{number(row.requests)}</td>
              <td>{number(row.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
