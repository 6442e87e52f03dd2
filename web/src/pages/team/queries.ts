// What the team's page reads and changes.
import { queryOptions, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';

export const ROLES = ['owner', 'org_admin', 'operator', 'technician', 'customer_service', 'viewer'];

export const teamQuery = queryOptions({ queryKey: ['team'], queryFn: () => answer(api.GET('/api/team')) });

export const invitationsQuery = queryOptions({
  queryKey: ['team', 'invitations'],
  queryFn: () => answer(api.GET('/api/team/invitations')),
});

export const invite = (email: string, role: string) => answer(api.POST('/api/team/invitations', { body: { email, role } }));
export const endInvitation = (invitationId: string) =>
  answer(api.DELETE('/api/team/invitations/{invitationId}', { params: { path: { invitationId } } }));
export const changeRole = (userId: string, role: string) => answer(api.PUT('/api/team/{userId}', { params: { path: { userId } }, body: { role } }));
export const removeMember = (userId: string) => answer(api.DELETE('/api/team/{userId}', { params: { path: { userId } } }));

/** Reads the team again after a change. */
export function useAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['team'] });
}
