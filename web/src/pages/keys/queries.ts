// What the API keys' pages read and change.
import { queryOptions, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import type { ApiKeyMade, ApiKeyRequest } from '../../api/schema';

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: () => answer(api.GET('/api/sms/api-keys')),
  refetchInterval: 15_000,
});

/** What a key may be allowed, in the order of the form. */
export const SCOPES = [
  'sms:send', 'sms:read', 'contacts:read', 'contacts:write', 'suppressions:read', 'suppressions:write', 'providers:read',
  'providers:write', 'webhooks:read', 'webhooks:write', 'keys:read', 'keys:write',
];

export const makeKey = (body: ApiKeyRequest): Promise<ApiKeyMade> => answer(api.POST('/api/sms/api-keys', { body }));

export const changeKey = (keyId: string, body: ApiKeyRequest) =>
  answer(api.PUT('/api/sms/api-keys/{keyId}', { params: { path: { keyId } }, body }));

export const revokeKey = (keyId: string) => answer(api.DELETE('/api/sms/api-keys/{keyId}', { params: { path: { keyId } } }));

export const rotateKey = (keyId: string, overlapSeconds: number): Promise<ApiKeyMade> =>
  answer(api.POST('/api/sms/api-keys/{keyId}/rotate', { params: { path: { keyId } }, body: { overlapSeconds } }));

/** Reads the keys again after a change. */
export function useAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['keys'] });
}
