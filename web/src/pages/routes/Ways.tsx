// The providers of a route in their order, with their shares where the order is by weight.
import { ActionIcon, Input, NativeSelect, NumberInput } from '@mantine/core';
import { IconArrowUp, IconX } from '@tabler/icons-react';

import { faultsOf } from '../../api/error';
import type { Provider } from '../../api/schema';
import { t } from '../../i18n/t';
import { moved } from '../../parts/order';
import type { Way } from './rule';
import classes from './Ways.module.css';

interface WaysProps {
  ways: Way[];
  weighted: boolean;
  providers: Provider[];
  error: unknown;
  onChange: (next: Way[]) => void;
}

export function Ways({ ways, weighted, providers, error, onChange }: WaysProps) {
  const nameOf = (id: string) => providers.find((one) => one.providerId === id)?.name ?? id;
  const others = providers.filter((one) => !ways.some((way) => way.providerId === one.providerId));
  const fault = Object.entries(faultsOf(error)).find(([field]) => field.startsWith('providers'))?.[1];
  return (
    <Input.Wrapper label={t('routes.providers')} error={fault} withAsterisk component="div" labelElement="div">
      {ways.length > 0 && (
        <ol className={classes.ways}>
          {ways.map((way, at) => (
            <li key={way.providerId}>
              <span className={classes.name}><bdi>{nameOf(way.providerId)}</bdi></span>
              {weighted && (
                <NumberInput size="xs" w={84} min={0} max={1_000} allowDecimal={false} aria-label={t('routes.weightOf', { name: nameOf(way.providerId) })} value={way.weight}
                  onChange={(weight) => onChange(ways.map((one) => (one === way ? { ...way, weight } : one)))} />
              )}
              <ActionIcon variant="subtle" color="gray" disabled={at === 0} aria-label={t('order.up', { name: nameOf(way.providerId) })}
                onClick={() => onChange(moved(ways, at, at - 1))}><IconArrowUp size={16} /></ActionIcon>
              <ActionIcon variant="subtle" color="gray" aria-label={t('routes.leaveOut', { name: nameOf(way.providerId) })}
                onClick={() => onChange(ways.filter((one) => one !== way))}><IconX size={16} /></ActionIcon>
            </li>
          ))}
        </ol>
      )}
      {others.length > 0 && (
        <NativeSelect aria-label={t('routes.addProvider')} value="" onChange={(event) => onChange([...ways, { providerId: event.currentTarget.value, weight: 1 }])}
          data={[{ value: '', label: t('routes.addProvider') }, ...others.map((one) => ({ value: one.providerId, label: one.name }))]} />
      )}
    </Input.Wrapper>
  );
}
