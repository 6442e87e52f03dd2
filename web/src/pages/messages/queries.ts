// What the messages' pages read and change.
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { CALM_MS, FRESH_MS, unlessTold, WATCH_MS } from '../../api/live';
import type { MessageStatus } from '../../api/schema';
import { isFinal } from '../../api/states';

export interface Filter {
  phone?: string;
  status?: string;
  direction?: string;
  from?: string;
  to?: string;
  batchId?: string;
}

export const messagesQuery = (filter: Filter, cursor?: string, limit = 25) =>
  queryOptions({
    queryKey: ['messages', filter, cursor, limit],
    queryFn: () => answer(api.GET('/api/sms/messages', { params: { query: { ...filter, cursor, limit } } })),
    placeholderData: keepPreviousData,
    refetchInterval: () => (cursor ? false : unlessTold(FRESH_MS)),
  });

const watch = (message: MessageStatus | undefined) => (message && isFinal(message.status) ? false : unlessTold(WATCH_MS) || CALM_MS);

/** A message with its timeline; followed until it has ended. */
export const messageQuery = (messageId: string) =>
  queryOptions({
    queryKey: ['message', messageId],
    queryFn: () => answer(api.GET('/api/sms/status/{messageId}', { params: { path: { messageId } } })),
    refetchInterval: (query) => (query.state.error ? false : watch(query.state.data)),
  });

export function useCancel(messageId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/api/sms/messages/{messageId}/cancel', { params: { path: { messageId } } })),
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ['message', messageId] });
      void cache.invalidateQueries({ queryKey: ['messages'] });
    },
  });
}
