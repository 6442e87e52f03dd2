// A webhook's form: where to, what people call it, and what it is told.
import { Button, Checkbox, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { Webhook, WebhookWithSecret } from '../../api/schema';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { changeWebhook, eventName, EVENTS, makeWebhook, useAgain } from './queries';

interface Draft {
  url: string;
  description: string;
  events: string[];
}

const draftOf = (webhook?: Webhook): Draft => ({
  url: webhook?.url ?? '',
  description: webhook?.description ?? '',
  events: webhook?.events ?? ['message.delivered', 'message.failed', 'message.inbound'],
});

const requestOf = ({ url, description, events }: Draft) => ({ url: url.trim() || undefined, description: description.trim(), events });

interface WebhookFormProps {
  webhook?: Webhook;
  onMade?: (made: WebhookWithSecret) => void;
}

export function WebhookForm({ webhook, onMade }: WebhookFormProps) {
  const [draft, setDraft] = useState(() => draftOf(webhook));
  const again = useAgain();
  const put = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const save = useMutation({
    mutationFn: async () => {
      if (!webhook) return onMade?.(await makeWebhook(requestOf(draft)));
      await changeWebhook(webhook.webhookId, requestOf(draft));
      return done(t('saved'));
    },
    onSuccess: again,
  });
  const faults = faultsOf(save.error);
  const ofEvents = Object.keys(faults).filter((field) => field.startsWith('events'));
  const every = EVENTS.every((one) => draft.events.includes(one));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Refused error={save.error} fields={['url', 'description', ...ofEvents]} />
        <TextInput label={t('hooks.url')} description={t('hooks.urlHelp')} withAsterisk type="url" dir="ltr" placeholder="https://example.org/sms"
          value={draft.url} error={faults.url} onChange={(event) => put({ url: event.currentTarget.value })} />
        <TextInput label={t('hooks.description')} placeholder={t('hooks.descriptionHint')} value={draft.description} error={faults.description}
          onChange={(event) => put({ description: event.currentTarget.value })} />
        <Checkbox.Group label={t('hooks.events')} value={draft.events} error={ofEvents.map((field) => faults[field]).join(' ') || undefined}
          onChange={(events) => put({ events })}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} mt={6} spacing="xs">
            {EVENTS.map((event) => <Checkbox key={event} value={event} label={eventName(event)} title={event} />)}
          </SimpleGrid>
        </Checkbox.Group>
        <Checkbox label={t('event.*')} checked={every} indeterminate={!every && draft.events.length > 0}
          onChange={() => put({ events: every ? [] : EVENTS })} />
        <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{webhook ? t('save') : t('hooks.create')}</Button></Group>
      </Stack>
    </form>
  );
}
