// What the organization sends from: names, shortcodes and numbers that it asked for, and what was decided about each.
import { Alert, Button } from '@mantine/core';
import { IconId, IconInfoCircle, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from 'wouter';

import type { Sender } from '../../api/schema';
import { useCan } from '../../api/session';
import { date } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { Pill } from '../../parts/Pill';
import { Side } from '../../parts/Side';
import { Empty } from '../../parts/States';
import { sendersQuery, TONES } from './queries';
import { SenderDetail } from './SenderDetail';
import { SenderForm } from './SenderForm';

const columns = (): Column<Sender>[] => [
  { key: 'sender', head: t('senders.sender'), cell: (row) => <bdi>{row.sender}</bdi>, card: 'title' },
  { key: 'purpose', head: t('senders.purpose'), cell: (row) => <bdi>{row.purpose}</bdi>, wide: true, card: 'body' },
  { key: 'countries', head: t('senders.countries'), cell: (row) => <bdi>{row.countries.join(', ') || t('senders.everywhere')}</bdi>, card: 'meta' },
  { key: 'at', head: t('senders.asked'), cell: (row) => date(row.requestedAt), card: 'meta' },
  { key: 'status', head: t('messages.status'), cell: (row) => <Pill tone={TONES[row.status] ?? 'idle'}>{word('senders.is', row.status)}</Pill>, card: 'side' },
];

export default function Senders() {
  const { id } = useParams<{ id?: string }>();
  const can = useCan();
  const [, go] = useLocation();
  const list = useQuery(sendersQuery);
  const chosen = list.data?.senders.find((one) => one.senderId === id);
  const close = () => go('/senders');
  const add = can('senders:write') && (
    <Button component={Link} href="/senders/new" leftSection={<IconPlus size={16} />}>{t('senders.ask')}</Button>
  );
  return (
    <Page title={t('nav.senders')} about={t('senders.about')} actions={add}>
      {list.data && (
        <Alert color="brand" variant="light" icon={<IconInfoCircle size={18} />}>
          {list.data.approvedOnly ? t('senders.approvedOnly') : t('senders.any')}
        </Alert>
      )}
      <Grid label={t('nav.senders')} columns={columns()} rows={list.data?.senders} keyOf={(row) => row.senderId} error={list.error}
        again={() => void list.refetch()} onOpen={(row) => go(`/senders/${row.senderId}`)}
        empty={<Empty icon={IconId} title={t('senders.none')} text={t('senders.noneText')} action={add} />} />
      {chosen && <Side title={chosen.sender} onClose={close}><SenderDetail key={chosen.senderId} sender={chosen} onGone={close} /></Side>}
      {id === 'new' && can('senders:write') && (
        <Side title={t('senders.ask')} onClose={close}><SenderForm onAsked={(asked) => go(`/senders/${asked.senderId}`)} /></Side>
      )}
    </Page>
  );
}
