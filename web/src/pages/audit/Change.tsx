// What a change changed: each value before and after, those that differ marked.
import { t } from '../../i18n/t';
import classes from './Change.module.css';

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : value == null ? {} : { '': value };

const text = (value: unknown) => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

export function Change({ before, after }: { before: unknown; after: unknown }) {
  const was = record(before);
  const is = record(after);
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('audit.change')}>
      <table className={classes.table}>
        <thead><tr><th scope="col">{t('audit.field')}</th><th scope="col">{t('audit.before')}</th><th scope="col">{t('audit.after')}</th></tr></thead>
        <tbody>
          {names.map((name) => (
            <tr key={name} data-changed={text(was[name]) === text(is[name]) ? undefined : ''}>
              <th scope="row"><bdi>{name}</bdi></th><td><bdi>{text(was[name])}</bdi></td><td><bdi>{text(is[name])}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
