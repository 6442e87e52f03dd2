// The credentials of programs: what each may do, when it was last used, and how it ends.
import { Button, Drawer, Text } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';

import type { ApiKey, ApiKeyMade } from '../../api/schema';
import { useCan } from '../../api/session';
import { ago, number } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { Pill, type Tone } from '../../parts/Pill';
import { Empty } from '../../parts/States';
import { KeyDetail } from './KeyDetail';
import { KeyForm } from './KeyForm';
import { MadeKey } from './MadeKey';
import { keysQuery } from './queries';

const TONES: Record<string, Tone> = { active: 'ok', expired: 'warn', revoked: 'bad' };

const columns = (): Column<ApiKey>[] => [
  { key: 'name', head: t('keys.name'), cell: (row) => <bdi>{row.name}</bdi>, card: 'title' },
  { key: 'prefix', head: t('keys.key'), cell: (row) => <span className="tuma-mono tuma-ltr">{row.prefix}…</span>, card: 'body' },
  { key: 'scopes', head: t('keys.scopes'), cell: (row) => <span className="tuma-ltr">{row.scopes.join(', ')}</span>, wide: true, card: 'meta' },
  { key: 'requests', head: t('keys.requests'), cell: (row) => number(row.requests), end: true },
  { key: 'used', head: t('keys.used'), cell: (row) => (row.lastUsedAt ? ago(row.lastUsedAt) : t('keys.never')), card: 'meta' },
  { key: 'status', head: t('messages.status'), cell: (row) => <Pill tone={TONES[row.status] ?? 'idle'}>{word('keys.is', row.status)}</Pill>, card: 'side' },
];

export default function Keys() {
  const { id } = useParams<{ id?: string }>();
  const can = useCan();
  const [, go] = useLocation();
  const [made, setMade] = useState<ApiKeyMade | null>(null);
  const list = useQuery(keysQuery);
  const chosen = list.data?.keys.find((one) => one.keyId === id);
  const fresh = id === 'new' && can('keys:write');
  const close = () => go('/keys');
  const add = can('keys:write') && <Button component={Link} href="/keys/new" leftSection={<IconPlus size={16} />}>{t('keys.add')}</Button>;
  const show = (key: ApiKeyMade) => {
    setMade(key);
    close();
  };
  return (
    <Page title={t('nav.keys')} about={t('keys.about')} actions={add}>
      <Grid label={t('nav.keys')} columns={columns()} rows={list.data?.keys} keyOf={(row) => row.keyId} error={list.error}
        again={() => void list.refetch()} onOpen={(row) => go(`/keys/${row.keyId}`)}
        empty={<Empty icon={IconKey} title={t('keys.none')} text={t('keys.noneText')} action={add} />} />
      {(chosen || fresh) && (
        <Drawer opened onClose={close} position="right" size={520} closeButtonProps={{ 'aria-label': t('close') }}
          title={<Text fw={650} size="lg" component="span"><bdi>{chosen?.name ?? t('keys.add')}</bdi></Text>}>
          {chosen ? <KeyDetail key={chosen.keyId} apiKey={chosen} onMade={show} /> : <KeyForm onMade={show} onSaved={close} />}
        </Drawer>
      )}
      {made && <MadeKey made={made} onClose={() => setMade(null)} />}
    </Page>
  );
}
