// What the simulator's phones hold, and what is written from them.
import { queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { unlessTold, WATCH_MS } from '../../api/live';

export const handsetsQuery = queryOptions({
  queryKey: ['handsets'],
  queryFn: () => answer(api.GET('/api/sms/handsets')),
  refetchInterval: () => unlessTold(WATCH_MS * 4),
});

export const handsetQuery = (number: string) =>
  queryOptions({
    queryKey: ['handset', number],
    queryFn: async () => {
      const [got, wrote] = await Promise.all([
        answer(api.GET('/api/sms/handsets/{number}', { params: { path: { number } } })),
        answer(api.GET('/api/sms/messages', { params: { query: { phone: number, direction: 'INBOUND', limit: 50 } } })),
      ]);
      return { got: got.messages, wrote: wrote.messages };
    },
    refetchInterval: () => unlessTold(WATCH_MS * 2),
  });
