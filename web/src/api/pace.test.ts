// How often is read again while things happen.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Pace } from './pace';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('what happens together is read once, and soon', async () => {
  const read = vi.fn(() => Promise.resolve());
  const pace = new Pace(read, 1_000, 5_000);
  for (let at = 0; at < 10; at += 1) pace.touch();
  await vi.advanceTimersByTimeAsync(100);
  expect(read).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read).toHaveBeenCalledTimes(1);
});

test('what goes on happening is read at the slow pace, and quick again after a rest', async () => {
  const read = vi.fn(() => Promise.resolve());
  const pace = new Pace(read, 1_000, 5_000);
  for (let at = 0; at < 600; at += 1) {
    pace.touch();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(read.mock.calls.length).toBeGreaterThan(12);
  expect(read.mock.calls.length).toBeLessThan(18);
  await vi.advanceTimersByTimeAsync(20_000);
  const before = read.mock.calls.length;
  pace.touch();
  await vi.advanceTimersByTimeAsync(100);
  expect(read).toHaveBeenCalledTimes(before + 1);
});

test('a read that takes long is waited for, and what happened meanwhile is read after it', async () => {
  let finish = () => undefined as void;
  const read = vi.fn(() => new Promise<void>((resolve) => { finish = resolve; }));
  const pace = new Pace(read, 1_000, 5_000);
  pace.touch();
  await vi.advanceTimersByTimeAsync(100);
  pace.touch();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(read).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toHaveBeenCalledTimes(2);
});

test('a failed read is no end, and a stopped pace reads nothing', async () => {
  const read = vi.fn(() => Promise.reject(new Error('away')));
  const pace = new Pace(read, 1_000, 5_000);
  pace.touch();
  await vi.advanceTimersByTimeAsync(5_000);
  pace.touch();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(read).toHaveBeenCalledTimes(2);
  pace.touch();
  pace.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read).toHaveBeenCalledTimes(2);
});
