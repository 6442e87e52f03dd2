// Moving rows, and the ranks that follow from it.
import { expect, test } from 'vitest';

import { moved, newRanks } from './order';

test('a row is moved to where it is dropped, and nowhere else', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  const rows = ['a', 'b'];
  expect(moved(rows, 0, 2)).toBe(rows);
  expect(moved(rows, 0, -1)).toBe(rows);
  expect(moved(rows, 5, 0)).toBe(rows);
});

test('only rows whose rank is another one are changed', () => {
  const [a, b, c] = [{ rank: 10 }, { rank: 30 }, { rank: 30 }];
  expect(newRanks([a, b, c])).toEqual([{ row: b, rank: 20 }]);
  expect(newRanks([a])).toEqual([]);
});
