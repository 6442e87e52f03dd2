// How many messages are in each state, as far as the server knows without counting; a click filters by it.
import { useSearchParams } from 'wouter';

import type { StatusTotal } from '../../api/schema';
import { STATES } from '../../api/states';
import { number } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import classes from './Totals.module.css';

export function Totals({ totals }: { totals: Record<string, StatusTotal> | null | undefined }) {
  const [search, setSearch] = useSearchParams();
  const shown = STATES.filter((state) => totals?.[state]);
  if (!totals || shown.length === 0) return null;
  const chosen = search.get('status');
  const toggle = (state: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (chosen === state) next.delete('status');
      else next.set('status', state);
      return next;
    }, { replace: true });
  return (
    <div className={classes.totals} role="group" aria-label={t('messages.totals')}>
      {shown.map((state) => (
        <button key={state} type="button" className={classes.total} aria-pressed={chosen === state} onClick={() => toggle(state)}>
          <span className={classes.number}>{number(totals[state]?.messages ?? 0)}</span>
          <span className={classes.name}>{word('is', state)}</span>
        </button>
      ))}
    </div>
  );
}
