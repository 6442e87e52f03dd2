// What the server measures, as text and as lanes.
import { expect, test } from 'vitest';

import { lanesOf, samplesOf, total } from './metrics';

const TEXT = `# HELP sms_queue_depth Messages waiting
# TYPE sms_queue_depth gauge
sms_queue_depth{queue="scheduled"} 3
sms_queue_depth{queue="a/b/1"} 4
sms_queue_depth{queue="a/b/10"} 5

tuma_lane_memory{provider="a/b"} 2
tuma_lane_window_open{provider="with \\"quotes\\""} 1
sms_provider_health{provider="a/b"} 0.5
tuma_journal_depth 7
nonsense
`;

test('samples are read with their labels, whatever stands in them', () => {
  const samples = samplesOf(TEXT);
  expect(samples).toHaveLength(7);
  expect(samples[4]?.labels).toEqual({ provider: 'with "quotes"' });
  expect(total(samples, 'sms_queue_depth')).toBe(12);
  expect(total(samples, 'tuma_journal_depth')).toBe(7);
  expect(total(samples, 'never_measured')).toBeNull();
});

test('a lane is what waits for one provider, by priority', () => {
  const { lanes, scheduled } = lanesOf(samplesOf(TEXT));
  expect(scheduled).toBe(3);
  expect(lanes).toEqual([
    { provider: 'a/b', waiting: { 1: 4, 10: 5 }, inMemory: 2, open: 0, health: 0.5 },
    { provider: 'with "quotes"', waiting: {}, inMemory: 0, open: 1, health: null },
  ]);
});
