// What the routes' page reads and changes.
import { queryOptions, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import type { ExplainRequest, RouteRequest } from '../../api/schema';

export const routesQuery = queryOptions({ queryKey: ['routes'], queryFn: () => answer(api.GET('/api/sms/routes')) });

/** Makes a route, or changes the one with this id. */
export function saveRoute(body: RouteRequest, routeId?: string) {
  if (!routeId) return answer(api.POST('/api/sms/routes', { body }));
  return answer(api.PUT('/api/sms/routes/{routeId}', { params: { path: { routeId } }, body }));
}

export const removeRoute = (routeId: string) => answer(api.DELETE('/api/sms/routes/{routeId}', { params: { path: { routeId } } }));

/** Which way a message would go now. */
export const explain = (body: ExplainRequest) => answer(api.POST('/api/sms/routes/explain', { body }));

/** Reads the routes again after a change. */
export function useAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['routes'] });
}
