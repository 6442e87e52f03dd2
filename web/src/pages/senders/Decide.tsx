// A decision about a sender ID: approved as it was asked for or for less, or rejected with a reason that its people read.
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import type { AskedSender } from '../../api/schema';
import { exactTime } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Fact, Facts } from '../../parts/Fact';
import { countriesOf } from '../../parts/listed';
import { Pill } from '../../parts/Pill';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { approve, reject, TONES, useAgain } from './queries';
import { Reach } from './Reach';

export function Decide({ asked, onDecided }: { asked: AskedSender; onDecided: () => void }) {
  return (
    <Stack gap="lg">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text><bdi>{asked.purpose}</bdi></Text>
        <Pill tone={TONES[asked.status] ?? 'idle'}>{word('senders.is', asked.status)}</Pill>
      </Group>
      {asked.approvedElsewhere > 0 && (
        <Alert color="danger" variant="light" icon={<IconAlertTriangle size={18} />}>{t('requests.elsewhere', { count: asked.approvedElsewhere })}</Alert>
      )}
      <Facts>
        <Fact name={t('profile.organization')}><bdi>{asked.organization}</bdi></Fact>
        <Fact name={t('senders.asked')}>{exactTime(asked.requestedAt)}</Fact>
        {asked.decidedAt && <Fact name={t('senders.decided')}>{exactTime(asked.decidedAt)}</Fact>}
        {asked.reason && <Fact name={t('senders.reason')}><bdi>{asked.reason}</bdi></Fact>}
      </Facts>
      <Approve asked={asked} onDecided={onDecided} />
      {asked.status !== 'rejected' && <Reject asked={asked} onDecided={onDecided} />}
    </Stack>
  );
}

function Approve({ asked, onDecided }: { asked: AskedSender; onDecided: () => void }) {
  const again = useAgain();
  const [reach, setReach] = useState({ countries: asked.countries.join(', '), providerIds: asked.providerIds });
  const platform = useQuery({ queryKey: ['platform'], queryFn: () => answer(api.GET('/api/system/providers')) });
  const known = platform.data?.providers.map((one) => ({ id: one.providerId, name: one.name })) ?? [];
  // Those of the organization itself are known by their ids alone.
  const others = asked.providerIds.filter((id) => !known.some((one) => one.id === id)).map((id) => ({ id, name: id }));
  const save = useMutation({
    mutationFn: () => approve(asked.senderId, countriesOf(reach.countries), reach.providerIds),
    onSuccess: () => {
      done(t('requests.approved', { sender: asked.sender }));
      onDecided();
      return again();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const here = Object.keys(faultsOf(save.error)).filter((field) => /^(countries|providerIds)/.test(field));
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Refused error={save.error} fields={here} />
        <Reach reach={reach} providers={[...known, ...others]} error={save.error} onChange={setReach} />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>{asked.status === 'approved' ? t('save') : t('requests.approve')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function Reject({ asked, onDecided }: { asked: AskedSender; onDecided: () => void }) {
  const again = useAgain();
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => reject(asked.senderId, reason),
    onSuccess: () => {
      done(t('requests.rejected', { sender: asked.sender }));
      onDecided();
      return again();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Refused error={save.error} fields={['reason']} />
        <Textarea label={t('senders.reason')} description={t('requests.reasonHelp')} autosize minRows={2} maxRows={6} maxLength={500} dir="auto"
          value={reason} error={faultsOf(save.error).reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Group justify="flex-end"><Button type="submit" variant="light" color="danger" loading={save.isPending}>{t('requests.reject')}</Button></Group>
      </Stack>
    </form>
  );
}
