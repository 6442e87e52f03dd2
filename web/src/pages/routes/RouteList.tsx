// The routes by rank, each in a sentence: what it is asked for, and where that goes.
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from 'wouter';

import type { Provider, Route } from '../../api/schema';
import { useCan } from '../../api/session';
import { t, word } from '../../i18n/t';
import { newRanks } from '../../parts/order';
import { nameClass, Ordered, pillsClass, wordsClass } from '../../parts/Ordered';
import { Pill } from '../../parts/Pill';
import { wentWrong } from '../../parts/Toaster';
import { saveRoute, useAgain } from './queries';

/** What a message must be to take a route: its conditions, or that it has none. */
export function conditions(route: Route): string {
  const classes = route.classes.map((one) => word('class', one));
  const all = [route.countries, route.prefixes, route.senders, route.categories, classes];
  return all.filter((one) => one.length > 0).map((one) => one.join(', ')).join(' · ') || t('routes.any');
}

export function RouteList({ routes, providers }: { routes: Route[]; providers: Provider[] }) {
  const can = useCan();
  const again = useAgain();
  const keep = async (ordered: Route[]) => {
    try {
      for (const { row, rank } of newRanks(ordered)) await saveRoute({ rank }, row.routeId);
    } catch (error) {
      wentWrong(error);
    }
    await again();
  };
  return (
    <Ordered label={t('nav.routes')} rows={routes} keyOf={(one) => one.routeId} nameOf={(one) => one.name}
      onOrder={can('providers:write') ? keep : undefined}>
      {(one) => <Words route={one} providers={providers} />}
    </Ordered>
  );
}

function Words({ route, providers }: { route: Route; providers: Provider[] }) {
  const nameOf = (id: string) => providers.find((one) => one.providerId === id)?.name ?? id;
  return (
    <Link href={`/routes/${route.routeId}`} className={wordsClass} draggable={false}>
      <span className={nameClass}>
        <strong><bdi>{route.name}</bdi></strong>
        <span className="tuma-meta"><bdi>{conditions(route)}</bdi> <IconArrowRight size={12} className="tuma-turn" aria-hidden="true" /> <bdi>{route.providers.map((one) => nameOf(one.providerId)).join(', ')}</bdi></span>
      </span>
      <span className={pillsClass}>
        {route.sticky && <Pill tone="info">{t('routes.stickyShort')}</Pill>}
        {route.active ? <Pill tone="ok">{t('providers.active')}</Pill> : <Pill tone="warn">{t('providers.paused')}</Pill>}
      </span>
    </Link>
  );
}
