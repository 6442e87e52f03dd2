// What the providers' pages read and change.
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { CALM_MS, WATCH_MS } from '../../api/live';
import type { Provider, ProviderRequest } from '../../api/schema';
import { kinds } from './kinds';

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: () => answer(api.GET('/api/sms/providers')),
  refetchInterval: CALM_MS,
});

/** What caps a provider now, and how many messages wait for it. */
export const ceilingQuery = (providerId: string) =>
  queryOptions({
    queryKey: ['ceiling', providerId],
    queryFn: () => answer(api.GET('/api/sms/providers/{providerId}/ceiling', { params: { path: { providerId } } })),
    refetchInterval: WATCH_MS * 2,
  });

const CHANGES = 10;

/** How a provider's health changed, a page at a time. */
export const historyQuery = (providerId: string, cursor?: string) =>
  queryOptions({
    queryKey: ['providers', 'health', providerId, cursor],
    queryFn: () =>
      answer(api.GET('/api/sms/providers/{providerId}/health', { params: { path: { providerId }, query: { limit: CHANGES, cursor } } })),
    placeholderData: keepPreviousData,
    refetchInterval: CALM_MS,
  });

/** A kind's own name. */
export const kindName = (kind: string) => kinds.find((one) => one.kind === kind)?.name ?? kind;

/** Makes a provider, or changes the one with this id. */
export function saveProvider(body: ProviderRequest, providerId?: string): Promise<Provider> {
  if (!providerId) return answer(api.POST('/api/sms/providers', { body }));
  return answer(api.PUT('/api/sms/providers/{providerId}', { params: { path: { providerId } }, body }));
}

/** Reads providers again after a change. */
export function useAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['providers'] });
}
