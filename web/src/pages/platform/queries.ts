// What the page of the platform's providers reads and changes.
import { queryOptions, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { CALM_MS } from '../../api/live';
import type { Provider, ProviderRequest } from '../../api/schema';

export const platformQuery = queryOptions({
  queryKey: ['platform'],
  queryFn: () => answer(api.GET('/api/system/providers')),
  refetchInterval: CALM_MS,
});

/** Makes one that nobody may use yet, or changes the one with this id. */
export function savePlatform(body: ProviderRequest, providerId?: string): Promise<Provider> {
  if (!providerId) return answer(api.POST('/api/system/providers', { params: { query: { sharing: 'chosen' } }, body }));
  return answer(api.PUT('/api/system/providers/{providerId}', { params: { path: { providerId } }, body }));
}

export const removePlatform = (providerId: string) =>
  answer(api.DELETE('/api/system/providers/{providerId}', { params: { path: { providerId } } }));

/** Null for all organizations. */
export const share = (providerId: string, organizationIds: string[] | null) =>
  answer(api.PUT('/api/system/providers/{providerId}/sharing', { params: { path: { providerId } }, body: { organizationIds } }));

/** Reads them again after a change: the organization's list holds shared ones too. */
export function useAgain() {
  const cache = useQueryClient();
  return async () => {
    await cache.invalidateQueries({ queryKey: ['platform'] });
    await cache.invalidateQueries({ queryKey: ['providers'] });
  };
}
