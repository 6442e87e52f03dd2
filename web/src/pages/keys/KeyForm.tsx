// A key's form: its name, what it may do, how often, from where, and until when.
import { Button, Checkbox, Group, NumberInput, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { ApiKey, ApiKeyMade, ApiKeyRequest } from '../../api/schema';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { changeKey, makeKey, SCOPES, useAgain } from './queries';

interface Draft {
  name: string;
  test: boolean;
  scopes: string[];
  perMinute: number | string;
  perDay: number | string;
  networks: string;
  expiresAt: string;
}

const draftOf = (key?: ApiKey): Draft => ({
  name: key?.name ?? '',
  test: key?.test ?? false,
  scopes: key?.scopes ?? ['sms:send', 'sms:read'],
  perMinute: key?.limits.usual ? '' : (key?.limits.perMinute ?? ''),
  perDay: key?.limits.usual ? '' : (key?.limits.perDay ?? ''),
  networks: key?.allowedNetworks.join('\n') ?? '',
  expiresAt: key?.expiresAt?.slice(0, 10) ?? '',
});

const figure = (value: number | string) => (value === '' ? null : Number(value));

const request = (draft: Draft, changed: boolean): ApiKeyRequest => ({
  name: draft.name.trim() || undefined,
  scopes: draft.scopes,
  test: changed ? undefined : draft.test,
  limits: { perMinute: figure(draft.perMinute), perDay: figure(draft.perDay) },
  allowedNetworks: draft.networks.split(/[\s,]+/).filter(Boolean),
  expiresAt: draft.expiresAt ? new Date(`${draft.expiresAt}T23:59:59`).toISOString() : null,
});

interface KeyFormProps {
  apiKey?: ApiKey;
  onMade: (made: ApiKeyMade) => void;
  onSaved: () => void;
}

export function KeyForm({ apiKey, onMade, onSaved }: KeyFormProps) {
  const [draft, setDraft] = useState(() => draftOf(apiKey));
  const again = useAgain();
  const put = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const save = useMutation({
    mutationFn: async () => {
      if (!apiKey) return onMade(await makeKey(request(draft, false)));
      await changeKey(apiKey.keyId, request(draft, true));
      return onSaved();
    },
    onSuccess: again,
  });
  const faults = faultsOf(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Refused error={save.error} fields={['name', 'scopes', 'limits.perMinute', 'limits.perDay', 'allowedNetworks', 'expiresAt']} />
        <TextInput label={t('keys.name')} withAsterisk placeholder={t('keys.nameHint')} value={draft.name} error={faults.name}
          onChange={(event) => put({ name: event.currentTarget.value })} />
        {!apiKey && (
          <Switch label={t('keys.test')} description={t('keys.testHelp')} checked={draft.test} onChange={(event) => put({ test: event.currentTarget.checked })} />
        )}
        <Checkbox.Group label={t('keys.scopes')} value={draft.scopes} error={faults.scopes} onChange={(scopes) => put({ scopes })}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} mt={6} spacing="xs">
            {SCOPES.map((scope) => <Checkbox key={scope} value={scope} label={<span className="tuma-ltr">{scope}</span>} />)}
          </SimpleGrid>
        </Checkbox.Group>
        <SimpleGrid cols={2}>
          <NumberInput label={t('keys.perMinute')} placeholder={t('keys.usual')} min={0} value={draft.perMinute} error={faults['limits.perMinute']}
            onChange={(perMinute) => put({ perMinute })} />
          <NumberInput label={t('keys.perDay')} placeholder={t('keys.usual')} min={0} value={draft.perDay} error={faults['limits.perDay']}
            onChange={(perDay) => put({ perDay })} />
        </SimpleGrid>
        <TextInput label={t('keys.expires')} description={t('keys.expiresHelp')} type="date" value={draft.expiresAt} error={faults.expiresAt}
          onChange={(event) => put({ expiresAt: event.currentTarget.value })} />
        <Textarea label={t('keys.networks')} description={t('keys.networksHelp')} autosize minRows={2} maxRows={6} dir="ltr" placeholder="203.0.113.0/24"
          value={draft.networks} error={faults.allowedNetworks} onChange={(event) => put({ networks: event.currentTarget.value })} />
        <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{apiKey ? t('save') : t('keys.create')}</Button></Group>
      </Stack>
    </form>
  );
}
