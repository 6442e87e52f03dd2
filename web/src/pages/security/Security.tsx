// The log of what looks like an attack: failed sign-ins, accounts that had to wait, keys used from new networks.
import { NativeSelect } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { answer, api } from '../../api/client';
import type { SecurityEvent } from '../../api/schema';
import { dateTime } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { usePages } from '../../parts/pages';
import { Pill, type Tone } from '../../parts/Pill';
import { Empty } from '../../parts/States';
import { agentName } from '../sessions/agent';

const TONES: Record<string, Tone> = {
  signed_in: 'ok', password_changed: 'info', sign_in_failed: 'warn', account_locked: 'bad', network_locked: 'bad',
  session_replayed: 'bad', second_factor_enrolled: 'ok', second_factor_removed: 'warn', password_reset_asked: 'info',
  password_reset: 'info', api_key_refused: 'warn', api_key_new_network: 'warn',
};

const columns = (): Column<SecurityEvent>[] => [
  { key: 'at', head: t('security.time'), cell: (row) => dateTime(row.at), card: 'meta' },
  { key: 'kind', head: t('security.what'), cell: (row) => <Pill tone={TONES[row.kind] ?? 'idle'}>{word('security.kind', row.kind)}</Pill>, card: 'side' },
  { key: 'who', head: t('security.who'), cell: (row) => <bdi>{row.user?.name ?? row.apiKey?.name ?? '–'}</bdi>, card: 'title' },
  { key: 'ip', head: t('security.ip'), cell: (row) => <span className="tuma-ltr">{row.ip ?? '–'}</span>, card: 'meta' },
  { key: 'agent', head: t('security.agent'), cell: (row) => <bdi title={row.agent ?? ''}>{agentName(row.agent ?? '') || '–'}</bdi>, wide: true, card: 'meta' },
];

export default function Security() {
  const [kind, setKind] = useState('');
  const pages = usePages(kind);
  const list = useQuery({
    queryKey: ['security', kind, pages.cursor],
    queryFn: () => answer(api.GET('/api/security/events', {
      params: { query: { kind: kind || undefined, cursor: pages.cursor, limit: 25 } },
    })),
    placeholderData: keepPreviousData,
  });
  const kinds = Object.keys(TONES).map((value) => ({ value, label: word('security.kind', value) }));
  return (
    <Page title={t('nav.security')} about={t('security.about')}>
      <Grid label={t('nav.security')} columns={columns()} rows={list.data?.events} keyOf={(row) => row.eventId}
        error={list.error} again={() => void list.refetch()} busy={list.isPlaceholderData} pages={pages}
        nextCursor={list.data?.nextCursor}
        tools={<NativeSelect label={t('security.what')} value={kind} onChange={(event) => setKind(event.currentTarget.value)}
          data={[{ value: '', label: t('security.all') }, ...kinds]} />}
        empty={<Empty icon={IconShieldCheck} title={t('security.none')} text={t('security.noneText')} />} />
    </Page>
  );
}
