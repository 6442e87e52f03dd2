// Settings of providers between the API and a form: nothing is lost on the way there and back.
import { expect, test } from 'vitest';

import type { Provider } from '../../api/schema';
import { kinds, type Kind } from './kinds';
import { settingsOf, valuesOf } from './settings';

const smpp = kinds.find(({ kind }) => kind === 'smpp') as Kind;
const provider = (settings: object) => ({ settings }) as unknown as Provider;

test('known settings stand in their fields, the others in one JSON text, and both come back', () => {
  const before = { host: 'smsc.example.net', port: 2775, systemId: 'tuma', binds: [{ mode: 'transmitter', count: 2 }] };
  const { values, rest } = valuesOf(smpp, provider(before));
  expect(values.port).toBe('2775');
  expect(JSON.parse(rest)).toEqual({ binds: before.binds });
  expect(settingsOf(smpp, values, rest)).toEqual({ settings: before, unreadable: [] });
});

test('an empty field is not said, so that the server keeps a credential or takes its default', () => {
  const { values, rest } = valuesOf(smpp);
  expect(settingsOf(smpp, { ...values, host: ' h ', password: '' }, rest).settings).toEqual({ host: 'h' });
});

test('JSON that cannot be read is named by its field', () => {
  const http = kinds.find(({ kind }) => kind === 'http') as Kind;
  expect(settingsOf(http, { send: '{"url": ' }, '{').unreadable).toEqual(['rest', 'send']);
});
