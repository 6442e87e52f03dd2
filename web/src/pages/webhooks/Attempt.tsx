// One try: what was told, what was answered, and telling it again.
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';

import type { Delivery } from '../../api/schema';
import { useCan } from '../../api/session';
import { exactTime, number } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Fact, Facts } from '../../parts/Fact';
import { Pill, type Tone } from '../../parts/Pill';
import { done, wentWrong } from '../../parts/Toaster';
import { replayOne, useAgain } from './queries';
import classes from './Webhooks.module.css';

const TONES: Record<string, Tone> = { TAKEN: 'ok', RETRIED: 'warn', GIVEN_UP: 'bad', REPLAYED: 'info' };

export function OutcomePill({ delivery }: { delivery: Delivery }) {
  return <Pill tone={TONES[delivery.outcome] ?? 'idle'}>{word('hooks.outcome', delivery.outcome)}</Pill>;
}

export function Attempt({ webhookId, delivery }: { webhookId: string | null; delivery: Delivery }) {
  const can = useCan();
  const again = useAgain();
  const replay = useMutation({
    mutationFn: () => replayOne(webhookId, delivery.deliveryId),
    onSuccess: () => { done(t('hooks.replayed')); return again(); },
    onError: wentWrong,
  });
  // What was posted to try a webhook is no event that could be told again.
  const repeatable = can('webhooks:write') && delivery.attempt > 0;
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <OutcomePill delivery={delivery} />
        {repeatable && (
          <Button variant="default" leftSection={<IconRepeat size={16} />} loading={replay.isPending} onClick={() => replay.mutate()}>{t('hooks.replay')}</Button>
        )}
      </Group>
      <Facts>
        <Fact name={t('messages.time')}>{exactTime(delivery.createdAt)}</Fact>
        <Fact name={t('hooks.answer')}>{delivery.httpStatus ?? <bdi>{delivery.error ?? '–'}</bdi>}</Fact>
        <Fact name={t('hooks.took')}>{t('timeline.ms', { count: delivery.latencyMs })}</Fact>
        <Fact name={t('hooks.attempt')}>{delivery.attempt ? number(delivery.attempt) : t('hooks.test')}</Fact>
        <Fact name={t('hooks.event')}><span className="tuma-mono tuma-ltr">{delivery.eventType}</span></Fact>
        <Fact name="webhook-id"><span className="tuma-mono tuma-ltr">{delivery.eventId}</span></Fact>
        {delivery.messageId && (
          <Fact name={t('message.title')}><MessageLink messageId={delivery.messageId} /></Fact>
        )}
        {delivery.url && <Fact name={t('hooks.url')}><span className="tuma-mono tuma-ltr">{delivery.url}</span></Fact>}
      </Facts>
      <Raw name={t('hooks.payload')} text={delivery.payload ? JSON.stringify(delivery.payload, null, 2) : null} none={t('hooks.noPayload')} />
      {!delivery.payloadKept && <Text size="xs" c="dimmed">{t('hooks.notKept')}</Text>}
      <Raw name={t('hooks.answerBody')} text={delivery.responseBody || null} none={t('hooks.noAnswer')} />
    </Stack>
  );
}

function MessageLink({ messageId }: { messageId: string }) {
  const can = useCan();
  const id = <span className="tuma-mono tuma-ltr">{messageId}</span>;
  return can('messages:read') ? <Link href={`/messages/${messageId}`}>{id}</Link> : id;
}

function Raw({ name, text, none }: { name: string; text: string | null; none: string }) {
  return (
    <div>
      <Text fw={650} size="sm" mb={6}>{name}</Text>
      {text ? <pre className={classes.raw} tabIndex={0} role="region" aria-label={name} dir="ltr">{text}</pre> : <Text size="sm" c="dimmed">{none}</Text>}
    </div>
  );
}
