// What happened to a sender ID, as the log of changes has it.
import { useQuery } from '@tanstack/react-query';

import { dateTime } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Lines, Loaded } from '../../parts/States';
import { stepsQuery } from './queries';
import classes from './Steps.module.css';

export function Steps({ senderId }: { senderId: string }) {
  const steps = useQuery(stepsQuery(senderId));
  return (
    <section aria-label={t('senders.steps')}>
      <h3 className={classes.title}>{t('senders.steps')}</h3>
      <Loaded query={steps} waiting={<Lines count={2} />}>
        {({ entries }) => (
          <ol className={classes.steps}>
            {entries.map((one) => (
              <li key={one.entryId}>
                <span>{word('senders.step', one.action.replace('sender.', ''))}</span>
                <span className="tuma-meta"><bdi>{one.actor.name ?? one.actor.id ?? t('audit.operator')}</bdi> · {dateTime(one.at)}</span>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  );
}
