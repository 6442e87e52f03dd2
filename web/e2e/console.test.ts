// The installation's console: organizations, shared providers, decisions about sender IDs, health.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';

import { seed } from './seed';
import { Server } from './server';
import { launch, settled, visitor, type Visit } from './visit';

let server: Server;
let browser: Browser;
let one: Visit;

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

test('a sender ID is asked for, refused with a reason, asked for again and approved', async () => {
  const { page } = one;
  await page.goto('/senders');
  await page.getByRole('link', { name: 'Ask for a sender ID' }).first().click();
  const form = page.getByRole('dialog', { name: 'Ask for a sender ID' });
  await form.getByLabel('Sender ID').fill('A name that is too long');
  await form.getByRole('button', { name: 'Send request' }).click();
  await form.locator('.mantine-InputWrapper-error').first().waitFor();
  await form.getByLabel('Sender ID').fill('GREENVALLEY');
  await form.getByLabel('Purpose').fill('Fee reminders');
  await form.getByLabel('Countries').fill('ke, ug');
  await form.getByRole('button', { name: 'Send request' }).click();
  await page.getByRole('dialog', { name: 'GREENVALLEY' }).getByText('KE, UG').waitFor();

  await page.goto('/requests');
  await page.getByRole('button', { name: 'GREENVALLEY' }).click();
  const decision = page.getByRole('dialog', { name: 'GREENVALLEY' });
  await decision.getByLabel('Reason').fill('Say whose trade mark it is');
  await decision.getByRole('button', { name: 'Reject' }).click();
  await page.getByText('Nothing waits for a decision').waitFor();

  await page.goto('/senders');
  await page.getByRole('button', { name: 'GREENVALLEY' }).click();
  const own = page.getByRole('dialog', { name: 'GREENVALLEY' });
  await own.getByText('Say whose trade mark it is').waitFor();
  await own.getByLabel('Purpose').fill('Fee reminders; our trade mark KE-1234');
  await own.getByRole('button', { name: 'Ask again' }).click();
  await own.getByText('Waiting', { exact: true }).waitFor();

  await page.goto('/requests');
  await page.getByRole('button', { name: 'GREENVALLEY' }).click();
  await decision.getByLabel('Countries').fill('KE');
  await decision.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Nothing waits for a decision').waitFor();

  await page.goto('/senders');
  await page.getByRole('cell', { name: 'Approved' }).waitFor();
  await page.getByRole('button', { name: 'GREENVALLEY' }).click();
  for (const step of ['Asked for', 'Rejected', 'Approved']) await own.getByRole('listitem').filter({ hasText: step }).first().waitFor();
  await own.getByRole('button', { name: 'Give up' }).click();
  await page.getByRole('dialog', { name: 'Give up GREENVALLEY?' }).getByRole('button', { name: 'Give up' }).click();
  await page.getByText('No sender IDs yet').waitFor();
});

test('an organization is made, bounded, suspended with a reason, and let go on', async () => {
  const { page } = one;
  await page.goto('/organizations');
  await page.getByRole('link', { name: 'Add organization' }).click();
  const form = page.getByRole('dialog', { name: 'Add organization' });
  await form.getByLabel('Name', { exact: false }).first().fill('Beacon House');
  expect(await form.getByLabel('Short name').inputValue()).toBe('beacon-house');
  await form.getByLabel('Short name').fill('demo');
  await form.getByRole('button', { name: 'Create organization' }).click();
  await form.locator('.mantine-InputWrapper-error').or(form.getByRole('alert')).first().waitFor();
  await form.getByLabel('Short name').fill('beacon-house');
  await form.getByRole('button', { name: 'Create organization' }).click();
  const beacon = page.getByRole('dialog', { name: 'Beacon House' });
  await beacon.getByRole('tab', { name: 'Quotas' }).click();
  await beacon.getByLabel('Members').fill('20');
  await beacon.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await beacon.getByRole('tab', { name: 'Limits' }).click();
  await beacon.getByLabel('Messages a day').fill('5000');
  await beacon.getByRole('button', { name: 'Save changes' }).click();
  await beacon.getByRole('tab', { name: 'State' }).click();
  await beacon.getByLabel('Reason of the suspension').fill('Invoice 2026-031 is not paid');
  await beacon.getByRole('button', { name: 'Suspend' }).click();
  await beacon.getByText(/^Suspended since/).waitFor();
  await beacon.getByText('Invoice 2026-031 is not paid').waitFor();
  await beacon.getByRole('button', { name: 'Let it go on' }).click();
  await beacon.getByText(/^Suspended since/).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('cell', { name: '0 / 20' }).waitFor();
});

test('a provider of the platform is made for nobody, and shared with one organization', async () => {
  const { page } = one;
  await page.goto('/platform/new');
  const form = page.getByRole('dialog', { name: 'Add provider' });
  await form.getByLabel('Name', { exact: true }).fill('shared-at');
  await form.getByLabel('Username').fill('sandbox');
  await form.getByLabel('API key', { exact: false }).first().fill('atsk_0123456789abcdef');
  await form.getByRole('button', { name: 'Create provider' }).click();
  const made = page.getByRole('dialog', { name: 'shared-at' });
  await made.getByRole('tab', { name: 'Who may use it' }).click();
  await made.getByLabel('Demo').check();
  await made.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.goto('/platform');
  await page.getByRole('cell', { name: '1 organization' }).waitFor();
  await page.goto('/providers');
  await page.getByRole('link', { name: /^shared-at/ }).getByText('Shared', { exact: true }).waitFor();
});

test('the health of the installation shows its lanes, and what was changed', async () => {
  const { page } = one;
  await page.goto('/system');
  await settled(page);
  await page.getByText('Accepts messages').waitFor();
  await page.getByRole('region', { name: 'Lanes' }).getByText('simulator').waitFor();
  await page.getByRole('region', { name: 'Changes to the installation' }).getByText('organization.create').first().waitFor();
});

test('who does not run the installation sees none of it', async () => {
  const made = JSON.parse(server.tuma('--json', 'user', 'add', 'owner@demo.example', '--org', 'demo', '--role', 'owner')) as { password: string };
  const { page, context, complaints } = await visitor(browser, server, {}, { email: 'owner@demo.example', password: made.password });
  const menu = page.getByRole('navigation', { name: 'Menu' });
  expect(await menu.getByText('Installation').count()).toBe(0);
  for (const path of ['/organizations', '/platform', '/requests', '/system']) {
    await page.goto(path);
    await page.getByText('There is nothing here').waitFor();
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to…' }).fill('system health');
  await page.getByText('Nothing by that name.').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('nothing of all this made the console complain', () => {
  expect(one.complaints.filter((text) => !/status of (400|401|409)/.test(text))).toEqual([]);
});
