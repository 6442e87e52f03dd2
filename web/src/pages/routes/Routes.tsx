// The rules that turn a message into an ordered list of providers, in the order in which they are asked.
import { Button } from '@mantine/core';
import { IconPlus, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from 'wouter';

import type { Provider, Route } from '../../api/schema';
import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Page } from '../../parts/Page';
import { Side } from '../../parts/Side';
import { Empty, Lines, Loaded } from '../../parts/States';
import { providersQuery } from '../providers/queries';
import { Explain } from './Explain';
import { routesQuery } from './queries';
import { RouteForm } from './RouteForm';
import { RouteList } from './RouteList';

export default function Routes() {
  const can = useCan();
  const list = useQuery(routesQuery);
  const providers = useQuery({ ...providersQuery, refetchInterval: false });
  const known = providers.data?.providers ?? [];
  const add = can('providers:write') && (
    <Button component={Link} href="/routes/new" leftSection={<IconPlus size={16} />}>{t('routes.add')}</Button>
  );
  return (
    <Page title={t('nav.routes')} about={t('routes.about')} actions={add}>
      <Loaded query={list} waiting={<div className="tuma-card"><Lines /></div>}>
        {({ routes }) => (
          <>
            {routes.length === 0 ? (
              <section className="tuma-card"><Empty icon={IconRoute} title={t('routes.none')} text={t('routes.noneText')} action={add} /></section>
            ) : <RouteList routes={routes} providers={known} />}
            <Beside routes={routes} providers={known} />
          </>
        )}
      </Loaded>
      <Explain />
    </Page>
  );
}

function Beside({ routes, providers }: { routes: Route[]; providers: Provider[] }) {
  const { id } = useParams<{ id?: string }>();
  const can = useCan();
  const [, go] = useLocation();
  const close = () => go('/routes');
  const chosen = routes.find((one) => one.routeId === id);
  if (!chosen && !(id === 'new' && can('providers:write'))) return null;
  return (
    <Side title={chosen?.name ?? t('routes.add')} onClose={close}>
      <RouteForm key={chosen?.routeId ?? 'new'} route={chosen} providers={providers} onDone={close} />
    </Side>
  );
}
