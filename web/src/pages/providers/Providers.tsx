// The connections to carriers, in the order in which they are tried; one in a drawer, a new one in a form.
import { Button, Drawer, Text } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from 'wouter';

import type { Provider } from '../../api/schema';
import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Page } from '../../parts/Page';
import { Empty, Lines, Loaded } from '../../parts/States';
import { ProviderDetail } from './ProviderDetail';
import { ProviderForm } from './ProviderForm';
import { ProviderList } from './ProviderList';
import { providersQuery } from './queries';

export default function Providers() {
  const { id } = useParams<{ id?: string }>();
  const can = useCan();
  const [, go] = useLocation();
  const list = useQuery(providersQuery);
  const add = can('providers:write') && (
    <Button component={Link} href="/providers/new" leftSection={<IconPlus size={16} />}>{t('providers.add')}</Button>
  );
  const close = () => go('/providers');
  return (
    <Page title={t('nav.providers')} about={t('providers.about')} actions={add}>
      <Loaded query={list} waiting={<div className="tuma-card"><Lines /></div>}>
        {({ providers }) => (
          <>
            {providers.length === 0 ? (
              <section className="tuma-card"><Empty icon={IconPlugConnected} title={t('providers.none')} text={t('providers.noneText')} action={add} /></section>
            ) : <ProviderList providers={providers} />}
            <Side id={id} providers={providers} onClose={close} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Side({ id, providers, onClose }: { id: string | undefined; providers: Provider[]; onClose: () => void }) {
  const can = useCan();
  const [, go] = useLocation();
  const chosen = providers.find((one) => one.providerId === id);
  const fresh = id === 'new' && can('providers:write');
  if (!chosen && !fresh) return null;
  return (
    <Drawer opened onClose={onClose} position="right" size={560} closeButtonProps={{ 'aria-label': t('close') }}
      title={<Text fw={650} size="lg" component="span"><bdi>{chosen?.name ?? t('providers.add')}</bdi></Text>}>
      {chosen ? <ProviderDetail key={chosen.providerId} provider={chosen} onGone={onClose} />
        : <ProviderForm onSaved={(saved) => go(`/providers/${saved.providerId}`)} />}
    </Drawer>
  );
}
