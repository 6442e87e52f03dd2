// What the page of the installation's health reads: whether this node works and accepts, and what it measures.
import { queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { ApiError, messageOf } from '../../api/error';
import { CALM_MS, FRESH_MS } from '../../api/live';
import { samplesOf } from './metrics';

/** Whether something is so; why not, where it is not. */
export interface Finding {
  good: boolean;
  why: string;
}

const finding = async (call: Promise<unknown>): Promise<Finding> => {
  try {
    await call;
    return { good: true, why: '' };
  } catch (error) {
    if (error instanceof ApiError && error.status === 503) return { good: false, why: messageOf(error) };
    throw error;
  }
};

export const healthQuery = queryOptions({
  queryKey: ['system', 'health'],
  queryFn: async () => {
    const [live, ready] = await Promise.all([finding(answer(api.GET('/health/live'))), finding(answer(api.GET('/health/ready')))]);
    return { live, ready };
  },
  refetchInterval: FRESH_MS,
});

export const metricsQuery = queryOptions({
  queryKey: ['system', 'metrics'],
  queryFn: async () => {
    const response = await fetch('/metrics', { credentials: 'same-origin' }).catch(() => {
      throw new ApiError(0, 'UNREACHABLE', 'the server cannot be reached');
    });
    if (!response.ok) throw new ApiError(response.status, 'UNREADABLE', `the server answered ${response.status}`);
    return samplesOf(await response.text());
  },
  refetchInterval: FRESH_MS,
});

/** The newest entries of the installation's own log of changes. */
export const systemAuditQuery = queryOptions({
  queryKey: ['system', 'audit'],
  queryFn: () => answer(api.GET('/api/system/audit', { params: { query: { limit: 10 } } })),
  refetchInterval: CALM_MS,
});
