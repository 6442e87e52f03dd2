// What the billing page reads.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client';

export const balanceQuery = queryOptions({
  queryKey: ['balance'],
  queryFn: () => answer(api.GET('/api/sms/balance')),
  refetchInterval: 15_000,
});

export const ledgerQuery = (kind: string, cursor?: string) =>
  queryOptions({
    queryKey: ['ledger', kind, cursor],
    queryFn: () => answer(api.GET('/api/sms/ledger', { params: { query: { kind: kind || undefined, cursor, limit: 25 } } })),
    placeholderData: keepPreviousData,
  });

export const topUpsQuery = queryOptions({
  queryKey: ['balance', 'top-ups'],
  queryFn: () => answer(api.GET('/api/sms/balance/top-ups', { params: { query: { limit: 10 } } })),
});

export const pricesQuery = queryOptions({
  queryKey: ['prices'],
  queryFn: () => answer(api.GET('/api/sms/prices', { params: { query: { limit: 100 } } })),
});

/** The kinds of ledger entries. */
export const KINDS = ['RESERVE', 'SPEND', 'RELEASE', 'REFUND', 'INBOUND', 'TOP_UP', 'ADJUSTMENT'];
