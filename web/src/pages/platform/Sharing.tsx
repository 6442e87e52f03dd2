// Who may use one of the platform's providers: every organization, chosen ones, or nobody.
import { Button, Checkbox, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { SharedProvider } from '../../api/schema';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { Lines, Loaded } from '../../parts/States';
import { done } from '../../parts/Toaster';
import { organizationsQuery } from '../organizations/queries';
import { share, useAgain } from './queries';

const LISTED = 50;

export function Sharing({ provider }: { provider: SharedProvider }) {
  const again = useAgain();
  const [all, setAll] = useState(!provider.sharedWith);
  const [chosen, setChosen] = useState<string[]>(provider.sharedWith ?? []);
  const save = useMutation({
    mutationFn: () => share(provider.providerId, all ? null : chosen),
    onSuccess: async () => {
      done(t('saved'));
      await again();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">{t('platform.sharingText')}</Text>
        <Refused error={save.error} fields={Object.keys(faultsOf(save.error)).filter((field) => field.startsWith('organizationIds'))} />
        <Radio.Group label={t('platform.sharing')} value={all ? 'all' : 'chosen'} onChange={(next) => setAll(next === 'all')}>
          <Stack gap="xs" mt="xs">
            <Radio value="all" label={t('platform.all')} />
            <Radio value="chosen" label={t('platform.chosen')} />
          </Stack>
        </Radio.Group>
        {!all && <Choose chosen={chosen} error={Object.values(faultsOf(save.error))[0]} onChange={setChosen} />}
        <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{t('save')}</Button></Group>
      </Stack>
    </form>
  );
}

interface ChooseProps {
  chosen: string[];
  error: string | undefined;
  onChange: (next: string[]) => void;
}

function Choose({ chosen, error, onChange }: ChooseProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const list = useQuery(organizationsQuery(search, '', undefined, LISTED));
  return (
    <>
      <TextInput type="search" label={t('organizations.search')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      <Loaded query={list} waiting={<Lines count={3} />}>
        {({ organizations }) => (
          <Checkbox.Group label={t('nav.organizations')} value={chosen} error={error} onChange={onChange}>
            <Stack gap="xs" mt="xs">
              {organizations.map((one) => <Checkbox key={one.organizationId} value={one.organizationId} label={<bdi>{one.name}</bdi>} />)}
            </Stack>
          </Checkbox.Group>
        )}
      </Loaded>
    </>
  );
}
