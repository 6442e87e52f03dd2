// What the console of organizations reads and changes.
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import type { OrganizationChange, OrganizationLimitsRequest, OrganizationRequest, QuotasRequest } from '../../api/schema';

const at = (organizationId: string) => ({ params: { path: { organizationId } } });

export const organizationsQuery = (search: string, suspended: string, cursor?: string, limit = 25) =>
  queryOptions({
    queryKey: ['organizations', search, suspended, cursor, limit],
    queryFn: () => answer(api.GET('/api/system/organizations', {
      params: { query: { search: search || undefined, suspended: suspended === '' ? undefined : suspended === 'true', cursor, limit } },
    })),
    placeholderData: keepPreviousData,
  });

export const organizationQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['organizations', 'one', organizationId],
    queryFn: () => answer(api.GET('/api/system/organizations/{organizationId}', at(organizationId))),
  });

export const limitsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['organizations', 'limits', organizationId],
    queryFn: () => answer(api.GET('/api/system/organizations/{organizationId}/limits', at(organizationId))),
  });

export const makeOrganization = (body: OrganizationRequest) => answer(api.POST('/api/system/organizations', { body }));

export const changeOrganization = (organizationId: string, body: OrganizationChange) =>
  answer(api.PUT('/api/system/organizations/{organizationId}', { ...at(organizationId), body }));

export const suspend = (organizationId: string, reason: string) =>
  answer(api.POST('/api/system/organizations/{organizationId}/suspend', { ...at(organizationId), body: { reason } }));

export const resume = (organizationId: string) => answer(api.POST('/api/system/organizations/{organizationId}/resume', at(organizationId)));

export const setQuotas = (organizationId: string, body: QuotasRequest) =>
  answer(api.PUT('/api/system/organizations/{organizationId}/quotas', { ...at(organizationId), body }));

export const setLimits = (organizationId: string, body: OrganizationLimitsRequest) =>
  answer(api.PUT('/api/system/organizations/{organizationId}/limits', { ...at(organizationId), body }));

/** Reads organizations again after a change. */
export function useAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['organizations'] });
}
