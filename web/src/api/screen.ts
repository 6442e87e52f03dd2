// Brings what the live stream tells to the pages: rows that are shown change with the next frame of the screen; what an
// event does not tell, such as the text of a message or a count, is read again at a pace.
import type { Query, QueryClient } from '@tanstack/react-query';

import { nowFollowed } from './live';
import { Pace } from './pace';
import type { MessageList } from './schema';
import { Gathered, patched, type Happened } from './told';

const shown = (query: Query) => query.isActive() && !query.isDisabled();
const named = (...names: string[]) => (query: Query) => shown(query) && names.includes(String(query.queryKey[0]));

/** The first page of a list; an older page does not move under its reader. */
const isFirstPage = ({ queryKey }: Query) => queryKey[0] !== 'messages' || queryKey[1] === 'thread' || queryKey[2] === undefined;

export class Screen {
  private readonly gathered = new Gathered();
  private readonly watched = new Set<string>();
  private frame = 0;
  private begun = false;
  private inbound = false;
  private batches = false;
  private readonly lists: Pace;
  private readonly figures: Pace;
  private readonly details: Pace;

  constructor(private readonly cache: QueryClient) {
    this.lists = new Pace(() => this.readLists(), 1_000, 5_000);
    this.figures = new Pace(() => this.again(named('figures', 'providers', 'ceiling')), 5_000, 30_000);
    this.details = new Pace(() => this.readDetails(), 200, 1_000);
  }

  /** The stream is open; after a gap all that it would have told is read again. */
  opened(gap: boolean) {
    this.follow(true);
    if (gap) this.touchAll();
    this.begun = true;
  }

  lost() {
    this.follow(false);
  }

  told(events: Happened[]) {
    this.gathered.add(events);
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  stop() {
    cancelAnimationFrame(this.frame);
    for (const pace of [this.lists, this.figures, this.details]) pace.stop();
    this.follow(false);
  }

  private follow(is: boolean) {
    nowFollowed(is);
    // Each query says anew how often it is read on a timer.
    for (const query of this.cache.getQueryCache().getAll()) {
      for (const observer of query.observers) observer.setOptions(observer.options);
    }
  }

  private touchAll() {
    this.inbound = true;
    this.batches = true;
    for (const query of this.cache.getQueryCache().findAll({ queryKey: ['message'] })) this.watched.add(String(query.queryKey[1]));
    this.lists.touch();
    this.details.touch();
    // The figures that the first page begins with are as new as the stream.
    if (this.begun) this.figures.touch();
  }

  private draw() {
    this.frame = 0;
    const { changes, inbound, batches } = this.gathered.take();
    if (changes.size === 0) return;
    this.inbound ||= inbound;
    this.batches ||= batches;
    for (const query of this.cache.getQueryCache().findAll({ queryKey: ['messages'], predicate: shown })) {
      const list = query.state.data as MessageList | undefined;
      const now = list && patched(list, changes);
      if (now !== list) this.cache.setQueryData(query.queryKey, now, { updatedAt: query.state.dataUpdatedAt });
    }
    for (const query of this.cache.getQueryCache().findAll({ queryKey: ['message'], predicate: shown })) {
      const id = String(query.queryKey[1]);
      if (changes.has(id)) this.watched.add(id);
    }
    if (this.watched.size > 0) this.details.touch();
    this.lists.touch();
    this.figures.touch();
  }

  private readLists() {
    const names = ['messages', 'handsets', 'handset', ...(this.inbound ? ['inbox'] : []), ...(this.batches ? ['batches', 'batch'] : [])];
    this.inbound = false;
    this.batches = false;
    const wanted = named(...names);
    return this.twice((query) => wanted(query) && isFirstPage(query));
  }

  /** What was first being read when it was asked for may be older than the stream: it is read once more. */
  private async twice(predicate: (query: Query) => boolean) {
    const unread = new Set(this.cache.getQueryCache().findAll({ predicate }).filter(({ state }) => state.data === undefined));
    await this.again(predicate);
    if (unread.size > 0) await this.again((query) => unread.has(query) && predicate(query));
  }

  private readDetails() {
    const ids = new Set(this.watched);
    this.watched.clear();
    const wanted = named('message');
    return this.twice((query) => wanted(query) && ids.has(String(query.queryKey[1])));
  }

  private again(predicate: (query: Query) => boolean) {
    return this.cache.refetchQueries({ predicate, type: 'active' });
  }
}
