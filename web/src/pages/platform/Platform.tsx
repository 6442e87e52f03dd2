// The platform's providers, which belong to no organization: how each is, and who may use it.
import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from 'wouter';

import type { SharedProvider } from '../../api/schema';
import { useCan } from '../../api/session';
import { money } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { Pill, StatePill } from '../../parts/Pill';
import { Side } from '../../parts/Side';
import { Empty } from '../../parts/States';
import { ProviderForm } from '../providers/ProviderForm';
import { kindName } from '../providers/queries';
import { PlatformDetail } from './PlatformDetail';
import { platformQuery, savePlatform, useAgain } from './queries';

const sharing = ({ sharedWith }: SharedProvider) => {
  if (!sharedWith) return t('platform.all');
  return sharedWith.length === 0 ? t('platform.nobody') : t('platform.some', { count: sharedWith.length });
};

const columns = (): Column<SharedProvider>[] => [
  { key: 'name', head: t('providers.name'), cell: (row) => <bdi>{row.name}</bdi>, card: 'title' },
  { key: 'kind', head: t('providers.kind'), cell: (row) => kindName(row.kind), card: 'body' },
  { key: 'price', head: t('providers.price'), cell: (row) => money(row.pricePerSegment), card: 'meta' },
  { key: 'sharing', head: t('platform.sharing'), cell: sharing, wide: true, card: 'meta' },
  {
    key: 'state', head: t('messages.status'), card: 'side',
    cell: (row) => (row.active ? <StatePill state={row.health.status} /> : <Pill tone="warn">{t('providers.paused')}</Pill>),
  },
];

export default function Platform() {
  const { id } = useParams<{ id?: string }>();
  const can = useCan();
  const again = useAgain();
  const [, go] = useLocation();
  const list = useQuery(platformQuery);
  const chosen = list.data?.providers.find((one) => one.providerId === id);
  const close = () => go('/platform');
  const writes = can('system:providers');
  const add = writes && <Button component={Link} href="/platform/new" leftSection={<IconPlus size={16} />}>{t('providers.add')}</Button>;
  const made = async (providerId: string) => {
    await again();
    go(`/platform/${providerId}`);
  };
  return (
    <Page title={t('nav.platform')} about={t('platform.about')} actions={add}>
      <Grid label={t('nav.platform')} columns={columns()} rows={list.data?.providers} keyOf={(row) => row.providerId} error={list.error}
        again={() => void list.refetch()} onOpen={(row) => go(`/platform/${row.providerId}`)}
        empty={<Empty icon={IconPlugConnected} title={t('platform.none')} text={t('platform.noneText')} action={add} />} />
      {chosen && <Side title={chosen.name} onClose={close}><PlatformDetail key={chosen.providerId} provider={chosen} onGone={close} /></Side>}
      {id === 'new' && writes && (
        <Side title={t('providers.add')} onClose={close}><ProviderForm keep={savePlatform} onSaved={(saved) => void made(saved.providerId)} /></Side>
      )}
    </Page>
  );
}
