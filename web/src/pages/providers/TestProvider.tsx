// Tries a provider: asks the carrier whether it works, or sends one message through it alone and follows that.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import type { Provider } from '../../api/schema';
import { money } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Pill } from '../../parts/Pill';
import { Refused } from '../../parts/Refused';
import { Loaded } from '../../parts/States';
import { messageQuery } from '../messages/queries';
import { Timeline } from '../messages/Timeline';
import classes from './ProviderDetail.module.css';

export function TestProvider({ provider }: { provider: Provider }) {
  const path = { providerId: provider.providerId };
  const [to, setTo] = useState('');
  const check = useMutation({ mutationFn: () => answer(api.POST('/api/sms/providers/{providerId}/test', { params: { path }, body: {} })) });
  const send = useMutation({ mutationFn: () => answer(api.POST('/api/sms/providers/{providerId}/test', { params: { path }, body: { to } })) });
  const sent = send.data && 'messageId' in send.data ? send.data.messageId : '';
  const found = check.data && 'works' in check.data ? check.data : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <Stack>
      <Text size="sm" c="dimmed">{t('test.about')}</Text>
      <Group><Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>{t('test.check')}</Button></Group>
      <Refused error={check.error} fields={[]} />
      {found && (
        <div className={classes.answer} role="status">
          <div>
            {found.works === true && <Pill tone="ok">{t('test.works')}</Pill>}
            {found.works === false && <Pill tone="bad">{t('test.broken')}</Pill>}
            {found.works == null && <Pill tone="idle">{t('test.unknown')}</Pill>}
          </div>
          {found.why && <bdi>{found.why}</bdi>}
          {found.balance && <span>{t('test.balance', { amount: money(found.balance) })}</span>}
        </div>
      )}
      <form noValidate onSubmit={submit}>
        <Stack>
          <TextInput label={t('send.to')} type="tel" dir="ltr" value={to} error={faultsOf(send.error).to} onChange={(event) => setTo(event.currentTarget.value)} />
          <Refused error={send.error} fields={['to']} />
          <Group><Button type="submit" variant="default" loading={send.isPending}>{t('test.send')}</Button></Group>
        </Stack>
      </form>
      {sent && <Followed messageId={sent} />}
    </Stack>
  );
}

function Followed({ messageId }: { messageId: string }) {
  const message = useQuery(messageQuery(messageId));
  return <Loaded query={message}>{(data) => <div className={classes.answer} role="status"><Timeline events={data.timeline} /></div>}</Loaded>;
}
