// How much an organization may have, and how much it may ask for and send. An empty field is no bound of its own.
import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { Organization } from '../../api/schema';
import { useCan } from '../../api/session';
import { number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { Lines, Loaded } from '../../parts/States';
import { done } from '../../parts/Toaster';
import { limitsQuery, setLimits, setQuotas, useAgain } from './queries';

interface Bound<Name extends string> {
  name: Name;
  label: string;
  about?: string;
}

interface BoundsProps<Name extends string> {
  text: string;
  bounds: Bound<Name>[];
  values: Partial<Record<Name, number | null>>;
  keep: (values: Record<Name, number | null>) => Promise<unknown>;
}

const fieldOf = (value: number | null | undefined): number | string => value ?? '';

function Bounds<Name extends string>({ text, bounds, values, keep }: BoundsProps<Name>) {
  const can = useCan();
  const again = useAgain();
  const [typed, setTyped] = useState<Partial<Record<Name, number | string>>>({});
  const shown = (name: Name) => typed[name] ?? fieldOf(values[name]);
  const save = useMutation({
    mutationFn: () => {
      const all = bounds.map(({ name }) => [name, shown(name) === '' ? null : Number(shown(name))] as const);
      return keep(Object.fromEntries(all) as Record<Name, number | null>);
    },
    onSuccess: async () => {
      done(t('saved'));
      await again();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const writes = can('system:organizations');
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">{text}</Text>
        <Refused error={save.error} fields={bounds.map((one) => one.name)} />
        {bounds.map(({ name, label, about }) => (
          <NumberInput key={name} label={label} description={about} min={0} allowDecimal={false} allowNegative={false} thousandSeparator readOnly={!writes}
            placeholder={t('organizations.usual')} value={shown(name)} error={faultsOf(save.error)[name]}
            onChange={(value) => setTyped({ ...typed, [name]: value })} />
        ))}
        {writes && <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{t('save')}</Button></Group>}
      </Stack>
    </form>
  );
}

export function Quotas({ organization }: { organization: Organization }) {
  const { has, quotas } = organization;
  const now = (count: number) => t('organizations.has', { count: number(count) });
  return (
    <Bounds text={t('organizations.quotasText')} values={quotas} keep={(values) => setQuotas(organization.organizationId, values)}
      bounds={[
        { name: 'users', label: t('organizations.users'), about: now(has.users) },
        { name: 'keys', label: t('nav.keys'), about: now(has.keys) },
        { name: 'providers', label: t('nav.providers'), about: now(has.providers) },
      ]} />
  );
}

export function Limits({ organizationId }: { organizationId: string }) {
  const limits = useQuery(limitsQuery(organizationId));
  return (
    <Loaded query={limits} waiting={<Lines count={3} height={40} />}>
      {(data) => (
        <Bounds text={t('organizations.limitsText')} values={data} keep={(values) => setLimits(organizationId, values)}
          bounds={[
            { name: 'perMinute', label: t('keys.perMinute') },
            { name: 'perDay', label: t('keys.perDay') },
            { name: 'recipientsPerDay', label: t('organizations.recipients') },
          ]} />
      )}
    </Loaded>
  );
}
