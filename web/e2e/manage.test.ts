// The main jobs of the pages that manage: keys and money.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';

import { NUMBER } from './seed';
import { Server } from './server';
import { launch, settled, visitor, type Visit } from './visit';

let server: Server;
let browser: Browser;
let one: Visit;

beforeAll(async () => {
  server = await Server.start();
  browser = await launch();
  one = await visitor(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

const called = async (key: string) =>
  (await fetch(`${server.url}/api/sms/messages`, { headers: { Authorization: `Bearer ${key}` } })).status;

test('a key is made, shown once, works, gets a new secret, and is revoked', async () => {
  const { page } = one;
  await page.goto('/keys');
  await page.getByRole('link', { name: 'Create key' }).first().click();
  await page.getByRole('button', { name: 'Create key' }).click();
  await page.locator('.mantine-InputWrapper-error').first().waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Till at the market');
  await page.getByRole('button', { name: 'Create key' }).click();
  const shown = page.getByRole('dialog', { name: 'Key Till at the market' });
  const key = (await shown.locator('code').textContent()) ?? '';
  expect(key).toMatch(/^sk_live_/);
  expect(await called(key)).toBe(200);
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  expect(await page.content()).not.toContain(key);

  await page.getByRole('button', { name: 'Till at the market' }).click();
  await page.getByLabel('The old secret ends').selectOption('0');
  await page.getByRole('button', { name: 'New secret' }).click();
  const fresh = (await page.getByRole('dialog', { name: 'Key Till at the market' }).locator('code').textContent()) ?? '';
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect.poll(() => called(key), { timeout: 10_000 }).toBe(401);
  expect(await called(fresh)).toBe(200);

  await page.getByRole('button', { name: 'Till at the market' }).click();
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await page.getByRole('dialog', { name: 'Revoke Till at the market?' }).getByRole('button', { name: 'Revoke key' }).click();
  await page.getByText('Revoked', { exact: true }).first().waitFor();
  await expect.poll(() => called(fresh), { timeout: 10_000 }).toBe(401);
});

test('a balance is shown, sending draws on it, and the ledger tells each movement', async () => {
  const { page } = one;
  await page.goto('/billing');
  await page.getByText('Sending is not charged').waitFor();
  server.tuma('balance', 'set', '--org', 'demo', '--currency', 'KES');
  server.tuma('balance', 'topup', '100', '--org', 'demo', '--reference', 'INV-1');
  await page.reload();
  await page.getByText('Messages are paid from it').waitFor();
  await page.getByText('KES 100.00').first().waitFor();
  // What is set at the command line is known to whoever accepts a moment later.
  await expect.poll(async () => {
    await server.call('POST', '/api/sms/send', { to: NUMBER, body: 'Costs something' });
    await page.reload();
    await page.getByLabel('Kind').selectOption('SPEND');
    await settled(page);
    return page.getByRole('cell', { name: 'Spent' }).count();
  }, { timeout: 30_000 }).toBeGreaterThan(0);
  await page.getByRole('tab', { name: 'Top-ups' }).click();
  await page.getByText('INV-1').waitFor();
  await page.getByRole('tab', { name: 'Statement' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Statement, CSV' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/csv$/);
});

test('nothing of all this made the console complain', () => {
  expect(one.complaints.filter((text) => !/status of (400|401)/.test(text))).toEqual([]);
});
