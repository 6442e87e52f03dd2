// What the inbox reads: what phones wrote, and all that was said between one phone and the organization.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { FRESH_MS, unlessTold } from '../../api/live';
import type { Message } from '../../api/schema';

const LISTED = 200;
const SPOKEN = 100;

export const inboxQuery = (phone: string) =>
  queryOptions({
    queryKey: ['inbox', phone],
    queryFn: () => answer(api.GET('/api/sms/inbox', { params: { query: { phone: phone || undefined, limit: LISTED } } })),
    placeholderData: keepPreviousData,
    refetchInterval: () => unlessTold(FRESH_MS),
  });

export const threadQuery = (phone: string) =>
  queryOptions({
    queryKey: ['messages', 'thread', phone],
    queryFn: () => answer(api.GET('/api/sms/messages', { params: { query: { phone, limit: SPOKEN } } })),
    refetchInterval: () => unlessTold(FRESH_MS / 2),
  });

/** The newest message of each phone. */
export function latest(messages: Message[]): Message[] {
  const seen = new Set<string>();
  return messages.filter(({ from }) => {
    const phone = from ?? '';
    if (seen.has(phone)) return false;
    seen.add(phone);
    return true;
  });
}
