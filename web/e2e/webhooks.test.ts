// Webhooks: made, verified by a real receiver, tested, read in their log, told again, changed and removed; by mouse on a
// desk's screen and by keyboard on a phone's.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';

import { Receiver, verifies } from './receiver';
import { NUMBER } from './seed';
import { Server } from './server';
import { launch, PHONE, settled, tabTo, visitor, type Visit } from './visit';

let server: Server;
let browser: Browser;
let receiver: Receiver;
let one: Visit;
let secret = '';

beforeAll(async () => {
  // Given up soon, so that there is something to tell again.
  server = await Server.start(() => ({ TUMA_WEBHOOKS__RETRY_MS: '[200]' }));
  receiver = await Receiver.start();
  browser = await launch();
  one = await visitor(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await receiver?.stop();
  await server?.remove();
});

const told = (type: string) => receiver.got.filter(({ body }) => (JSON.parse(body) as { type: string }).type === type);

async function open(page: Page) {
  await page.goto('/webhooks');
  await page.getByRole('button', { name: /School records/ }).click();
  await page.getByRole('heading', { level: 1, name: 'School records' }).waitFor();
}

test('a webhook is made with its faults named at the fields, and its secret is shown once', async () => {
  const { page } = one;
  await page.goto('/webhooks');
  await page.getByText('No webhooks yet').waitFor();
  await page.getByRole('link', { name: 'Add webhook' }).first().click();
  await page.getByRole('button', { name: 'Create webhook' }).click();
  await page.locator('.mantine-InputWrapper-error').first().waitFor();
  await page.getByLabel('Address').fill('http://example.org/sms');
  await page.getByRole('button', { name: 'Create webhook' }).click();
  await page.locator('.mantine-InputWrapper-error').getByText(/https/i).first().waitFor();
  await page.getByLabel('Address').fill(receiver.url);
  await page.getByRole('textbox', { name: 'Name' }).fill('School records');
  await page.getByRole('button', { name: 'Create webhook' }).click();
  const shown = page.getByRole('dialog', { name: 'Secret of School records' });
  secret = (await shown.locator('code').textContent()) ?? '';
  expect(secret).toMatch(/^whsec_/);
  await shown.getByText('standardwebhooks').first().waitFor();
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await shown.waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(secret);
});

test('a test is posted, signed, and its outcome is shown', async () => {
  const { page } = one;
  await open(page);
  await page.getByRole('tab', { name: 'Test' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('Answered 200').waitFor();
  await page.getByText('thank you').waitFor();
  const sample = told('webhook.test').at(-1)!;
  expect(verifies(sample, secret)).toBe(true);
  receiver.status = 503;
  await page.getByLabel('Sample of').selectOption('message.inbound');
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('Answered 503').waitFor();
  receiver.status = 200;
});

test('what happens is told, logged with what was told and answered, and told again under the same id', async () => {
  const { page } = one;
  await open(page);
  const sent = await server.call('POST', '/api/sms/send', { to: NUMBER, body: 'Told of this' });
  await page.getByLabel('Message').fill(String(sent.messageId));
  await page.getByRole('row').filter({ hasText: 'Message delivered' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText(String(sent.messageId)).first().waitFor();
  await drawer.getByText('thank you').waitFor();
  await drawer.getByRole('button', { name: 'Tell again' }).click();
  await page.getByText('It waits to be told again').waitFor();
  await expect.poll(() => told('message.delivered').length).toBe(2);
  const [first, second] = told('message.delivered');
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  await page.keyboard.press('Escape');
});

test('what was not taken is found by a filter and told again when the receiver is back', async () => {
  const { page } = one;
  await open(page);
  receiver.status = 503;
  await server.call('POST', '/api/sms/send', { to: NUMBER, body: 'Nobody takes this' });
  await page.getByRole('region', { name: 'How it fares' }).getByText('Failing', { exact: true }).waitFor();
  await page.getByLabel('Status').selectOption('false');
  await page.getByLabel('Event').selectOption('message.delivered');
  await page.getByRole('cell', { name: 'Given up' }).first().waitFor();
  await page.getByRole('row').filter({ hasText: 'Given up' }).first().click();
  await page.getByRole('dialog').getByText('<b>not now</b>').waitFor();
  await page.keyboard.press('Escape');
  receiver.status = 200;
  const before = told('message.delivered').length;
  await page.getByRole('button', { name: 'Tell again…' }).click();
  const asked = page.getByRole('dialog', { name: 'Tell again…' });
  await asked.getByRole('button', { name: 'Tell again' }).click();
  await asked.getByText(/waits? to be told again/).waitFor();
  await expect.poll(() => told('message.delivered').length).toBeGreaterThan(before);
  await asked.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('region', { name: 'How it fares' }).getByText('Works', { exact: true }).waitFor();
});

test('the secret is changed with an overlap in which both are good', async () => {
  const { page } = one;
  await open(page);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'New secret' }).click();
  const shown = page.getByRole('dialog', { name: 'Secret of School records' });
  const fresh = (await shown.locator('code').textContent()) ?? '';
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByText('Signed with both secrets until').waitFor();
  await page.getByRole('tab', { name: 'Test' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('Answered 200').waitFor();
  const sample = told('webhook.test').at(-1)!;
  expect(fresh).not.toBe(secret);
  expect([verifies(sample, secret), verifies(sample, fresh)]).toEqual([true, true]);
});

test('it is switched off after its effect was named, changed, switched on and removed', async () => {
  const { page } = one;
  await open(page);
  await page.getByRole('switch', { name: 'Told what happens' }).click({ force: true });
  await page.getByRole('dialog', { name: 'Switch off School records?' }).getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('region', { name: 'How it fares' }).getByText('Off', { exact: true }).waitFor();
  await page.getByRole('switch', { name: 'Told what happens' }).click({ force: true });
  await page.getByRole('region', { name: 'How it fares' }).getByText('Off', { exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('Balance is low').check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove webhook' }).click();
  await page.getByRole('dialog', { name: 'Remove School records?' }).getByRole('button', { name: 'Remove webhook' }).click();
  await page.getByText('No webhooks yet').waitFor();
});

test('the callback of one message is in the log of callbacks, and its secret is shown on request', async () => {
  const { page } = one;
  await server.call('POST', '/api/sms/send', { to: NUMBER, body: 'With a callback', callbackUrl: receiver.url });
  await page.goto('/webhooks/callbacks');
  await page.getByRole('cell', { name: 'Message delivered' }).waitFor();
  await page.getByRole('button', { name: 'Show the secret' }).click();
  const shown = (await page.getByRole('region', { name: 'Secret of callbacks' }).locator('code').textContent()) ?? '';
  const callback = told('message.delivered').at(-1)!;
  expect(verifies(callback, shown)).toBe(true);
});

test('by keyboard on a phone a webhook is made and tested', async () => {
  const { page, context, complaints } = await visitor(browser, server, { size: PHONE });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to…' }).waitFor();
  await page.keyboard.type('webh');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor();
  await settled(page);
  await tabTo(page, 'Add webhook');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^Address/);
  await page.keyboard.type(receiver.url);
  await tabTo(page, /^Name/);
  await page.keyboard.type('From the keyboard');
  await tabTo(page, 'Create webhook');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Secret of From the keyboard' }).waitFor();
  await tabTo(page, 'I have kept it');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'From the keyboard' }).waitFor();
  await tabTo(page, 'Attempts', 'tab');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, 'Send a test');
  await page.keyboard.press('Enter');
  await page.getByText('Answered 200').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('nothing of all this made the console complain', () => {
  expect(one.complaints.filter((text) => !/status of 400/.test(text))).toEqual([]);
});
