// Why is it slow: what caps the provider now, and the figures behind it, as they are this second.
import { useQuery } from '@tanstack/react-query';

import { number } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Fact, Facts } from '../../parts/Fact';
import { Lines, Loaded } from '../../parts/States';
import classes from './ProviderDetail.module.css';
import { ceilingQuery } from './queries';

const known = (value: number | null | undefined): value is number => typeof value === 'number';

export function Ceiling({ providerId }: { providerId: string }) {
  const ceiling = useQuery(ceilingQuery(providerId));
  return (
    <section className={classes.cap} aria-label={t('ceiling.title')}>
      <Loaded query={ceiling} waiting={<Lines count={3} />}>
        {(data) => (
          <>
            <p><strong>{t('ceiling.by', { what: word('cap', data.cappedBy) })}</strong> <bdi>{data.why}</bdi></p>
            <Facts>
              <Fact name={t('ceiling.waiting')}>{number(data.waiting)}</Fact>
              {known(data.perSecond) && <Fact name={t('ceiling.pace')}>{t('providers.rate', { count: data.perSecond })}</Fact>}
              {known(data.latencyMs) && <Fact name={t('ceiling.latency')}>{t('timeline.ms', { count: data.latencyMs })}</Fact>}
              {known(data.open) && known(data.window) && <Fact name={t('ceiling.open')}>{number(data.open)} / {number(data.window)}</Fact>}
              {known(data.inMemory) && <Fact name={t('ceiling.inMemory')}>{number(data.inMemory)}</Fact>}
              {known(data.pausedMs) && <Fact name={t('ceiling.paused')}>{t('timeline.s', { count: Math.ceil(data.pausedMs / 1_000) })}</Fact>}
            </Facts>
          </>
        )}
      </Loaded>
    </section>
  );
}
