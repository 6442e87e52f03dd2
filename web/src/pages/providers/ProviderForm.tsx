// A provider's form: what its kind asks for, then what is the same for all. The server names each fault by its field.
import { Button, Group, NativeSelect, NumberInput, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { Provider, ProviderRequest } from '../../api/schema';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { kinds } from './kinds';
import { saveProvider, useAgain } from './queries';
import { SettingField } from './SettingField';
import { settingsOf, valuesOf, type Values } from './settings';

interface Common {
  name: string;
  rank: number | string;
  ratePerSecond: number | string;
  window: number | string;
  amount: string;
  currency: string;
  reports: boolean;
  active: boolean;
}

const commonOf = (provider?: Provider): Common => ({
  name: provider?.name ?? '',
  rank: provider?.rank ?? '',
  ratePerSecond: provider?.ratePerSecond ?? '',
  window: provider?.window ?? '',
  amount: provider?.pricePerSegment.amount ?? '',
  currency: provider?.pricePerSegment.currency ?? '',
  reports: provider?.reports ?? true,
  active: provider?.active ?? true,
});

const figure = (value: number | string) => (value === '' ? undefined : Number(value));

function request(common: Common, kind: string, settings: Record<string, unknown>, changed: boolean): ProviderRequest {
  return {
    kind: changed ? undefined : kind,
    name: common.name.trim() || undefined,
    rank: figure(common.rank),
    ratePerSecond: changed && common.ratePerSecond === '' ? null : figure(common.ratePerSecond),
    window: figure(common.window),
    pricePerSegment: common.amount && common.currency ? { amount: common.amount, currency: common.currency.toUpperCase() } : undefined,
    reports: common.reports,
    active: common.active,
    // The document says no more of it than that it is an object.
    settings: settings as Record<string, never>,
  };
}

interface ProviderFormProps {
  provider?: Provider;
  /** Makes or changes it; the organization's own where absent. */
  keep?: (body: ProviderRequest, providerId?: string) => Promise<Provider>;
  onSaved: (saved: Provider) => void;
}

export function ProviderForm({ provider, keep = saveProvider, onSaved }: ProviderFormProps) {
  const [kindName, setKindName] = useState(provider?.kind ?? 'africastalking');
  const kind = kinds.find((one) => one.kind === kindName) ?? { kind: kindName, name: kindName, fields: [] };
  const [common, setCommon] = useState(() => commonOf(provider));
  const [{ values, rest }, setSettings] = useState(() => valuesOf(kind, provider));
  const [unreadable, setUnreadable] = useState<string[]>([]);
  const again = useAgain();
  const save = useMutation({
    mutationFn: (settings: Record<string, unknown>) => keep(request(common, kind.kind, settings, Boolean(provider)), provider?.providerId),
    onSuccess: async (saved) => {
      await again();
      onSaved(saved);
    },
  });
  const faults = faultsOf(save.error);
  const choose = (next: string) => {
    setKindName(next);
    setSettings(valuesOf(kinds.find((one) => one.kind === next) ?? kind));
    save.reset();
  };
  const put = (next: Values) => setSettings({ values: next, rest });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = settingsOf(kind, values, rest);
    setUnreadable(read.unreadable);
    if (read.unreadable.length === 0) save.mutate(read.settings);
  };
  const faultOf = (name: string) => (unreadable.includes(name) ? t('providers.unreadable') : faults[`settings.${name}`]);
  const known = ['name', 'rank', 'ratePerSecond', 'window', 'pricePerSegment', 'kind', 'settings', ...kind.fields.map((field) => `settings.${field.name}`)];
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Refused error={save.error} fields={known.filter((name) => name !== 'settings' && name !== 'kind')} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NativeSelect label={t('providers.kind')} value={kindName} disabled={Boolean(provider)}
            data={kinds.map((one) => ({ value: one.kind, label: one.name }))} onChange={(event) => choose(event.currentTarget.value)} />
          <TextInput label={t('providers.name')} placeholder={kindName} value={common.name} error={faults.name}
            onChange={(event) => setCommon({ ...common, name: event.currentTarget.value })} />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {kind.fields.map((field) => (
            <SettingField key={field.name} field={field} value={values[field.name]} error={faultOf(field.name)}
              kept={provider?.secretsSet?.includes(field.name) ?? false} onChange={(value) => put({ ...values, [field.name]: value })} />
          ))}
        </SimpleGrid>
        <CommonFields common={common} faults={faults} onChange={setCommon} />
        <Textarea label={t('providers.rest')} description={t('providers.restHelp')} autosize minRows={2} maxRows={12} dir="ltr"
          spellCheck={false} value={rest} error={faultOf('rest')} onChange={(event) => setSettings({ values, rest: event.currentTarget.value })} />
        <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{provider ? t('save') : t('providers.create')}</Button></Group>
      </Stack>
    </form>
  );
}

function CommonFields({ common, faults, onChange }: { common: Common; faults: Record<string, string>; onChange: (next: Common) => void }) {
  return (
    <>
      <SimpleGrid cols={2}>
        <NumberInput label={t('providers.ratePerSecond')} placeholder={t('providers.noRate')} min={0} value={common.ratePerSecond} error={faults.ratePerSecond}
          onChange={(value) => onChange({ ...common, ratePerSecond: value })} />
        <NumberInput label={t('providers.window')} min={1} value={common.window} error={faults.window} onChange={(value) => onChange({ ...common, window: value })} />
        <TextInput label={t('providers.price')} inputMode="decimal" placeholder="0.80" dir="ltr" value={common.amount}
          error={faults['pricePerSegment.amount'] ?? faults.pricePerSegment} onChange={(event) => onChange({ ...common, amount: event.currentTarget.value })} />
        <TextInput label={t('providers.currency')} placeholder="KES" maxLength={3} dir="ltr" value={common.currency} error={faults['pricePerSegment.currency']}
          onChange={(event) => onChange({ ...common, currency: event.currentTarget.value })} />
        <NumberInput label={t('providers.rank')} min={0} value={common.rank} error={faults.rank} onChange={(value) => onChange({ ...common, rank: value })} />
      </SimpleGrid>
      <Group gap="xl">
        <Switch label={t('providers.active')} checked={common.active} onChange={(event) => onChange({ ...common, active: event.currentTarget.checked })} />
        <Switch label={t('providers.reports')} checked={common.reports} onChange={(event) => onChange({ ...common, reports: event.currentTarget.checked })} />
      </Group>
    </>
  );
}
