// The providers by rank. Those of the organization can be moved, by dragging or by their buttons; shared ones come last.
import { Link } from 'wouter';

import type { Provider } from '../../api/schema';
import { useCan } from '../../api/session';
import { money, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { newRanks } from '../../parts/order';
import { nameClass, Ordered, pillsClass, rowClass, wordsClass } from '../../parts/Ordered';
import { Pill, StatePill } from '../../parts/Pill';
import { wentWrong } from '../../parts/Toaster';
import { kindName, saveProvider, useAgain } from './queries';

export function ProviderList({ providers }: { providers: Provider[] }) {
  const can = useCan();
  const again = useAgain();
  const own = providers.filter((one) => !one.shared).toSorted((a, b) => a.rank - b.rank);
  const shared = providers.filter((one) => one.shared);
  const keep = async (ordered: Provider[]) => {
    try {
      for (const { row, rank } of newRanks(ordered)) await saveProvider({ rank }, row.providerId);
    } catch (error) {
      wentWrong(error);
    }
    await again();
  };
  return (
    <Ordered label={t('nav.providers')} rows={own} keyOf={(one) => one.providerId} nameOf={(one) => one.name}
      onOrder={can('providers:write') ? keep : undefined}
      last={shared.map((one) => <li key={one.providerId} className={rowClass}><Words provider={one} /></li>)}>
      {(one) => <Words provider={one} />}
    </Ordered>
  );
}

function Words({ provider }: { provider: Provider }) {
  const rate = provider.ratePerSecond;
  return (
    <Link href={`/providers/${provider.providerId}`} className={wordsClass} draggable={false}>
      <span className={nameClass}>
        <strong><bdi>{provider.name}</bdi></strong>
        <span className="tuma-meta">
          {kindName(provider.kind)} · {typeof rate === 'number' ? t('providers.rate', { count: rate }) : t('providers.noRate')} · {money(provider.pricePerSegment)} · {t('providers.rank')} {number(provider.rank)}
        </span>
      </span>
      <span className={pillsClass}>
        {provider.shared && <Pill tone="idle">{t('providers.shared')}</Pill>}
        {provider.active ? <StatePill state={provider.health.status} /> : <Pill tone="warn">{t('providers.paused')}</Pill>}
      </span>
    </Link>
  );
}
