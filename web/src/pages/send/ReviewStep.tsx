// The last look: how many, what it costs, an example; then everything is sent as one batch.
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';

import { exactTime, money, number } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Fact, Facts } from '../../parts/Fact';
import { Refused } from '../../parts/Refused';
import { Lines } from '../../parts/States';
import type { Draft } from './Bulk';
import { EXACT_ROWS, priced, sendBatch } from './bulkSend';
import { doubtful, type Recipients } from './list';

interface ReviewStepProps {
  draft: Draft;
  recipients: Recipients;
  onBack: () => void;
  onSent: (batchId: string) => void;
}

export function ReviewStep({ draft, recipients, onBack, onSent }: ReviewStepProps) {
  const key = useRef(crypto.randomUUID());
  const price = useQuery({ queryKey: ['price', draft.body, draft.options, recipients.rows.length], queryFn: () => priced(draft, recipients), staleTime: 60_000 });
  const send = useMutation({ mutationFn: () => sendBatch(draft, recipients, key.current), onSuccess: (batch) => onSent(batch.batchId) });
  const { rows } = recipients;
  const bad = doubtful(recipients).length;
  const exact = rows.length <= EXACT_ROWS;
  return (
    <Stack>
      <Refused error={send.error} fields={[]} />
      <Facts>
        <Fact name={t('bulk.recipients')}><Text fw={650} size="xl" component="span">{number(rows.length)}</Text></Fact>
        <Fact name={t('message.class')}>{word('class', draft.options.class)}</Fact>
        <Fact name={t('send.sender')}><bdi>{draft.options.from || t('message.own')}</bdi></Fact>
        {draft.options.scheduledAt && <Fact name={t('send.at')}>{exactTime(draft.options.scheduledAt)}</Fact>}
      </Facts>
      {price.data ? (
        <Facts>
          <Fact name={exact ? t('bulk.cost') : t('bulk.costAbout')}><Text fw={650} size="xl" component="span">{money(price.data.cost)}</Text></Fact>
          <Fact name={t('bulk.segments')}>{number(price.data.segments)}</Fact>
        </Facts>
      ) : price.error ? <Refused error={price.error} fields={[]} /> : <Lines count={2} />}
      {bad > 0 && <Text c="var(--tuma-warn-text)">{t('bulk.skipped', { count: bad })}</Text>}
      <Text size="sm" c="dimmed">{t('bulk.nothingTwice')}</Text>
      <Group justify="space-between">
        <Button variant="default" onClick={onBack} disabled={send.isPending}>{t('bulk.back')}</Button>
        <Button onClick={() => send.mutate()} loading={send.isPending} leftSection={<IconSend size={16} />}>
          {draft.options.scheduledAt ? t('send.schedule') : t('bulk.send', { count: rows.length })}
        </Button>
      </Group>
    </Stack>
  );
}
