// What happened, gathered between two frames, and brought into the rows that are shown.
import { expect, test } from 'vitest';

import type { Message } from './schema';
import { Gathered, MOST, patched } from './told';

const event = (messageId: string, status: string, more: object = {}) => ({ type: `message.${status.toLowerCase()}`, data: { messageId, status, ...more } });

const row = (messageId: string, status: string): Message => ({
  messageId, status, direction: 'OUTBOUND', held: false, class: 'transactional', to: '+254712345678', country: 'KE', body: 'Hello', segments: 1,
  encoding: 'GSM7', providerMsgIds: [], attempts: 0, cost: { amount: '0', currency: 'KES' }, queuedAt: '', expiresAt: '',
} as unknown as Message);

test('of a message only its latest state is kept', () => {
  const gathered = new Gathered();
  gathered.add([event('a', 'SENT'), event('b', 'QUEUED')]);
  gathered.add([event('a', 'DELIVERED', { provider: 'sim' })]);
  const { changes } = gathered.take();
  expect(changes.get('a')).toEqual({ status: 'DELIVERED', provider: 'sim' });
  expect(changes.size).toBe(2);
  expect(gathered.take().changes.size).toBe(0);
});

test('however much is told, no more messages are remembered than a screen needs, the latest of them', () => {
  const gathered = new Gathered();
  for (let at = 0; at < 3 * MOST; at += 1) gathered.add([event(`m${at}`, 'SENT')]);
  const { changes } = gathered.take();
  expect(changes.size).toBe(MOST);
  expect(changes.has(`m${3 * MOST - 1}`)).toBe(true);
  expect(changes.has('m0')).toBe(false);
});

test('it is noted whether a phone wrote or a batch moved', () => {
  const gathered = new Gathered();
  gathered.add([event('a', 'RECEIVED', { direction: 'INBOUND' }), event('b', 'SENT', { batchId: 'bat_1' }), { type: 'provider.health', data: {} }]);
  const { inbound, batches, changes } = gathered.take();
  expect([inbound, batches, changes.size]).toEqual([true, true, 2]);
  expect(gathered.take().inbound).toBe(false);
});

test('a row becomes what was told of it, and a list of which nothing was told stays the same one', () => {
  const list = { messages: [row('a', 'QUEUED'), row('b', 'SENT')], limit: 25 };
  const now = patched(list, new Map([['a', { status: 'SENT', provider: 'sim' }]]));
  expect(now.messages.map(({ status }) => status)).toEqual(['SENT', 'SENT']);
  expect(now.messages[0]?.body).toBe('Hello');
  expect(now.messages[1]).toBe(list.messages[1]);
  expect(patched(list, new Map([['c', { status: 'SENT' }], ['b', { status: 'SENT' }]]))).toBe(list);
});

test('a message that was held is held no more once it has moved', () => {
  const list = { messages: [{ ...row('a', 'QUEUED'), held: true }] };
  expect(patched(list, new Map([['a', { status: 'SENT' }]])).messages[0]?.held).toBe(false);
  expect(patched(list, new Map([['a', { status: 'QUEUED', segments: 2 }]])).messages[0]?.held).toBe(true);
});
