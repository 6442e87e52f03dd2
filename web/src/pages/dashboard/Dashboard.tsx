// The first page: the figures of the period, the trend, how providers and queues are, and what happens now.
import { Button, SegmentedControl, SimpleGrid } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'wouter';

import { useCan, useLimited } from '../../api/session';
import { number, percent } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Kpi } from '../../parts/Kpi';
import { Page } from '../../parts/Page';
import { Failed, Lines, Loaded } from '../../parts/States';
import { analyticsQuery } from '../reports/queries';
import { Trend } from '../reports/Trend';
import classes from './Dashboard.module.css';
import { change, figuresQuery, rate } from './figures';
import { FirstSend } from './FirstSend';
import { ProviderHealth } from './ProviderHealth';
import { Recent } from './Recent';

const PERIODS = [1, 7, 30, 90];

export default function Dashboard() {
  const can = useCan();
  const [days, setDays] = useState(7);
  // Figures are those of the whole organization.
  const limited = useLimited();
  const figures = useQuery({ ...figuresQuery(days), enabled: !limited });
  // The figures have a slow link for themselves; the rest follows.
  const first = limited || figures.isFetched;
  return (
    <Page title={t('nav.dashboard')} about={t('dashboard.about')}
      actions={
        <>
          {!limited && <SegmentedControl size="xs" value={String(days)} onChange={(value) => setDays(Number(value))} aria-label={t('dashboard.period')}
            data={PERIODS.map((count) => ({ value: String(count), label: count === 1 ? t('dashboard.today') : t('dashboard.days', { count }) }))} />}
          {can('messages:send') && (
            <Button component={Link} href="/send" leftSection={<IconSend size={16} />}>{t('messages.new')}</Button>
          )}
        </>
      }>
      {!limited && <Figures days={days} />}
      <FirstSend after={first} />
      {can('analytics:read') && <TrendCard days={Math.max(days, 7)} after={first} />}
      <div className={classes.columns}>
        <Recent after={first} />
        {can('providers:read') && <ProviderHealth after={first} />}
      </div>
    </Page>
  );
}

/** Waits for the figures above it: on a slow link the chart's code would delay the first number. */
function TrendCard({ days, after }: { days: number; after: boolean }) {
  // Coming back here, the figures are at hand at once: the chart is drawn after them all the same.
  const ready = useDeferredValue(true, false);
  const found = useQuery({ ...analyticsQuery(`last_${days}_days`), enabled: after });
  return (
    <Card title={t('trend.title')}>
      <Loaded query={found} waiting={<Lines count={6} height={24} />}>
        {(data) => (ready ? <Trend data={data} height={230} /> : <Lines count={6} height={24} />)}
      </Loaded>
    </Card>
  );
}

function Figures({ days }: { days: number }) {
  const figures = useQuery(figuresQuery(days));
  if (figures.error && !figures.data) {
    return <section className="tuma-card"><Failed error={figures.error} again={() => void figures.refetch()} /></section>;
  }
  const { now, before } = figures.data ?? {};
  const shown = (value: number | undefined) => (value === undefined ? '–' : number(value));
  const delivered = now ? rate(now) : null;
  const deliveredBefore = before ? rate(before) : null;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 12, sm: 16 }} aria-busy={figures.isPending}>
      <Kpi name={t('kpi.sent')} value={shown(now?.sent)} change={now && before && change(now.sent, before.sent)} />
      <Kpi name={t('kpi.rate')} value={delivered === null ? '–' : percent(delivered)}
        change={delivered !== null && deliveredBefore !== null ? delivered - deliveredBefore : null} />
      <Kpi name={t('kpi.received')} value={shown(now?.received)} change={now && before && change(now.received, before.received)} />
      <Kpi name={t('kpi.waiting')} value={shown(now?.waiting)} moreIsGood={false} about={t('kpi.now')} />
    </SimpleGrid>
  );
}
