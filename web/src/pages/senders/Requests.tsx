// Sender IDs of all organizations, for whoever decides about them: the oldest that wait first.
import { NativeSelect } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { AskedSender } from '../../api/schema';
import { ago } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { usePages } from '../../parts/pages';
import { Pill } from '../../parts/Pill';
import { Side } from '../../parts/Side';
import { Empty } from '../../parts/States';
import { Decide } from './Decide';
import { askedQuery, TONES } from './queries';

const columns = (): Column<AskedSender>[] => [
  { key: 'sender', head: t('senders.sender'), cell: (row) => <bdi>{row.sender}</bdi>, card: 'title' },
  { key: 'organization', head: t('profile.organization'), cell: (row) => <bdi>{row.organization}</bdi>, card: 'meta' },
  { key: 'purpose', head: t('senders.purpose'), cell: (row) => <bdi>{row.purpose}</bdi>, wide: true, card: 'body' },
  { key: 'at', head: t('senders.asked'), cell: (row) => ago(row.requestedAt), card: 'meta' },
  { key: 'status', head: t('messages.status'), cell: (row) => <Pill tone={TONES[row.status] ?? 'idle'}>{word('senders.is', row.status)}</Pill>, card: 'side' },
];

export default function Requests() {
  const [status, setStatus] = useState('pending');
  const [open, setOpen] = useState<AskedSender | null>(null);
  const pages = usePages(status);
  const list = useQuery(askedQuery(status, pages.cursor));
  const choices = ['pending', 'approved', 'rejected'].map((value) => ({ value, label: word('senders.is', value) }));
  return (
    <Page title={t('nav.requests')} about={t('requests.about')}>
      <Grid label={t('nav.requests')} columns={columns()} rows={list.data?.senders} keyOf={(row) => row.senderId} error={list.error}
        again={() => void list.refetch()} busy={list.isPlaceholderData} pages={pages} nextCursor={list.data?.nextCursor} onOpen={setOpen}
        tools={<NativeSelect label={t('messages.status')} value={status} onChange={(event) => setStatus(event.currentTarget.value)}
          data={[{ value: '', label: t('messages.anyStatus') }, ...choices]} />}
        empty={<Empty icon={IconId} title={t('requests.none')} text={t('requests.noneText')} />} />
      {open && (
        <Side title={open.sender} onClose={() => setOpen(null)}>
          <Decide key={open.senderId} asked={open} onDecided={() => setOpen(null)} />
        </Side>
      )}
    </Page>
  );
}
