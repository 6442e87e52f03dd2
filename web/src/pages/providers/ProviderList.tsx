// The providers by rank. Those of the organization can be moved, by dragging or by their buttons; shared ones come last.
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';

import type { Provider } from '../../api/schema';
import { useCan } from '../../api/session';
import { money, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Pill, StatePill } from '../../parts/Pill';
import { wentWrong } from '../../parts/Toaster';
import classes from './ProviderList.module.css';
import { kindName, saveProvider, useAgain } from './queries';

const STEP = 10;

/** Gives the providers in this order ranks in steps, and changes only those whose rank is another one. */
async function reorder(ordered: Provider[]) {
  const moved = ordered.map((one, at) => ({ id: one.providerId, rank: (at + 1) * STEP, before: one.rank }));
  for (const { id, rank } of moved.filter((one) => one.rank !== one.before)) await saveProvider({ rank }, id);
}

export function ProviderList({ providers }: { providers: Provider[] }) {
  const can = useCan();
  const again = useAgain();
  const [dragged, setDragged] = useState('');
  const own = providers.filter((one) => !one.shared).toSorted((a, b) => a.rank - b.rank);
  const shared = providers.filter((one) => one.shared);
  const move = useMutation({ mutationFn: reorder, onError: wentWrong, onSettled: again });
  const put = (id: string, to: number) => {
    const rest = own.filter((one) => one.providerId !== id);
    const one = own.find(({ providerId }) => providerId === id);
    if (one && to >= 0 && to < own.length) move.mutate(rest.toSpliced(to, 0, one));
  };
  const movable = can('providers:write') && own.length > 1;
  return (
    <ul className={`tuma-card tuma-flush ${classes.list}`} aria-label={t('nav.providers')}>
      {own.map((one, at) => (
        <li key={one.providerId} className={classes.row} draggable={movable} data-dragged={dragged === one.providerId ? '' : undefined}
          onDragStart={() => setDragged(one.providerId)} onDragEnd={() => setDragged('')}
          onDragOver={(event) => event.preventDefault()} onDrop={() => put(dragged, at)}>
          {movable && <IconGripVertical size={16} className={classes.grip} aria-hidden="true" />}
          <Words provider={one} />
          {movable && (
            <span className={classes.moves}>
              <ActionIcon variant="subtle" color="gray" disabled={at === 0 || move.isPending} aria-label={t('providers.up', { name: one.name })}
                onClick={() => put(one.providerId, at - 1)}><IconArrowUp size={16} /></ActionIcon>
              <ActionIcon variant="subtle" color="gray" disabled={at === own.length - 1 || move.isPending}
                aria-label={t('providers.down', { name: one.name })} onClick={() => put(one.providerId, at + 1)}><IconArrowDown size={16} /></ActionIcon>
            </span>
          )}
        </li>
      ))}
      {shared.map((one) => <li key={one.providerId} className={classes.row}><Words provider={one} /></li>)}
    </ul>
  );
}

function Words({ provider }: { provider: Provider }) {
  const rate = provider.ratePerSecond;
  return (
    <Link href={`/providers/${provider.providerId}`} className={classes.words}>
      <span className={classes.name}>
        <strong><bdi>{provider.name}</bdi></strong>
        <span className="tuma-meta">
          {kindName(provider.kind)} · {typeof rate === 'number' ? t('providers.rate', { count: rate }) : t('providers.noRate')} · {money(provider.pricePerSegment)} · {t('providers.rank')} {number(provider.rank)}
        </span>
      </span>
      <span className={classes.pills}>
        {provider.shared && <Pill tone="idle">{t('providers.shared')}</Pill>}
        {provider.active ? <StatePill state={provider.health.status} /> : <Pill tone="warn">{t('providers.paused')}</Pill>}
      </span>
    </Link>
  );
}
