// The figures of a period in full: totals, trend, by provider, country and class; and all of it as files.
import { Anchor, NativeSelect, SimpleGrid } from '@mantine/core';
import { IconChartLine, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';

import type { Analytics } from '../../api/schema';
import { useCan } from '../../api/session';
import { money, number, percent } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Kpi } from '../../parts/Kpi';
import { Page } from '../../parts/Page';
import { Empty, Lines, Loaded } from '../../parts/States';
import { Breakdown } from './Breakdown';
import { analyticsQuery, PERIODS } from './queries';
import classes from './Reports.module.css';
import { Trend } from './Trend';

export default function Reports() {
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const period = search.get('period') ?? 'last_30_days';
  return (
    <Page title={t('nav.reports')} about={t('reports.about')}
      actions={
        <NativeSelect aria-label={t('reports.period')} value={period} onChange={(event) => setSearch({ period: event.currentTarget.value }, { replace: true })}
          data={PERIODS.map((value) => ({ value, label: word('reports', value) }))} />
      }>
      {can('analytics:read') && <Figures period={period} />}
      <Files period={period} />
    </Page>
  );
}

function Figures({ period }: { period: string }) {
  const found = useQuery(analyticsQuery(period));
  return (
    <Loaded query={found} waiting={<div className="tuma-card"><Lines count={8} /></div>}>
      {(data) => data.summary.totalSent + data.summary.totalInbound === 0 ? (
        <section className="tuma-card"><Empty icon={IconChartLine} title={t('reports.none')} text={t('reports.noneText')} /></section>
      ) : <Known data={data} />}
    </Loaded>
  );
}

function Known({ data }: { data: Analytics }) {
  const { summary, change } = data;
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 5 }} spacing={{ base: 12, sm: 16 }}>
        <Kpi name={t('kpi.sent')} value={number(summary.totalSent)} change={change.totalSent} />
        <Kpi name={t('kpi.rate')} value={typeof summary.deliveryRate === 'number' ? percent(summary.deliveryRate) : '–'} change={change.deliveryRate} />
        <Kpi name={t('reports.failed')} value={number(summary.totalFailed)} change={change.totalFailed} moreIsGood={false} />
        <Kpi name={t('kpi.received')} value={number(summary.totalInbound)} change={change.totalInbound} />
        <Kpi name={t('reports.cost')} value={summary.costs.map(money).join(' + ') || '–'} change={change.totalCost} moreIsGood={false} />
      </SimpleGrid>
      <Card title={t('trend.title')}><Trend data={data} /></Card>
      <div className={classes.tables}>
        <Breakdown title={t('reports.byProvider')} rows={data.providerBreakdown.map((one) => ({ ...one, name: one.provider ?? '–' }))} />
        <Breakdown title={t('reports.byCountry')} rows={data.countryBreakdown.map((one) => ({ ...one, name: one.country }))} />
        <Breakdown title={t('reports.byClass')} rows={data.classBreakdown.map((one) => ({ ...one, name: word('class', one.class) }))} />
      </div>
    </>
  );
}

function Files({ period }: { period: string }) {
  const files = [
    { name: t('reports.csv'), href: `/api/sms/reports/delivery.csv?period=${period}` },
    { name: t('reports.pdf'), href: `/api/sms/reports/delivery.pdf?period=${period}` },
    { name: t('reports.messages'), href: '/api/sms/reports/messages.csv' },
  ];
  return (
    <Card title={t('reports.files')}>
      <p className={classes.about}>{t('reports.filesText')}</p>
      <ul className={classes.files}>
        {files.map((file) => (
          <li key={file.href}>
            <Anchor href={file.href} download className={classes.file}><IconDownload size={16} aria-hidden="true" />{file.name}</Anchor>
          </li>
        ))}
      </ul>
    </Card>
  );
}
