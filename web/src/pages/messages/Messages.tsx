// Every message sent and received: filters that live in the address, pages by cursor, one message in a drawer.
import { Button } from '@mantine/core';
import { IconDownload, IconMessages, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams, useSearchParams } from 'wouter';

import type { Message, MessageList } from '../../api/schema';
import { useCan } from '../../api/session';
import { dateTime, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { usePages } from '../../parts/pages';
import { StatePill } from '../../parts/Pill';
import { PhoneNumber } from '../../parts/reveal';
import { Empty } from '../../parts/States';
import { Filters, filterOf } from './Filters';
import { MessageDrawer } from './MessageDrawer';
import { phoneOf } from './phone';
import { messagesQuery } from './queries';
import { Totals } from './Totals';

const columns = (): Column<Message>[] => [
  { key: 'at', head: t('messages.time'), cell: (row) => dateTime(row.queuedAt), card: 'meta' },
  { key: 'phone', head: t('messages.phone'), cell: (row) => <PhoneNumber messageId={row.messageId} number={phoneOf(row)} />,
    plain: (row) => <span className="tuma-ltr">{phoneOf(row)}</span>, card: 'title' },
  { key: 'body', head: t('messages.text'), cell: (row) => <bdi>{row.body}</bdi>, wide: true, card: 'body' },
  { key: 'provider', head: t('messages.provider'), cell: (row) => row.provider ?? '–', card: 'meta' },
  { key: 'segments', head: t('messages.segments'), cell: (row) => number(row.segments), end: true },
  { key: 'status', head: t('messages.status'), cell: (row) => <StatePill state={row.held ? 'HELD' : row.status} />, card: 'side' },
];

export default function Messages() {
  const { id } = useParams<{ id?: string }>();
  const can = useCan();
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const filter = filterOf(search);
  const pages = usePages(JSON.stringify(filter));
  const list = useQuery(messagesQuery(filter, pages.cursor));
  const at = (path: string) => `${path}${search.size ? `?${search}` : ''}`;
  const filtered = Object.values(filter).some(Boolean);
  return (
    <Page title={t('nav.messages')} about={t('messages.about')}
      actions={
        <>
          {can('reports:read') && (
            <Button variant="default" component="a" href={at('/api/sms/reports/messages.csv')} download leftSection={<IconDownload size={16} />}>
              {t('messages.export')}
            </Button>
          )}
          {can('messages:send') && (
            <Button component={Link} href="/send" leftSection={<IconSend size={16} />}>{t('messages.new')}</Button>
          )}
        </>
      }>
      <Totals totals={list.data?.totals} />
      <Grid label={t('nav.messages')} columns={columns()} rows={list.data?.messages} keyOf={(row) => row.messageId}
        error={list.error} again={() => void list.refetch()} busy={list.isPlaceholderData} tools={<Filters />}
        onOpen={(row) => go(at(`/messages/${row.messageId}`))} pages={pages} nextCursor={list.data?.nextCursor}
        footer={<Count list={list.data} />}
        empty={filtered ? <Empty icon={IconMessages} title={t('messages.noneFound')} text={t('messages.noneFoundText')} />
          : <Empty icon={IconMessages} title={t('messages.none')} text={t('messages.noneText')}
              action={can('messages:send') && <Button component={Link} href="/send">{t('messages.first')}</Button>} />} />
      {id && <MessageDrawer messageId={id} onClose={() => go(at('/messages'))} />}
    </Page>
  );
}

function Count({ list }: { list: MessageList | undefined }) {
  if (typeof list?.total === 'number') return <>{t('messages.count', { count: list.total })}</>;
  return null;
}
