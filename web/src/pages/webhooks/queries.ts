// What the pages of webhooks and callbacks read and change.
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { CALM_MS, FRESH_MS } from '../../api/live';
import type { Delivery, ReplayRequest, Webhook, WebhookRequest, WebhookWithSecret } from '../../api/schema';
import { language, word } from '../../i18n/t';

/** What a webhook may ask for, in the order of the form. */
export const EVENTS = [
  'message.queued', 'message.sent', 'message.delivered', 'message.failed', 'message.rejected', 'message.expired', 'message.cancelled',
  'message.inbound', 'balance.low', 'provider.health', 'security.*',
];

/** An event in words; one that has none is shown as the API writes it. */
export function eventName(event: string): string {
  const key = event.replace('.', '_');
  const words = word('event', key);
  if (words !== key) return words;
  return event.startsWith('security.') ? word('security.kind', event.slice('security.'.length)) : event;
}

const OF_MESSAGES = EVENTS.filter((one) => one.startsWith('message.'));

/** What a webhook is told, as short as it can be said. */
export function eventsOf({ events }: Webhook): string {
  const all = (of: string[]) => of.every((one) => events.includes(one));
  if (all(EVENTS)) return eventName('*');
  const shown = all(OF_MESSAGES) ? ['message.*', ...events.filter((one) => !OF_MESSAGES.includes(one))] : events;
  return shown.map(eventName).join(language().code === 'ur' ? '، ' : ', ');
}

/** An address reads from left to right, also in the middle of a sentence that does not. */
export const leftToRight = (text: string) => `\u2066${text}\u2069`;

/** What people call it. */
export const nameOf = (webhook: Webhook) => webhook.description || leftToRight(webhook.url.replace(/^https?:\/\//, ''));

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: () => answer(api.GET('/api/sms/webhooks')),
  refetchInterval: CALM_MS / 2,
});

export const webhookQuery = (webhookId: string) =>
  queryOptions({
    queryKey: ['webhook', webhookId],
    queryFn: () => answer(api.GET('/api/sms/webhooks/{webhookId}', { params: { path: { webhookId } } })),
    refetchInterval: FRESH_MS / 2,
  });

export interface AttemptFilter {
  eventType?: string;
  success?: boolean;
  messageId?: string;
}

/** The log of a webhook; of callbacks where none is named. */
export const attemptsQuery = (webhookId: string | null, filter: AttemptFilter, cursor?: string) => {
  const query = { ...filter, cursor, limit: 25 };
  return queryOptions({
    queryKey: ['attempts', webhookId, filter, cursor],
    queryFn: () => (webhookId
      ? answer(api.GET('/api/sms/webhooks/{webhookId}/deliveries', { params: { path: { webhookId }, query } }))
      : answer(api.GET('/api/sms/callback-deliveries', { params: { query } }))),
    placeholderData: keepPreviousData,
    refetchInterval: cursor ? false : FRESH_MS / 2,
  });
};

export const makeWebhook = (body: WebhookRequest) => answer(api.POST('/api/sms/webhooks', { body }));

export const changeWebhook = (webhookId: string, body: WebhookRequest) =>
  answer(api.PUT('/api/sms/webhooks/{webhookId}', { params: { path: { webhookId } }, body }));

export const removeWebhook = (webhookId: string) => answer(api.DELETE('/api/sms/webhooks/{webhookId}', { params: { path: { webhookId } } }));

export const rotateSecret = (webhookId: string, overlapSeconds: number): Promise<WebhookWithSecret> =>
  answer(api.POST('/api/sms/webhooks/{webhookId}/rotate-secret', { params: { path: { webhookId } }, body: { overlapSeconds } }));

export const testWebhook = (webhookId: string, eventType: string): Promise<Delivery> =>
  answer(api.POST('/api/sms/webhooks/{webhookId}/test', { params: { path: { webhookId } }, body: { eventType: eventType || undefined } }));

/** Tells one event again. */
export const replayOne = (webhookId: string | null, deliveryId: string) => (webhookId
  ? answer(api.POST('/api/sms/webhooks/{webhookId}/deliveries/{deliveryId}/replay', { params: { path: { webhookId, deliveryId } } }))
  : answer(api.POST('/api/sms/callback-deliveries/{deliveryId}/replay', { params: { path: { deliveryId } } })));

/** Tells again what fits, as far as one call looks. */
export const replayMany = (webhookId: string | null, body: ReplayRequest) => (webhookId
  ? answer(api.POST('/api/sms/webhooks/{webhookId}/replay', { params: { path: { webhookId } }, body }))
  : answer(api.POST('/api/sms/callback-deliveries/replay', { body })));

/** Reads all of it again after a change. */
export function useAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ predicate: ({ queryKey }) => ['webhooks', 'webhook', 'attempts'].includes(String(queryKey[0])) });
}
