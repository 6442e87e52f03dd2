// Which way would a message go? The decision that a send would get now; nothing is sent.
import { Button, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { MessageClass } from '../../api/schema';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Refused } from '../../parts/Refused';
import { Decision } from '../messages/Decision';
import { classChoices } from '../send/options';
import { explain } from './queries';

export function Explain() {
  const [to, setTo] = useState('');
  const [from, setFrom] = useState('');
  const [category, setCategory] = useState('');
  const [kind, setKind] = useState<MessageClass>('transactional');
  const ask = useMutation({
    mutationFn: () => explain({ to, class: kind, from: from.trim() || undefined, category: category.trim() || undefined }),
  });
  const faults = faultsOf(ask.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <Card title={t('explain.title')}>
      <Text size="sm" c="dimmed">{t('explain.text')}</Text>
      <form noValidate onSubmit={submit}>
        <Stack>
          <Refused error={ask.error} fields={['to', 'from', 'class', 'category']} />
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
            <TextInput label={t('send.to')} type="tel" dir="ltr" withAsterisk autoComplete="off" value={to} error={faults.to}
              onChange={(event) => setTo(event.currentTarget.value)} />
            <NativeSelect label={t('message.class')} value={kind} data={classChoices()} error={faults.class}
              onChange={(event) => setKind(event.currentTarget.value as MessageClass)} />
            <TextInput label={t('send.sender')} placeholder={t('send.senderHint')} value={from} error={faults.from}
              onChange={(event) => setFrom(event.currentTarget.value)} />
            <TextInput label={t('explain.category')} dir="auto" value={category} error={faults.category}
              onChange={(event) => setCategory(event.currentTarget.value)} />
          </SimpleGrid>
          <Button type="submit" variant="default" ms="auto" loading={ask.isPending}>{t('explain.go')}</Button>
        </Stack>
      </form>
      {ask.data && <div role="status"><Decision decision={ask.data} /></div>}
    </Card>
  );
}
