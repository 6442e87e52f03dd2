// What the live stream tells, gathered between two frames of the screen: of each message its latest state, and no more of
// them than a screen could ever need.
import type { Message } from './schema';

/** The part of an event that pages look at; the rest is read from the server when it is wanted. */
export interface Happened {
  type: string;
  data: {
    messageId?: string;
    direction?: string;
    status?: string;
    segments?: number;
    provider?: string | null;
    errorCode?: string | null;
    detail?: string | null;
    batchId?: string | null;
    submittedAt?: string | null;
    endedAt?: string | null;
  };
}

/** What an event changes in the row of its message. */
export type Change = Partial<Pick<Message, 'status' | 'segments' | 'provider' | 'errorCode' | 'detail' | 'submittedAt' | 'endedAt'>>;

/** How many messages are remembered between two frames; a tab that is not drawn keeps no more than these. */
export const MOST = 2_000;

const FIELDS = ['status', 'segments', 'provider', 'errorCode', 'detail', 'submittedAt', 'endedAt'] as const;

const changeOf = (data: Happened['data']): Change =>
  Object.fromEntries(FIELDS.flatMap((field) => (data[field] === undefined ? [] : [[field, data[field]]])));

/** What happened since the last frame. */
export interface Batch {
  changes: ReadonlyMap<string, Change>;
  inbound: boolean;
  batches: boolean;
}

export class Gathered {
  private changes = new Map<string, Change>();
  private inbound = false;
  private batches = false;

  add(events: Happened[]) {
    for (const { data } of events) {
      if (!data.messageId) continue;
      // Behind the others: the one that is let go is the one that was told of longest ago.
      this.changes.delete(data.messageId);
      this.changes.set(data.messageId, changeOf(data));
      this.inbound ||= data.direction === 'INBOUND';
      this.batches ||= Boolean(data.batchId);
    }
    for (const id of this.changes.keys()) {
      if (this.changes.size <= MOST) break;
      this.changes.delete(id);
    }
  }

  take(): Batch {
    const { changes, inbound, batches } = this;
    this.changes = new Map();
    this.inbound = false;
    this.batches = false;
    return { changes, inbound, batches };
  }
}

const differs = (row: Message, change: Change) => FIELDS.some((field) => change[field] !== undefined && change[field] !== row[field]);

/** The list with its rows as they are now; the same one where nothing of it changed. */
export function patched<List extends { messages: Message[] }>(list: List, changes: ReadonlyMap<string, Change>): List {
  let any = false;
  const messages = list.messages.map((row) => {
    const change = changes.get(row.messageId);
    if (!change || !differs(row, change)) return row;
    any = true;
    return { ...row, ...change, held: row.held && (change.status ?? row.status) === row.status };
  });
  return any ? { ...list, messages } : list;
}
