// How the installation is: whether this node works and accepts, what waits in each lane, what was changed last.
import { SimpleGrid } from '@mantine/core';
import { IconHeartbeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { dateTime, number, percent } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Grid, type Column } from '../../parts/Grid';
import { Kpi } from '../../parts/Kpi';
import { Page } from '../../parts/Page';
import { Pill, StatePill } from '../../parts/Pill';
import { Empty, Lines, Loaded } from '../../parts/States';
import { lanesOf, total, type Lane, type Sample } from './metrics';
import { healthQuery, metricsQuery, systemAuditQuery, type Finding } from './queries';
import classes from './System.module.css';

const stateOf = (health: number | null) => (health === null ? 'UNKNOWN' : health >= 1 ? 'HEALTHY' : health > 0 ? 'DEGRADED' : 'DOWN');
const waitingOf = (lane: Lane, priority: string) => number(lane.waiting[priority] ?? 0);

const allOf = (lane: Lane) => Object.values(lane.waiting).reduce((sum, one) => sum + one, 0);

const columns = (): Column<Lane>[] => [
  { key: 'provider', head: t('system.lane'), cell: (row) => <bdi>{row.provider}</bdi>, wide: true, card: 'title' },
  { key: 'otp', head: t('class.otp'), cell: (row) => waitingOf(row, '1'), end: true },
  { key: 'transactional', head: t('class.transactional'), cell: (row) => waitingOf(row, '5'), end: true },
  { key: 'promotional', head: t('class.promotional'), cell: (row) => waitingOf(row, '10'), end: true },
  {
    key: 'all', head: t('ceiling.waiting'), end: true, card: 'body',
    cell: (row) => number(allOf(row)), plain: (row) => t('providers.queue', { count: allOf(row) }),
  },
  { key: 'memory', head: t('ceiling.inMemory'), cell: (row) => number(row.inMemory), end: true },
  { key: 'open', head: t('system.open'), cell: (row) => number(row.open), end: true },
  { key: 'state', head: t('messages.status'), cell: (row) => <StatePill state={stateOf(row.health)} />, card: 'side' },
];

export default function System() {
  const health = useQuery(healthQuery);
  const metrics = useQuery(metricsQuery);
  const { lanes } = lanesOf(metrics.data ?? []);
  return (
    <Page title={t('nav.system')} about={t('system.about')}>
      <Card title={t('system.node')}>
        <Loaded query={health} waiting={<Lines count={2} />}>
          {({ live, ready }) => (
            <ul className={classes.findings}>
              <Found name={t('system.live')} about={t('system.liveText')} finding={live} />
              <Found name={t('system.ready')} about={t('system.readyText')} finding={ready} />
            </ul>
          )}
        </Loaded>
      </Card>
      {metrics.data && <Measures samples={metrics.data} />}
      <Grid label={t('system.lanes')} columns={columns()} rows={metrics.data && lanes} keyOf={(row) => row.provider} error={metrics.error}
        again={() => void metrics.refetch()} empty={<Empty icon={IconHeartbeat} title={t('system.noLanes')} text={t('system.noLanesText')} />} />
      <Changes />
    </Page>
  );
}

function Found({ name, about, finding }: { name: string; about: string; finding: Finding }) {
  return (
    <li>
      <span>
        <strong>{name}</strong>
        <span className="tuma-meta"><bdi>{finding.why || about}</bdi></span>
      </span>
      {finding.good ? <Pill tone="ok">{t('yes')}</Pill> : <Pill tone="bad">{t('no')}</Pill>}
    </li>
  );
}

function Measures({ samples }: { samples: Sample[] }) {
  const rate = total(samples, 'sms_delivery_rate');
  const shown = (value: number | null) => (value === null ? '–' : number(value));
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 12, sm: 16 }}>
      <Kpi name={t('kpi.waiting')} value={shown(total(samples, 'sms_queue_depth'))} about={t('kpi.now')} />
      <Kpi name={t('is.SCHEDULED')} value={shown(lanesOf(samples).scheduled)} about={t('kpi.now')} />
      <Kpi name={t('system.journal')} value={shown(total(samples, 'tuma_journal_depth'))} about={t('system.journalText')} />
      <Kpi name={t('kpi.rate')} value={rate === null ? '–' : percent(rate)} about={t('system.rateText')} />
    </SimpleGrid>
  );
}

function Changes() {
  const log = useQuery(systemAuditQuery);
  return (
    <Card title={t('system.changes')}>
      <Loaded query={log} waiting={<Lines count={4} />}>
        {({ entries }) => entries.length === 0 ? <Empty title={t('audit.none')} text={t('system.noChanges')} /> : (
          <ul className={classes.findings}>
            {entries.map((one) => (
              <li key={one.entryId}>
                <span>
                  <strong className="tuma-ltr">{one.action}</strong>
                  <span className="tuma-meta"><bdi>{one.actor.name ?? one.actor.id ?? t('audit.operator')}</bdi></span>
                </span>
                <span className="tuma-meta">{dateTime(one.at)}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}
