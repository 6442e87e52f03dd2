// A message's life, step by step: each event with its time, how long after the one before, and what was said.
import type { Event } from '../../api/schema';
import { clock, exactTime } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import classes from './Timeline.module.css';

const BAD = new Set(['FAILED', 'REJECTED', 'EXPIRED', 'UNKNOWN', 'HELD']);
const GOOD = new Set(['DELIVERED', 'RECEIVED']);

const tone = (event: string) => (BAD.has(event) ? 'bad' : GOOD.has(event) ? 'ok' : 'info');

/** How long after the event before, in the unit that reads best. */
function after(events: Event[], at: number): string {
  const before = events[at - 1];
  const event = events[at];
  if (!before || !event) return '';
  const ms = new Date(event.at).getTime() - new Date(before.at).getTime();
  if (ms < 1_000) return t('timeline.ms', { count: ms });
  if (ms < 120_000) return t('timeline.s', { count: Number((ms / 1_000).toFixed(1)) });
  return t('timeline.min', { count: Math.round(ms / 60_000) });
}

export function Timeline({ events }: { events: Event[] }) {
  return (
    <ol className={classes.line}>
      {events.map((event, at) => (
        <li key={`${event.at}-${at}`} className={classes.step} data-tone={tone(event.event)}>
          <div className={classes.head}>
            <span className={classes.name}>{word('is', event.event)}</span>
            <time dateTime={event.at} title={exactTime(event.at)} className={classes.time}>
              {clock(event.at)}{at > 0 && ` · +${after(events, at)}`}
            </time>
          </div>
          {event.detail && <p className={classes.detail}><bdi>{event.detail}</bdi></p>}
          {event.metadata && (
            <pre className={classes.raw} dir="ltr">{JSON.stringify(event.metadata)}</pre>
          )}
        </li>
      ))}
    </ol>
  );
}

