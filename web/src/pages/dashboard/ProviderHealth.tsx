// How each provider is, and how many messages wait for it and why.
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import { CALM_MS } from '../../api/live';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { StatePill } from '../../parts/Pill';
import { Empty, Lines, Loaded } from '../../parts/States';
import { ceilingQuery, kindName, providersQuery } from '../providers/queries';
import classes from './Dashboard.module.css';

const SHOWN = 6;

export function ProviderHealth({ after }: { after: boolean }) {
  const list = useQuery({ ...providersQuery, enabled: after });
  const shown = list.data?.providers.filter((one) => one.active).slice(0, SHOWN) ?? [];
  const ceilings = useQueries({ queries: shown.map((one) => ({ ...ceilingQuery(one.providerId), refetchInterval: CALM_MS })) });
  return (
    <Card title={t('nav.providers')} actions={<Link href="/providers" className="tuma-meta">{t('recent.all')}</Link>}>
      <Loaded query={list} waiting={<Lines count={3} height={26} />}>
        {() => shown.length === 0 ? <Empty title={t('providers.none')} text={t('providers.noneText')} /> : (
          <ul className={classes.list}>
            {shown.map((one, at) => (
              <li key={one.providerId}>
                <Link href={`/providers/${one.providerId}`} className={classes.row}>
                  <span className={classes.words}>
                    <strong className="tuma-clip"><bdi>{one.name}</bdi></strong>
                    <span className="tuma-meta tuma-clip">
                      {kindName(one.kind)} · {t('providers.queue', { count: ceilings[at]?.data?.waiting ?? 0 })}
                    </span>
                  </span>
                  <StatePill state={one.health.status} />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}
