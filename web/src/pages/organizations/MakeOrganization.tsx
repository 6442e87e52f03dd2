// Makes an organization: nobody belongs to it yet, and it has no key.
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { Organization } from '../../api/schema';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { regions } from '../settings/regions';
import { makeOrganization, useAgain } from './queries';

const FIELDS = ['name', 'slug', 'region', 'timeZone'];

/** A short name out of a name: what is left of it in lower-case letters, digits and hyphens. */
export const slugOf = (name: string) =>
  name.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64);

export function MakeOrganization({ onMade }: { onMade: (made: Organization) => void }) {
  const again = useAgain();
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const [region, setRegion] = useState('KE');
  const [timeZone, setTimeZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const save = useMutation({
    mutationFn: () => makeOrganization({ name, slug: slug ?? slugOf(name), region, timeZone: timeZone.trim() || undefined }),
    onSuccess: async (made) => {
      done(t('organizations.made', { name: made.name }));
      await again();
      onMade(made);
    },
  });
  const faults = faultsOf(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Refused error={save.error} fields={FIELDS} />
        <TextInput label={t('settings.name')} withAsterisk dir="auto" value={name} error={faults.name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('settings.slug')} description={t('organizations.slugHelp')} withAsterisk dir="ltr" autoComplete="off" value={slug ?? slugOf(name)} error={faults.slug}
          onChange={(event) => setSlug(event.currentTarget.value)} />
        <NativeSelect label={t('settings.region')} description={t('settings.regionHelp')} value={region} error={faults.region} data={regions()}
          onChange={(event) => setRegion(event.currentTarget.value)} />
        <TextInput label={t('settings.timeZone')} description={t('settings.timeZoneHelp')} dir="ltr" autoComplete="off" value={timeZone} error={faults.timeZone}
          onChange={(event) => setTimeZone(event.currentTarget.value)} />
        <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{t('organizations.create')}</Button></Group>
      </Stack>
    </form>
  );
}
