// The dashboard's figures from what the server keeps counted: a period of days against the one before.
import { queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { CALM_MS } from '../../api/live';
import type { StatusTotal } from '../../api/schema';

export interface Figures {
  sent: number;
  delivered: number;
  failed: number;
  waiting: number;
  received: number;
}

const DAY_MS = 86_400_000;
const SENT = ['SUBMITTED', 'SENT', 'DELIVERED', 'FAILED', 'EXPIRED'];

const sum = (totals: Record<string, StatusTotal>, states: string[]) =>
  states.reduce((count, state) => count + (totals[state]?.messages ?? 0), 0);

async function totals(direction: string, from: number, to?: number) {
  const query = { direction, from: new Date(from).toISOString(), to: to === undefined ? undefined : new Date(to).toISOString(), limit: 1 };
  return (await answer(api.GET('/api/sms/messages', { params: { query } }))).totals ?? {};
}

async function figures(from: number, to?: number): Promise<Figures> {
  const [out, inbound] = await Promise.all([totals('OUTBOUND', from, to), totals('INBOUND', from, to)]);
  return {
    sent: sum(out, SENT),
    delivered: sum(out, ['DELIVERED']),
    failed: sum(out, ['FAILED', 'EXPIRED']),
    waiting: sum(out, ['QUEUED', 'SCHEDULED']),
    received: sum(inbound, ['RECEIVED']),
  };
}

/** The start of the day `days` ago, here. */
function dayStart(days: number, now = new Date()) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime();
}

export const figuresQuery = (days: number) =>
  queryOptions({
    queryKey: ['figures', days],
    queryFn: async () => {
      const from = dayStart(days - 1);
      const [now, before] = await Promise.all([figures(from), figures(from - days * DAY_MS, from)]);
      return { now, before };
    },
    refetchInterval: CALM_MS,
  });

/** In percent; none where there was nothing before. */
export const change = (now: number, before: number) => (before > 0 ? ((now - before) / before) * 100 : null);

/** Delivered among those that ended, in percent. */
export function rate({ delivered, failed }: Figures): number | null {
  const ended = delivered + failed;
  return ended > 0 ? (delivered / ended) * 100 : null;
}
