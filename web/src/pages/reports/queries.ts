// Figures of a period, as the server keeps them counted.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import type { Analytics } from '../../api/schema';
import { dayOfMonth } from '../../i18n/format';

export const PERIODS = ['today', 'yesterday', 'this_week', 'this_month', 'last_7_days', 'last_30_days', 'last_90_days'] as const;

const FRESH_MS = 30_000;

export const analyticsQuery = (period: string) =>
  queryOptions({
    queryKey: ['analytics', period],
    queryFn: () => answer(api.GET('/api/sms/analytics', { params: { query: { period } } })),
    placeholderData: keepPreviousData,
    refetchInterval: FRESH_MS,
  });

export interface Step {
  name: string;
  sent: number;
  delivered: number;
  failed: number;
  inbound: number;
}

/** The steps of the period, oldest first, with names that fit under a chart. */
export function stepsOf(data: Analytics): Step[] {
  const days = (data.dailyBreakdown ?? []).map((one) => ({ ...one, name: dayOfMonth(`${one.date}T00:00:00`) }));
  const hours = (data.hourlyBreakdown ?? []).map((one) => ({ ...one, name: one.hour.slice(11, 16) }));
  const months = (data.monthlyBreakdown ?? []).map((one) => ({ ...one, name: one.month }));
  return [...days, ...hours, ...months].reverse();
}
