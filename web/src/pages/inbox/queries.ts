// What the inbox reads: what phones wrote, and all that was said between one phone and the organization.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { FRESH_MS, unlessTold } from '../../api/live';
import type { Message } from '../../api/schema';
import { isMasked } from '../../parts/reveal';

const LISTED = 200;
const SPOKEN = 100;

export const inboxQuery = (phone: string) =>
  queryOptions({
    queryKey: ['inbox', phone],
    queryFn: () => answer(api.GET('/api/sms/inbox', { params: { query: { phone: phone || undefined, limit: LISTED } } })),
    placeholderData: keepPreviousData,
    refetchInterval: () => unlessTold(FRESH_MS),
  });

/** Of a phone by its number or, where that is masked, by one of its messages. */
export const threadQuery = (phone: string) =>
  queryOptions({
    queryKey: ['messages', 'thread', phone],
    queryFn: () => answer(api.GET('/api/sms/messages', { params: { query: { ...(phone.startsWith('msg_') ? { with: phone } : { phone }), limit: SPOKEN } } })),
    refetchInterval: () => unlessTold(FRESH_MS / 2),
  });

/** The newest message of each phone. Masked numbers look alike where phones differ: each of their messages stands alone. */
export function latest(messages: Message[]): Message[] {
  const seen = new Set<string>();
  return messages.filter(({ from }) => {
    const phone = from ?? '';
    if (isMasked(phone)) return true;
    if (seen.has(phone)) return false;
    seen.add(phone);
    return true;
  });
}
