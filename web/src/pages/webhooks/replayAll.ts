// Telling again in as many calls as it takes.
import type { ReplayRequest } from '../../api/schema';
import { replayMany } from './queries';

export interface ReplayDraft {
  /** Days, as a date field has them. */
  from: string;
  until: string;
  failedOnly: boolean;
  /** All where empty. */
  events: string[];
}

/** The start of a day here, `later` days on. */
function dayStart(day: string, later = 0): string {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + later);
  return start.toISOString();
}

/** From the start of the first day to the end of the last one. */
export const requestOf = ({ from, until, failedOnly, events }: ReplayDraft): ReplayRequest => ({
  from: from ? dayStart(from) : undefined,
  until: until ? dayStart(until, 1) : undefined,
  failedOnly,
  events: events.length > 0 ? events : undefined,
});

/** Calls until nothing is left or `stopped`; says after each call how many events wait by now. */
export async function replayAll(webhookId: string | null, request: ReplayRequest, told: (events: number) => void, stopped: () => boolean) {
  const began = new Date().toISOString();
  let events = 0;
  let cursor: string | null | undefined;
  do {
    // What is told again meanwhile is not told again once more.
    const until = request.until ?? (cursor ? began : undefined);
    const found = await replayMany(webhookId, { ...request, until, cursor: cursor ?? undefined });
    events += found.events;
    cursor = found.nextCursor;
    told(events);
  } while (cursor && !stopped());
}
