// What an organization decides about itself: its settings, who sees numbers, its units, what it sends from.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';

import { NUMBER, seed } from './seed';
import { Server } from './server';
import { launch, settled, violations, visitor, type Visit } from './visit';

const MASKED = '+254•••••678';

let server: Server;
let browser: Browser;
let one: Visit;
let operator = '';

beforeAll(async () => {
  server = await Server.start();
  await seed(server);
  browser = await launch();
  one = await visitor(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

/** An operator, signed in. */
async function asOperator(): Promise<Visit> {
  const made = JSON.parse(server.tuma('--json', 'user', 'add', 'operator@demo.example', '--org', 'demo', '--role', 'operator')) as { password: string };
  operator = made.password;
  return visitor(browser, server, {}, { email: 'operator@demo.example', password: operator });
}

/** The operator has one unit now: what is about the whole organization is neither shown nor asked for. */
async function limitedMemberSees() {
  const { page, context, complaints } = await visitor(browser, server, {}, { email: 'operator@demo.example', password: operator });
  await settled(page);
  const shown = await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allTextContents();
  expect(shown.map((name) => name.trim())).toEqual(['Dashboard', 'Send', 'Messages', 'Senders']);
  await page.goto('/messages');
  await page.getByText('No messages yet').waitFor();
  for (const path of ['/inbox', '/batches', '/reports', '/settings', '/handsets']) {
    await page.goto(path);
    await page.getByText('There is nothing here').waitFor();
  }
  expect(complaints).toEqual([]);
  await context.close();
}

test('settings are changed, a fault is told under its field, and the log has what was and what is', async () => {
  const { page } = one;
  await page.goto('/settings');
  const general = page.getByRole('region', { name: 'General' });
  await general.getByLabel('Time zone').fill('Mars/Olympus');
  await general.getByRole('button', { name: 'Save changes' }).click();
  await general.locator('.mantine-InputWrapper-error').waitFor();
  expect(await general.getByLabel('Time zone').inputValue()).toBe('Mars/Olympus');
  await general.getByLabel('Time zone').fill('Africa/Nairobi');
  await general.getByLabel('Country').selectOption('UG');
  await general.getByLabel('Currency').fill('kes');
  await general.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.reload();
  await expect.poll(() => general.getByLabel('Currency').inputValue()).toBe('KES');
  expect(await general.getByLabel('Country').inputValue()).toBe('UG');
  await page.goto('/audit');
  await page.getByRole('button', { name: /Nov|[A-Z][a-z]{2} \d/ }).first().click();
  await page.getByRole('dialog').getByText('Africa/Nairobi').waitFor();
});

test('what would remove messages asks first, and keeps them where one says so', async () => {
  const { page } = one;
  await page.goto('/settings');
  const card = page.getByRole('region', { name: 'Numbers and retention' });
  await card.getByLabel('Keep messages for').fill('3');
  await card.getByRole('button', { name: 'Save changes' }).click();
  const asked = page.getByRole('dialog', { name: 'Remove older messages?' });
  await asked.getByRole('button', { name: 'Remove messages' }).click();
  await card.locator('.mantine-InputWrapper-error').waitFor();
  await card.getByLabel('Keep messages for').fill('90');
  await card.getByRole('button', { name: 'Save changes' }).click();
  await asked.getByRole('button', { name: 'Keep' }).click();
  await asked.waitFor({ state: 'detached' });
  await page.reload();
  await settled(page);
  expect(await card.getByLabel('Keep messages for').inputValue()).toBe('');
});

test('masked numbers are revealed by one click, which is noted, and are masked again after a minute', async () => {
  const { page } = one;
  await page.goto('/settings');
  const card = page.getByRole('region', { name: 'Numbers and retention' });
  await card.getByLabel('Masked').check();
  await card.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.clock.install();
  await page.goto('/messages');
  const row = page.getByRole('row').filter({ hasText: 'Good morning!' });
  await row.getByText(MASKED).waitFor();
  await row.getByRole('button', { name: `Show the whole number of ${MASKED}` }).click();
  await row.getByText(NUMBER).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.clock.fastForward(30_000);
  expect(await row.getByText(NUMBER).count()).toBe(1);
  await page.clock.fastForward(31_000);
  await row.getByText(MASKED).waitFor();
  await page.goto('/');
  await page.getByRole('button', { name: `Show the whole number of ${MASKED}` }).first().click();
  await page.getByText(NUMBER).waitFor();
  const looks = (await server.act('GET', '/api/audit?action=number.reveal')) as { entries: unknown[] };
  expect(looks.entries).toHaveLength(2);
});

test('who may not see numbers reveals none, and reads and answers a phone all the same', async () => {
  const { page, context, complaints } = await asOperator();
  await page.goto('/messages');
  await page.getByText(MASKED).first().waitFor();
  expect(await page.getByRole('button', { name: /^Show the whole number/ }).count()).toBe(0);
  await page.goto('/inbox');
  await page.getByRole('link', { name: /YES, thank you/ }).click();
  await page.getByRole('log').getByText('Good morning!').waitFor();
  await page.getByRole('heading', { level: 2, name: MASKED }).waitFor();
  await page.getByLabel('Write a reply…').fill('See you then');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('log').getByText('See you then').waitFor();
  expect(await page.content()).not.toContain(NUMBER.slice(4));
  await page.goto('/settings');
  await page.getByText('Masked', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Save changes' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test('units are made, moved and removed, and a member is limited to one', async () => {
  const { page } = one;
  await page.goto('/settings/units');
  const add = async (name: string, parent?: string) => {
    await page.getByRole('button', { name: 'Add unit' }).click();
    const form = page.getByRole('dialog', { name: 'Add unit' });
    await form.getByLabel('Name').fill(name);
    if (parent) await form.getByLabel('Part of').selectOption({ label: parent });
    await form.getByRole('button', { name: 'Create unit' }).click();
    await form.waitFor({ state: 'detached' });
  };
  await add('Gulberg');
  await add('Boarding', 'Gulberg');
  await page.getByRole('button', { name: 'Change Boarding' }).click();
  const form = page.getByRole('dialog', { name: 'Boarding' });
  await form.getByLabel('Name').fill('');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await form.locator('.mantine-InputWrapper-error').waitFor();
  await form.getByLabel('Name').fill('Boarding house');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Boarding house' }).waitFor();
  const limit = page.getByRole('region', { name: 'Members limited to a unit' });
  await limit.getByLabel('Member').selectOption({ label: 'operator@demo.example' });
  await limit.getByLabel('Unit').selectOption({ label: 'Gulberg' });
  await limit.getByRole('button', { name: 'Save changes' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Gulberg' });
  await row.getByText('operator@demo.example').waitFor();
  await limitedMemberSees();
  await page.getByRole('button', { name: 'Remove Gulberg' }).click();
  const asked = page.getByRole('dialog', { name: 'Remove Gulberg?' });
  await asked.getByRole('button', { name: 'Remove unit' }).click();
  await asked.getByRole('alert').waitFor();
  await asked.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('button', { name: 'Remove Boarding house' }).click();
  await page.getByRole('dialog', { name: 'Remove Boarding house?' }).getByRole('button', { name: 'Remove unit' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Boarding house' }).waitFor({ state: 'detached' });
});

test('nothing of all this made the console complain', () => {
  expect(one.complaints.filter((text) => !/status of (400|401|409)/.test(text))).toEqual([]);
});
