// Words and plurals in each language.
import { afterEach, expect, test } from 'vitest';

import { ago, money } from './format';
import { speak, t, word } from './t';

afterEach(() => speak('en'));

test('a count chooses the form of the word and is written as the language writes it', async () => {
  expect(t('messages.count', { count: 1 })).toBe('1 message');
  expect(t('messages.count', { count: 12_345 })).toBe('12,345 messages');
  await speak('sw');
  expect(t('messages.count', { count: 2 })).toBe('Ujumbe 2');
});

test('Urdu turns the page round', async () => {
  await speak('ur');
  expect(document.documentElement.dir).toBe('rtl');
  await speak('en');
  expect(document.documentElement.dir).toBe('ltr');
});

test('what has no word is shown as it is', () => {
  expect(word('is', 'DELIVERED')).toBe('Delivered');
  expect(word('is', 'MADE_UP')).toBe('MADE_UP');
});

test('money of a currency that nobody knows is still money', () => {
  expect(money({ amount: '0.80', currency: 'KES' })).toContain('0.80');
  expect(money({ amount: '5', currency: '??' })).toBe('5 ??');
});

test('times ago are told in the largest unit that fits', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  expect(ago('2026-03-01T11:59:30Z', now)).toBe('30 seconds ago');
  expect(ago('2026-03-01T09:00:00Z', now)).toBe('3 hours ago');
  expect(ago('2026-02-27T12:00:00Z', now)).toBe('2 days ago');
});
