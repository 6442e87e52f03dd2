// What the organization is called, and by which country, clock and money it reckons.
import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { Settings } from '../../api/schema';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { changeSettings, useAgain } from './queries';
import { regions } from './regions';
import { Suggestions } from './Suggestions';

const FIELDS = ['name', 'region', 'timeZone', 'currency'];


export function General({ settings }: { settings: Settings }) {
  const again = useAgain();
  const [name, setName] = useState(settings.name);
  const [region, setRegion] = useState(settings.region);
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const [currency, setCurrency] = useState(settings.currency);
  const save = useMutation({
    mutationFn: () => changeSettings({ name, region, timeZone: timeZone.trim(), currency: currency.trim().toUpperCase() }),
    onSuccess: async (saved) => {
      // As the server writes them.
      setName(saved.name);
      setTimeZone(saved.timeZone);
      setCurrency(saved.currency);
      done(t('saved'));
      await again();
    },
  });
  const faults = faultsOf(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title={t('settings.general')}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <Refused error={save.error} fields={FIELDS} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={t('settings.name')} description={t('settings.slugIs', { slug: settings.slug })} withAsterisk dir="auto" value={name} error={faults.name}
              onChange={(event) => setName(event.currentTarget.value)} />
            <NativeSelect label={t('settings.region')} description={t('settings.regionHelp')} value={region} error={faults.region} data={regions()}
              onChange={(event) => setRegion(event.currentTarget.value)} />
            <TextInput label={t('settings.timeZone')} description={t('settings.timeZoneHelp')} dir="ltr" list="time-zones" autoComplete="off" value={timeZone}
              error={faults.timeZone} onChange={(event) => setTimeZone(event.currentTarget.value)} />
            <TextInput label={t('settings.currency')} description={t('settings.currencyHelp')} dir="ltr" list="currencies" autoComplete="off" maxLength={3}
              value={currency} error={faults.currency} onChange={(event) => setCurrency(event.currentTarget.value)} />
          </SimpleGrid>
          <Suggestions id="time-zones" of="timeZone" />
          <Suggestions id="currencies" of="currency" />
          <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{t('save')}</Button></Group>
        </Stack>
      </form>
    </Card>
  );
}
