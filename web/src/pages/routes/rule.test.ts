// A route's form and the API's words for it.
import { expect, test } from 'vitest';

import { requestOf, wordsOf } from './rule';

test('a new route asks for nothing and goes nowhere yet', () => {
  expect(requestOf(wordsOf())).toMatchObject({ name: '', countries: [], classes: [], providers: [], order: 'listed', active: true });
});

test('lists are taken as people write them', () => {
  const words = { ...wordsOf(), countries: 'ke, ug TZ', prefixes: '+2547\n+2541', senders: 'GREEN VALLEY, 20880', ways: [{ providerId: 'prv_1', weight: '' }] };
  const request = requestOf(words);
  expect(request.countries).toEqual(['KE', 'UG', 'TZ']);
  expect(request.prefixes).toEqual(['+2547', '+2541']);
  expect(request.senders).toEqual(['GREEN VALLEY', '20880']);
  expect(request.providers).toEqual([{ providerId: 'prv_1', weight: 1 }]);
});
