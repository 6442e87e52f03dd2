// Bulk calls and files, newest first; one in a drawer with every row that was left out.
import { Button, Drawer, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from 'wouter';

import type { BatchSummary } from '../../api/schema';
import { useCan } from '../../api/session';
import { dateTime, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { usePages } from '../../parts/pages';
import { StatePill } from '../../parts/Pill';
import { Empty, Loaded } from '../../parts/States';
import { BatchDetail } from './BatchProgress';
import { batchesQuery, batchQuery } from './queries';

const columns = (): Column<BatchSummary>[] => [
  { key: 'at', head: t('messages.time'), cell: (row) => dateTime(row.createdAt), card: 'title' },
  { key: 'id', head: t('batch.id'), cell: (row) => <span className="tuma-mono tuma-ltr">{row.batchId}</span>, wide: true, card: 'meta' },
  { key: 'accepted', head: t('batch.accepted'), cell: (row) => number(row.accepted), end: true, card: 'body' },
  { key: 'refused', head: t('batch.refused'), cell: (row) => number(row.refused), end: true },
  { key: 'duplicates', head: t('batch.duplicates'), cell: (row) => number(row.duplicates), end: true },
  { key: 'status', head: t('messages.status'), cell: (row) => <StatePill state={row.status} />, card: 'side' },
];

export default function Batches() {
  const { id } = useParams<{ id?: string }>();
  const can = useCan();
  const [, go] = useLocation();
  const pages = usePages('');
  const list = useQuery(batchesQuery(pages.cursor));
  const fresh = can('messages:send') && (
    <Button component={Link} href="/send?many" leftSection={<IconFileSpreadsheet size={16} />}>{t('batch.new')}</Button>
  );
  return (
    <Page title={t('nav.batches')} about={t('batch.about')} actions={fresh}>
      <Grid label={t('nav.batches')} columns={columns()} rows={list.data?.batches} keyOf={(row) => row.batchId}
        error={list.error} again={() => void list.refetch()} busy={list.isPlaceholderData} pages={pages}
        nextCursor={list.data?.nextCursor} onOpen={(row) => go(`/batches/${row.batchId}`)}
        empty={<Empty icon={IconFileSpreadsheet} title={t('batch.none')} text={t('batch.noneText')} />} />
      {id && <BatchDrawer batchId={id} onClose={() => go('/batches')} />}
    </Page>
  );
}

function BatchDrawer({ batchId, onClose }: { batchId: string; onClose: () => void }) {
  const batch = useQuery(batchQuery(batchId));
  return (
    <Drawer opened onClose={onClose} position="right" size={520} closeButtonProps={{ 'aria-label': t('close') }}
      title={<Text fw={650} size="lg" component="span">{t('batch.title')}</Text>}>
      <Loaded query={batch}>{(data) => <BatchDetail batch={data} />}</Loaded>
    </Drawer>
  );
}
