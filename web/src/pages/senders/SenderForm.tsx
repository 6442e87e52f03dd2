// Asks for a sender ID, or once more for one that was rejected, in other words.
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { Sender } from '../../api/schema';
import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { countriesOf } from '../../parts/listed';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { providersQuery } from '../providers/queries';
import { askFor, useAgain } from './queries';
import { Reach } from './Reach';

interface SenderFormProps {
  /** The one that was rejected. */
  before?: Sender;
  onAsked: (asked: Sender) => void;
}

export function SenderForm({ before, onAsked }: SenderFormProps) {
  const can = useCan();
  const again = useAgain();
  const list = useQuery({ ...providersQuery, enabled: can('providers:read'), refetchInterval: false });
  const providers = list.data?.providers.map((one) => ({ id: one.providerId, name: one.name })) ?? [];
  const [sender, setSender] = useState(before?.sender ?? '');
  const [purpose, setPurpose] = useState(before?.purpose ?? '');
  const [reach, setReach] = useState({ countries: before?.countries.join(', ') ?? '', providerIds: before?.providerIds ?? [] });
  const ask = useMutation({
    mutationFn: () => askFor({ sender: sender.trim(), purpose, countries: countriesOf(reach.countries), providerIds: reach.providerIds }),
    onSuccess: async (asked) => {
      done(t('senders.wasAsked', { sender: asked.sender }));
      await again();
      onAsked(asked);
    },
  });
  const faults = faultsOf(ask.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  const here = Object.keys(faults).filter((field) => /^(sender|purpose|countries|providerIds)/.test(field));
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Refused error={ask.error} fields={here} />
        {!before && (
          <TextInput label={t('senders.sender')} description={t('senders.senderHelp')} withAsterisk dir="ltr" autoComplete="off" placeholder="GREENVALLEY"
            value={sender} error={faults.sender} onChange={(event) => setSender(event.currentTarget.value)} />
        )}
        <Textarea label={t('senders.purpose')} description={t('senders.purposeHelp')} withAsterisk autosize minRows={3} maxRows={8} maxLength={500} dir="auto"
          value={purpose} error={faults.purpose} onChange={(event) => setPurpose(event.currentTarget.value)} />
        <Reach reach={reach} providers={providers} error={ask.error} onChange={setReach} />
        <Group justify="flex-end"><Button type="submit" loading={ask.isPending}>{before ? t('senders.askAgain') : t('senders.send')}</Button></Group>
      </Stack>
    </form>
  );
}
