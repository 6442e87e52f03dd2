// How a webhook is named, what it is told in words, and which period is told again.
import { afterEach, expect, test } from 'vitest';

import type { Webhook } from '../../api/schema';
import { speak } from '../../i18n/t';
import { eventName, EVENTS, eventsOf, nameOf } from './queries';
import { requestOf } from './replayAll';

const webhook = (more: Partial<Webhook>): Webhook => ({ url: 'https://example.org/sms', description: '', events: [], ...more } as Webhook);

afterEach(() => speak('en'));

test('an event has a word, one of security its own, and what has none is shown as it is', () => {
  expect(eventName('message.inbound')).toBe('A phone wrote');
  expect(eventName('security.account_locked')).toBe('Account has to wait');
  expect(eventName('made.up')).toBe('made.up');
});

test('what a webhook is told is said as short as it can be', async () => {
  expect(eventsOf(webhook({ events: EVENTS }))).toBe('Everything');
  expect(eventsOf(webhook({ events: EVENTS.filter((one) => one !== 'security.*') }))).toBe('All of messages, Balance is low, Health of a provider');
  expect(eventsOf(webhook({ events: ['message.sent', 'message.failed'] }))).toBe('Message sent, Message failed');
});

test('a webhook without a name goes by its address, which reads from left to right', () => {
  expect(nameOf(webhook({ description: 'School records' }))).toBe('School records');
  expect(nameOf(webhook({}))).toBe('\u2066example.org/sms\u2069');
});

test('days are told again from the start of the first to the end of the last', () => {
  const { from, until, events, failedOnly } = requestOf({ from: '2026-03-01', until: '2026-03-01', failedOnly: true, events: [] });
  expect(new Date(until!).getTime() - new Date(from!).getTime()).toBe(86_400_000);
  expect([events, failedOnly]).toEqual([undefined, true]);
  expect(requestOf({ from: '', until: '', failedOnly: false, events: ['message.sent'] })).toEqual({
    from: undefined, until: undefined, failedOnly: false, events: ['message.sent'],
  });
});
