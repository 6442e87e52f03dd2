// One live stream for all pages of the tab, as long as somebody is in who may read messages.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { answer, api, sessionEnded } from './client';
import { ApiError } from './error';
import { Screen } from './screen';
import { meQuery, useCan, useLimited, useMe, useTakeOver } from './session';
import { Follower } from './stream';

/** Whether the server answers; where the session is over, the client says so to the shell. */
async function reach() {
  try {
    await answer(api.GET('/api/auth/me'));
    return true;
  } catch (error) {
    return error instanceof ApiError && error.status !== 0 && error.status < 500;
  }
}

const LOOK_MS = 250;
const LOOKS = 20;

/** Once what the page began with has been read: on a slow link the stream would delay the first number. */
function whenQuiet(cache: QueryClient, then: () => void): () => void {
  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    if (cache.isFetching() > 0 && looks < LOOKS) return;
    clearInterval(timer);
    then();
  }, LOOK_MS);
  return () => clearInterval(timer);
}

/** Follows; not while the session is over, nor as a member who is limited to a unit: the stream is the whole organization's. */
export function useLive(ended: boolean) {
  const cache = useQueryClient();
  const takeOver = useTakeOver();
  const can = useCan();
  const limited = useLimited();
  const { organization, secondFactorMissing, user } = useMe();
  const as = can('messages:read') && !limited && !secondFactorMissing && !ended ? (organization?.organizationId ?? '') : '';
  useEffect(() => {
    if (!as) return undefined;
    const screen = new Screen(cache);
    /** Who one is now: in another organization nothing of this one is kept. */
    const forbidden = async () => {
      const me = await cache.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined);
      if (me && me.organization?.organizationId !== as) takeOver(me);
      else void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    };
    const follow = () => new Follower({
      opened: (gap) => screen.opened(gap),
      events: (events) => screen.told(events),
      lost: () => screen.lost(),
      forbidden: () => void forbidden(),
      unauthenticated: sessionEnded,
      reach,
    });
    let follower: Follower | undefined;
    const stop = whenQuiet(cache, () => { follower = follow(); });
    return () => {
      stop();
      follower?.stop();
      screen.stop();
    };
  }, [as, user.userId]);
}
