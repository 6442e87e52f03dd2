// The dashboard's figures: rates and changes, and where there is nothing to compare with.
import { expect, test } from 'vitest';

import { change, rate } from './figures';

test('a change is in percent of what was before, and none where nothing was', () => {
  expect(change(112, 100)).toBe(12);
  expect(change(50, 100)).toBe(-50);
  expect(change(5, 0)).toBeNull();
});

test('the rate counts what has ended', () => {
  expect(rate({ sent: 10, delivered: 6, failed: 2, waiting: 0, received: 0 })).toBe(75);
  expect(rate({ sent: 10, delivered: 0, failed: 0, waiting: 10, received: 0 })).toBeNull();
});
