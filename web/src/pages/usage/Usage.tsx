// How the API is used: every call counted by day, route and key; single calls as a sample.
import { NativeSelect, SimpleGrid } from '@mantine/core';
import { IconApi } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';

import { answer, api } from '../../api/client';
import type { UsageCall, UsageSummary } from '../../api/schema';
import { useCan } from '../../api/session';
import { dateTime, dayOfMonth, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Grid, type Column } from '../../parts/Grid';
import { Kpi } from '../../parts/Kpi';
import { Page } from '../../parts/Page';
import { usePages } from '../../parts/pages';
import { Pill } from '../../parts/Pill';
import { Empty, Lines, Loaded } from '../../parts/States';
import { Busiest } from './Busiest';
import { Standing } from './Standing';

const Chart = lazy(() => import('../../parts/Chart'));

const ms = (value: number) => t('timeline.ms', { count: Number(value.toFixed(1)) });

export default function Usage() {
  const can = useCan();
  const summary = useQuery({
    queryKey: ['usage'],
    queryFn: () => answer(api.GET('/api/sms/usage/summary', { params: { query: { period: 'last_30_days' } } })),
    refetchInterval: 10_000,
  });
  return (
    <Page title={t('nav.usage')} about={t('usage.about')}>
      <Loaded query={summary} waiting={<div className="tuma-card"><Lines count={8} /></div>}>{(data) => <Summary data={data} />}</Loaded>
      {can('messages:read') && <Standing />}
      <Calls />
    </Page>
  );
}

function Summary({ data }: { data: UsageSummary }) {
  const { total } = data;
  const steps = data.breakdown.toReversed();
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 12, sm: 16 }}>
        <Kpi name={t('usage.requests')} value={number(total.requests)} about=" " />
        <Kpi name={t('usage.failed')} value={number(total.failed)} about=" " />
        <Kpi name={t('usage.average')} value={typeof total.averageMs === 'number' ? ms(total.averageMs) : '–'} about=" " />
        <Kpi name={t('usage.slowest')} value={ms(total.slowestMs)} about=" " />
      </SimpleGrid>
      <Card title={t('usage.requests')}>
        <Suspense fallback={<Lines count={5} />}>
          <Chart height={180} steps={steps.map((one) => dayOfMonth(`${one.at}T00:00:00`))} caption={t('usage.caption', { count: total.requests })}
            series={[
              { name: t('usage.requests'), colour: '--tuma-delivered', values: steps.map((one) => one.requests), filled: true },
              { name: t('usage.failed'), colour: '--tuma-failed', values: steps.map((one) => one.failed) },
            ]} />
        </Suspense>
      </Card>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Busiest title={t('usage.endpoints')} rows={data.endpoints.map((one) => ({ ...one, name: `${one.method} ${one.endpoint}` }))} />
        <Busiest title={t('usage.keys')} rows={data.apiKeys.map((one) => ({ ...one, name: one.name ?? one.apiKeyId }))} />
      </SimpleGrid>
    </>
  );
}

const columns = (): Column<UsageCall>[] => [
  { key: 'at', head: t('usage.time'), cell: (row) => dateTime(row.at), card: 'meta' },
  { key: 'endpoint', head: t('usage.endpoint'), cell: (row) => <span className="tuma-mono tuma-ltr">{row.method} {row.endpoint}</span>, wide: true, card: 'title' },
  { key: 'status', head: t('usage.status'), cell: (row) => <Pill tone={row.status < 400 ? 'ok' : row.status < 500 ? 'warn' : 'bad'}>{String(row.status)}</Pill>, card: 'side' },
  { key: 'took', head: t('usage.took'), cell: (row) => ms(row.durationMs), end: true, card: 'meta' },
  { key: 'ip', head: t('usage.from'), cell: (row) => <span className="tuma-ltr">{row.ip ?? '–'}</span>, card: 'meta' },
];

function Calls() {
  const [status, setStatus] = useState('');
  const pages = usePages(status);
  const list = useQuery({
    queryKey: ['usage', 'calls', status, pages.cursor],
    queryFn: () => answer(api.GET('/api/sms/usage', { params: { query: { status: status || undefined, cursor: pages.cursor, limit: 25 } } })),
    placeholderData: keepPreviousData,
    refetchInterval: pages.cursor ? false : 10_000,
  });
  return (
    <Grid label={t('usage.calls')} columns={columns()} rows={list.data?.calls} keyOf={(row) => row.requestId} error={list.error}
      again={() => void list.refetch()} busy={list.isPlaceholderData} pages={pages} nextCursor={list.data?.nextCursor} footer={t('usage.callsText')}
      tools={<NativeSelect label={t('usage.status')} value={status} onChange={(event) => setStatus(event.currentTarget.value)}
        data={[{ value: '', label: t('usage.any') }, '2xx', '4xx', '5xx']} />}
      empty={<Empty icon={IconApi} title={t('usage.none')} text={t('usage.noneText')} />} />
  );
}
