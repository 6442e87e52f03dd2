// Figures of the parts of a period: a row a part, its share as a bar, totals below.
import { number, percent } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import classes from './Reports.module.css';

export interface Part {
  name: string;
  sent: number;
  delivered: number;
  deliveryRate?: number | null;
}

export function Breakdown({ title, rows }: { title: string; rows: Part[] }) {
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map((row) => row.sent), 1);
  return (
    <Card title={title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('reports.name')}</th>
            <th scope="col">{t('reports.sent')}</th>
            <th scope="col">{t('reports.delivered')}</th>
            <th scope="col">{t('reports.rate')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                <bdi>{row.name}</bdi>
                <span className={classes.bar} style={{ inlineSize: `${(row.sent / most) * 100}%` }} />
              </th>
              <td>{number(row.sent)}</td>
              <td>{number(row.delivered)}</td>
              <td>{typeof row.deliveryRate === 'number' ? percent(row.deliveryRate) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
