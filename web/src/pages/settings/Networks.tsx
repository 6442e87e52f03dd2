// Which addresses the organization is used from: those that are let in, those that are not.
import { Button, Group, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import type { Networks as NetworksData } from '../../api/schema';
import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Refused } from '../../parts/Refused';
import { Lines, Loaded } from '../../parts/States';
import { done } from '../../parts/Toaster';

export function Networks() {
  const found = useQuery({ queryKey: ['networks'], queryFn: () => answer(api.GET('/api/sms/networks')) });
  return (
    <Card title={t('networks.title')}>
      <Loaded query={found} waiting={<Lines count={3} />}>{(data) => <Form key={data.updatedAt} networks={data} />}</Loaded>
    </Card>
  );
}

const lines = (text: string) => text.split(/[\s,]+/).filter(Boolean);

function Form({ networks }: { networks: NetworksData }) {
  const can = useCan();
  const cache = useQueryClient();
  const [allow, setAllow] = useState(networks.allow.join('\n'));
  const [deny, setDeny] = useState(networks.deny.join('\n'));
  const save = useMutation({
    mutationFn: () => answer(api.PUT('/api/sms/networks', { body: { allow: lines(allow), deny: lines(deny) } })),
    onSuccess: () => {
      done(t('saved'));
      return cache.invalidateQueries({ queryKey: ['networks'] });
    },
  });
  const faults = faultsOf(save.error);
  const fault = (name: string) => Object.entries(faults).find(([field]) => field.startsWith(name))?.[1];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const writes = can('keys:write');
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        {networks.yourAddress && <Text size="sm" c="dimmed">{t('networks.yours', { address: networks.yourAddress })}</Text>}
        <Refused error={save.error} fields={Object.keys(faults).filter((field) => /^(allow|deny)/.test(field))} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Textarea label={t('networks.allow')} description={t('keys.networksHelp')} autosize minRows={2} maxRows={8} dir="ltr" readOnly={!writes}
            value={allow} error={fault('allow')} onChange={(event) => setAllow(event.currentTarget.value)} />
          <Textarea label={t('networks.deny')} description={t('networks.denyHelp')} autosize minRows={2} maxRows={8} dir="ltr" readOnly={!writes}
            value={deny} error={fault('deny')} onChange={(event) => setDeny(event.currentTarget.value)} />
        </SimpleGrid>
        {writes && <Group justify="flex-end"><Button type="submit" variant="default" loading={save.isPending}>{t('save')}</Button></Group>}
      </Stack>
    </form>
  );
}
