// People: one is invited by mail and comes in, takes on a second factor, forgets the password; the log tells it all.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';

import { Server } from './server';
import { launch, visit, visitor, type Visit } from './visit';

const EMAIL = 'baraka@example.org';
const PASSWORD = 'kibanda cha mbao kijani';

let server: Server;
let browser: Browser;
let owner: Visit;

beforeAll(async () => {
  server = await Server.start();
  browser = await launch();
  owner = await visitor(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

/** The code of a base32 secret at a time, as RFC 6238 says. */
function codeOf(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/=+$/, '')].map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => parseInt(octet, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const offset = mac.readUInt8(19) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Follows the link of the newest mail, wherever it says the server is. */
async function follow(page: Page, path: string) {
  const token = await server.mailed(path);
  await page.goto(`${path}#${token}`);
}

test('a colleague is invited by mail, comes in, and is in the team with the role', async () => {
  const { page } = owner;
  await page.goto('/team');
  await page.getByRole('button', { name: 'Invite' }).click();
  const form = page.getByRole('dialog', { name: 'Invite' });
  await form.getByRole('textbox', { name: 'E-mail' }).fill(EMAIL);
  await form.getByLabel('Role').selectOption('org_admin');
  await form.getByRole('button', { name: 'Send invitation' }).click();
  await page.getByRole('region', { name: 'Invitations' }).getByText(EMAIL).waitFor();

  const guest = await visit(browser, server);
  await follow(guest.page, '/invitation');
  await guest.page.getByText('You are invited to Demo as: Administrator.').waitFor();
  await guest.page.getByLabel('Name').fill('Baraka <i>Otieno</i>');
  await guest.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await guest.page.getByRole('button', { name: 'Accept invitation' }).click();
  await guest.page.getByText('You belong to Demo now.').waitFor();
  await guest.context.close();

  await page.goto('/team');
  await page.getByText('Baraka <i>Otieno</i>').waitFor();
  await page.getByLabel(`Role of ${EMAIL}`).selectOption('operator');
  await page.getByText('Saved').waitFor();
  await page.getByLabel(`Role of ${EMAIL}`).selectOption('org_admin');
});

test('a second factor is set up, asked for at the door, and taken away', async () => {
  const one = await visitor(browser, server, {}, { email: EMAIL, password: PASSWORD });
  const { page, context } = one;
  await page.goto('/profile');
  const card = page.getByRole('region', { name: 'Second factor' });
  await card.getByLabel('Current password').fill(PASSWORD);
  await card.getByRole('button', { name: 'Set up' }).click();
  const secret = (await card.locator('code').textContent()) ?? '';
  await card.getByRole('img', { name: 'QR code of the secret' }).waitFor();
  await card.getByLabel('Code').fill(codeOf(secret));
  await card.getByRole('button', { name: 'Confirm' }).click();
  await card.getByRole('button', { name: 'I have kept it' }).waitFor();
  const [recovery = ''] = ((await card.locator('code').textContent()) ?? '').split(' ');
  await context.close();

  const again = await visit(browser, server);
  await again.page.goto('/');
  await again.page.getByLabel('E-mail').fill(EMAIL);
  await again.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await again.page.getByRole('button', { name: 'Sign in' }).click();
  await again.page.getByRole('textbox', { name: 'Code' }).fill(recovery);
  await again.page.getByRole('button', { name: 'Sign in' }).click();
  await again.page.locator('#main').waitFor();
  await again.page.goto('/profile');
  await again.page.getByText('It is on; 9 recovery codes are left.').waitFor();
  await again.context.close();
});

test('a forgotten password is set anew with the link of a mail', async () => {
  const { page, context } = await visit(browser, server);
  await page.goto('/');
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail').fill(server.email);
  await page.getByRole('button', { name: 'Send link' }).click();
  await page.getByText(`If ${server.email} has an account`).waitFor();
  await follow(page, '/reset');
  await page.getByLabel('New password').fill('nyumba ya mawe meusi');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Your password was set.').waitFor();
  server.password = 'nyumba ya mawe meusi';
  await context.close();
});

test('the log of changes tells who changed what, from what to what', async () => {
  const { page, context, complaints } = await visitor(browser, server);
  await page.goto('/audit');
  await page.getByRole('button').filter({ hasText: /Nov|Dec|Jan|[A-Z][a-z]{2} \d/ }).first().click();
  await page.getByRole('dialog').getByRole('region', { name: 'What changed' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
