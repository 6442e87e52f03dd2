// What the settings' pages read and change: the organization's own settings, and its units.
import { queryOptions, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import type { SettingsRequest, UnitRequest } from '../../api/schema';

export const settingsQuery = queryOptions({ queryKey: ['settings'], queryFn: () => answer(api.GET('/api/organization/settings')) });

export const changeSettings = (body: SettingsRequest) => answer(api.PATCH('/api/organization/settings', { body }));

/** Who sees whole numbers changes every list that shows some: all is read again. */
export function useAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries();
}

export const unitsQuery = queryOptions({ queryKey: ['units'], queryFn: () => answer(api.GET('/api/units')) });

/** Makes a unit, or changes the one with this id. */
export function saveUnit(body: UnitRequest, unitId?: string) {
  if (!unitId) return answer(api.POST('/api/units', { body }));
  return answer(api.PUT('/api/units/{unitId}', { params: { path: { unitId } }, body }));
}

export const removeUnit = (unitId: string) => answer(api.DELETE('/api/units/{unitId}', { params: { path: { unitId } } }));

export const limitMember = (userId: string, unitId: string | null) => answer(api.PUT('/api/units/members', { body: { userId, unitId } }));

export function useUnitsAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['units'] });
}
