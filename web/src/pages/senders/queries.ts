// What the pages of sender IDs read and change: an organization's own, and those that wait for a decision.
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import type { SenderRequest } from '../../api/schema';
import type { Tone } from '../../parts/Pill';

/** How each status looks. */
export const TONES: Record<string, Tone> = { pending: 'warn', approved: 'ok', rejected: 'bad' };

export const sendersQuery = queryOptions({ queryKey: ['senders'], queryFn: () => answer(api.GET('/api/sms/senders')) });

/** What became of one: its entries in the log of changes, newest first. */
export const stepsQuery = (senderId: string) =>
  queryOptions({
    queryKey: ['senders', 'steps', senderId],
    queryFn: () => answer(api.GET('/api/audit', { params: { query: { object: senderId, limit: 20 } } })),
  });

export const askedQuery = (status: string, cursor?: string) =>
  queryOptions({
    queryKey: ['senders', 'asked', status, cursor],
    queryFn: () => answer(api.GET('/api/system/senders', { params: { query: { status: status || undefined, cursor, limit: 25 } } })),
    placeholderData: keepPreviousData,
  });

export const askFor = (body: SenderRequest) => answer(api.POST('/api/sms/senders', { body }));

export const giveUp = (senderId: string) => answer(api.DELETE('/api/sms/senders/{senderId}', { params: { path: { senderId } } }));

export const approve = (senderId: string, countries: string[], providerIds: string[]) =>
  answer(api.POST('/api/system/senders/{senderId}/approve', { params: { path: { senderId } }, body: { countries, providerIds } }));

export const reject = (senderId: string, reason: string) =>
  answer(api.POST('/api/system/senders/{senderId}/reject', { params: { path: { senderId } }, body: { reason } }));

/** Reads sender IDs again after a change. */
export function useAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['senders'] });
}
