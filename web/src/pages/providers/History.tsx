// How a provider's health changed, newest first: each node of Tuma judges by its own attempts.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { dateTime } from '../../i18n/format';
import { t } from '../../i18n/t';
import { usePages } from '../../parts/pages';
import { StatePill } from '../../parts/Pill';
import { Lines, Loaded } from '../../parts/States';
import classes from './History.module.css';
import { historyQuery } from './queries';

export function History({ providerId }: { providerId: string }) {
  const pages = usePages(providerId);
  const history = useQuery(historyQuery(providerId, pages.cursor));
  return (
    <section aria-label={t('health.title')}>
      <h3 className={classes.title}>{t('health.title')}</h3>
      <Loaded query={history} waiting={<Lines count={3} />}>
        {({ changes, nextCursor }) => (
          <>
            {changes.length === 0 && <p className="tuma-meta">{t('health.none')}</p>}
            <ol className={classes.changes}>
              {changes.map((one) => (
                <li key={`${one.at} ${one.node} ${one.status}`}>
                  <StatePill state={one.status} />
                  <span className={classes.why}><bdi>{one.reason}</bdi></span>
                  <span className="tuma-meta">{dateTime(one.at)} · {t('health.node', { node: one.node })}</span>
                </li>
              ))}
            </ol>
            <div className={classes.pages}>
              {pages.number > 1 && <Button variant="subtle" size="compact-sm" onClick={pages.back}>{t('health.newer')}</Button>}
              {nextCursor && <Button variant="subtle" size="compact-sm" onClick={() => pages.next(nextCursor)}>{t('health.older')}</Button>}
            </div>
          </>
        )}
      </Loaded>
    </section>
  );
}
