// The live stream's coming and going, against a browser's EventSource that the test holds.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Follower, type Listener } from './stream';

class Source extends EventTarget {
  static all: Source[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;

  constructor(readonly url: string) {
    super();
    Source.all.push(this);
  }

  close() {
    this.closed = true;
  }

  say(type: string, data: unknown, lastEventId = '') {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }));
  }
}

const last = () => Source.all.at(-1)!;
let reached = true;
const listener = {
  opened: vi.fn(), events: vi.fn(), lost: vi.fn(), forbidden: vi.fn(), unauthenticated: vi.fn(), reach: () => Promise.resolve(reached),
} satisfies Listener;
let follower: Follower;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  Source.all = [];
  reached = true;
  follower = new Follower(listener);
});

afterEach(() => {
  follower.stop();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function hide(is: boolean) {
  Object.defineProperty(document, 'hidden', { configurable: true, value: is });
  document.dispatchEvent(new Event('visibilitychange'));
}

test('a new stream begins with now, and what it tells is passed on', () => {
  last().onopen?.();
  expect(listener.opened).toHaveBeenCalledWith(true);
  last().say('messages', { events: [{ type: 'message.sent', data: { messageId: 'a' } }] }, '7-0.1');
  expect(listener.events).toHaveBeenCalledWith([{ type: 'message.sent', data: { messageId: 'a' } }]);
});

test('after a break it goes on behind the last event', async () => {
  last().onopen?.();
  last().say('messages', { events: [] }, '7-0.1');
  last().say('end', { reason: 'stopping' });
  expect(listener.lost).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(Source.all).toHaveLength(2);
  expect(last().url).toBe('/api/sms/events?lastEventId=7-0.1');
  last().onopen?.();
  expect(listener.opened).toHaveBeenLastCalledWith(false);
  last().say('reset', { reason: 'unknown' }, '9-0.1');
  expect(listener.opened).toHaveBeenLastCalledWith(true);
});

test('while the server is away it is asked for until it is back', async () => {
  last().onopen?.();
  reached = false;
  last().onerror?.();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(Source.all).toHaveLength(1);
  reached = true;
  await vi.advanceTimersByTimeAsync(8_000);
  expect(Source.all).toHaveLength(2);
});

test('where no stream is to be had it is asked for at a calm pace', async () => {
  last().onerror?.();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(Source.all).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(Source.all).toHaveLength(2);
});

test('what was more than the tab could take is not told again', async () => {
  last().onopen?.();
  last().say('messages', { events: [] }, '7-0.1');
  last().say('end', { reason: 'slow' });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(last().url).toBe('/api/sms/events');
});

test('the end of the session is told to the shell, a lesser role to the pages', async () => {
  last().say('end', { reason: 'forbidden' });
  expect(listener.forbidden).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_000);
  last().say('end', { reason: 'unauthenticated' });
  expect(listener.unauthenticated).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Source.all).toHaveLength(2);
});

test('a tab that nobody looks at for long lets go of it, and comes back where it was', async () => {
  last().onopen?.();
  last().say('messages', { events: [] }, '7-0.1');
  hide(true);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(last().closed).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(last().closed).toBe(true);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(Source.all).toHaveLength(1);
  hide(false);
  expect(Source.all).toHaveLength(2);
  expect(last().url).toContain('lastEventId=7-0.1');
});
