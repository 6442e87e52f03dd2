// The order of a tree, and what may be moved where.
import { expect, test } from 'vitest';

import type { Unit } from '../../api/schema';
import { parentsFor, placed } from './tree';

const unit = (unitId: string, parentId: string | null): Unit =>
  ({ unitId, parentId, name: unitId, kind: 'unit', createdAt: '', updatedAt: '' });

const units = [unit('a', null), unit('b', null), unit('c', 'a'), unit('d', 'c'), unit('e', 'gone')];

test('parts stand right below what they are a part of', () => {
  expect(placed(units).map(({ unit: { unitId }, depth }) => `${unitId}${depth}`)).toEqual(['a0', 'c1', 'd2', 'b0', 'e0']);
});

test('a unit is moved neither into itself nor into what is below it', () => {
  expect(parentsFor(units, 'a').map((one) => one.unit.unitId)).toEqual(['b', 'e']);
  expect(parentsFor(units, 'd').map((one) => one.unit.unitId)).toEqual(['a', 'c', 'b', 'e']);
  expect(parentsFor(units, undefined)).toHaveLength(5);
});
