// Below which balance there is a warning.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import type { Balance } from '../../api/schema';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';

export function AlertForm({ balance }: { balance: Balance }) {
  const [below, setBelow] = useState(balance.alertBelow ?? '');
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: () => answer(api.PUT('/api/sms/balance/alert', { body: { below: below.trim() || null } })),
    onSuccess: () => {
      done(t('saved'));
      return cache.invalidateQueries({ queryKey: ['balance'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">{t('billing.alertText')}</Text>
        <Refused error={save.error} fields={['below']} />
        <TextInput label={t('billing.below', { currency: balance.currency ?? '' })} inputMode="decimal" dir="ltr" value={below} error={faultsOf(save.error).below}
          onChange={(event) => setBelow(event.currentTarget.value)} />
        <Group justify="flex-end"><Button type="submit" variant="default" loading={save.isPending}>{t('save')}</Button></Group>
      </Stack>
    </form>
  );
}
