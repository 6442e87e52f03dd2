// The log of changes: who changed what, from what to what, from where. It is only ever added to.
import { Anchor, Drawer, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { answer, api } from '../../api/client';
import type { AuditEntry } from '../../api/schema';
import { dateTime, exactTime } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Fact, Facts } from '../../parts/Fact';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { usePages } from '../../parts/pages';
import { Empty } from '../../parts/States';
import { agentName } from '../sessions/agent';
import { Change } from './Change';

const who = (entry: AuditEntry) => entry.actor.name ?? entry.actor.id ?? t('audit.operator');

const columns = (): Column<AuditEntry>[] => [
  { key: 'at', head: t('messages.time'), cell: (row) => dateTime(row.at), card: 'meta' },
  { key: 'action', head: t('audit.action'), cell: (row) => <span className="tuma-mono tuma-ltr">{row.action}</span>, card: 'title' },
  { key: 'who', head: t('security.who'), cell: (row) => <bdi>{who(row)}</bdi>, card: 'body' },
  { key: 'object', head: t('audit.object'), cell: (row) => <span className="tuma-mono tuma-ltr">{row.object}</span>, wide: true, card: 'meta' },
  { key: 'ip', head: t('security.ip'), cell: (row) => <span className="tuma-ltr">{row.ip ?? '–'}</span>, card: 'meta' },
];

export default function Audit() {
  const [typed, setTyped] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const [action] = useDebouncedValue(typed.trim(), 250);
  const filter = { action: action || undefined, from: from || undefined, to: to || undefined };
  const pages = usePages(JSON.stringify(filter));
  const list = useQuery({
    queryKey: ['audit', filter, pages.cursor],
    queryFn: () => answer(api.GET('/api/audit', { params: { query: { ...filter, cursor: pages.cursor, limit: 25 } } })),
    placeholderData: keepPreviousData,
  });
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return (
    <Page title={t('nav.audit')} about={t('audit.about')}
      actions={<Anchor href={`/api/audit/export?${query}`} download><Group gap={6}><IconDownload size={16} aria-hidden="true" />{t('messages.export')}</Group></Anchor>}>
      <Grid label={t('nav.audit')} columns={columns()} rows={list.data?.entries} keyOf={(row) => row.entryId} error={list.error}
        again={() => void list.refetch()} busy={list.isPlaceholderData} pages={pages} nextCursor={list.data?.nextCursor} onOpen={setOpen}
        tools={
          <>
            <TextInput label={t('audit.action')} placeholder="provider" dir="ltr" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
            <TextInput label={t('messages.from')} type="date" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
            <TextInput label={t('messages.to')} type="date" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
          </>
        }
        empty={<Empty icon={IconHistory} title={t('audit.none')} text={t('audit.noneText')} />} />
      {open && (
        <Drawer opened onClose={() => setOpen(null)} position="right" size={560} closeButtonProps={{ 'aria-label': t('close') }}
          title={<Text fw={650} size="lg" component="span" className="tuma-ltr">{open.action}</Text>}>
          <Stack gap="lg">
            <Facts>
              <Fact name={t('security.who')}><bdi>{who(open)}</bdi></Fact>
              <Fact name={t('messages.time')}>{exactTime(open.at)}</Fact>
              <Fact name={t('security.ip')}><span className="tuma-ltr">{open.ip ?? '–'}</span></Fact>
              <Fact name={t('security.agent')}><bdi>{agentName(open.agent ?? '') || '–'}</bdi></Fact>
              <Fact name={t('audit.object')}><span className="tuma-mono tuma-ltr">{open.object}</span></Fact>
              <Fact name={t('audit.request')}><span className="tuma-mono tuma-ltr">{open.requestId ?? '–'}</span></Fact>
            </Facts>
            <Change before={open.before} after={open.after} />
          </Stack>
        </Drawer>
      )}
    </Page>
  );
}
