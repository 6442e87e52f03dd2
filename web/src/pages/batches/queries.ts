// What the pages of batches read.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { FRESH_MS, unlessTold, WATCH_MS } from '../../api/live';

export const batchesQuery = (cursor?: string) =>
  queryOptions({
    queryKey: ['batches', cursor],
    queryFn: () => answer(api.GET('/api/sms/batches', { params: { query: { cursor, limit: 25 } } })),
    placeholderData: keepPreviousData,
    refetchInterval: () => unlessTold(FRESH_MS),
  });

/** A batch with the faults of its rows; followed while rows remain to be taken. */
export const batchQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['batch', batchId],
    queryFn: () => answer(api.GET('/api/sms/batches/{batchId}', { params: { path: { batchId } } })),
    refetchInterval: (query) => (query.state.data?.status === 'RUNNING' ? WATCH_MS : false),
  });
