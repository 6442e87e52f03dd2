// Who is signed in, and what they may do: read once, kept by the query cache, asked for by every page.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';

import { answer, api, setCsrf } from './client';
import { ApiError } from './error';
import type { Me } from './schema';

declare global {
  interface Window {
    /** What `early.js` asked, before the application was there. */
    tumaMe?: Promise<Response | null>;
  }
}

/** Who is signed in, as `early.js` has asked already: undefined where it has not, or did not get it; null for nobody. */
async function early(): Promise<Me | null | undefined> {
  const asked = window.tumaMe;
  delete window.tumaMe;
  const response = await asked;
  if (response?.status === 401) return null;
  return response?.ok ? ((await response.json()) as { data: Me }).data : undefined;
}

/** Null: nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: Infinity,
  queryFn: async (): Promise<Me | null> => {
    try {
      const known = await early();
      if (known === null) return null;
      const me = known ?? (await answer(api.GET('/api/auth/me')));
      setCsrf(me.csrfToken);
      return me;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

export const MeContext = createContext<Me | null>(null);

/** Who is signed in: only below the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe is for pages inside the shell');
  return me;
}

/** What a member who is limited to units may still do: whatever is about the whole organization is closed to it. */
const WITHIN_UNITS = ['messages:send', 'messages:read', 'senders:read'];

/** Whether the person is limited to units of the organization. */
export const useLimited = () => useMe().unitIds != null;

/** Whether the person may do something here. */
export function useCan() {
  const { permissions } = useMe();
  const limited = useLimited();
  return (permission: string) => permissions.includes(permission) && (!limited || WITHIN_UNITS.includes(permission));
}

/** The first look at who is signed in. */
export const useSession = () => useQuery(meQuery);

/** Takes over who a call said is signed in, and forgets what was read as somebody else or elsewhere. */
export function useTakeOver() {
  const cache = useQueryClient();
  return (me: Me | null) => {
    setCsrf(me?.csrfToken ?? '');
    cache.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
    cache.setQueryData(meQuery.queryKey, me);
  };
}
