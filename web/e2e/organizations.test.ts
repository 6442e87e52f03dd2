// Going to another organization and back: the menu, the figures and the messages are those of the place one is in.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';

import { seed } from './seed';
import { Server } from './server';
import { launch, settled, visitor } from './visit';

let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = await Server.start();
  await seed(server);
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

/** As another tab of the same browser would. */
const switchTo = (page: Page, organization: string) =>
  page.evaluate(async (organizationId) => {
    const me = (await (await fetch('/api/auth/me')).json()) as { data: { csrfToken: string } };
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': me.data.csrfToken };
    await fetch('/api/auth/switch', { method: 'POST', headers, body: JSON.stringify({ organizationId }) });
  }, organization);

test('another organization shows nothing of the first', async () => {
  const made = JSON.parse(server.tuma('--json', 'org', 'create', 'Beacon <b>House</b>', '--slug', 'beacon', '--region', 'PK')) as { id: string };
  const { page, context, complaints } = await visitor(browser, server);
  await page.goto('/messages');
  await page.getByText('Good morning!').waitFor();
  // A system administrator may look into every organization.
  await switchTo(page, made.id);
  await page.goto('/');
  await page.getByRole('button', { name: 'Organization: Beacon <b>House</b>' }).waitFor();
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Messages' }).click();
  await page.getByText('No messages yet').waitFor();
  await settled(page);
  expect(await page.getByText('Good morning!').count()).toBe(0);
  await page.getByRole('button', { name: /^Organization: Beacon/ }).click();
  await page.getByRole('menuitem', { name: /Demo/ }).click();
  await page.getByRole('banner').getByText('Demo', { exact: true }).waitFor();
  await page.getByText('YES, thank you').first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('a tab notices by its stream that another one went to another organization, and goes along', async () => {
  const made = JSON.parse(server.tuma('--json', 'org', 'create', 'Clinic', '--slug', 'clinic', '--region', 'KE')) as { id: string };
  const { page, context } = await visitor(browser, server);
  await page.goto('/messages');
  await page.getByText('Good morning!').waitFor();
  const other = await context.newPage();
  await other.goto('/profile');
  await switchTo(other, made.id);
  await page.getByRole('button', { name: 'Organization: Clinic' }).waitFor();
  await page.getByText('No messages yet').waitFor();
  expect(await page.getByText('Good morning!').count()).toBe(0);
  await context.close();
});

test('whoever signs out is at the door, and what was read is gone', async () => {
  const { page, context } = await visitor(browser, server);
  await page.goto('/messages');
  await page.getByText('Good morning!').waitFor();
  await page.getByRole('button', { name: /^You:/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await page.getByText('Good morning!').count()).toBe(0);
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await context.close();
});

test('the language is changed from the menu, and kept', async () => {
  const { page, context } = await visitor(browser, server);
  await page.getByRole('button', { name: /^You:/ }).click();
  await page.getByRole('menuitem', { name: 'Kiswahili' }).click();
  await page.getByRole('heading', { level: 1, name: 'Dashibodi' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('sw');
  expect(await page.evaluate(() => localStorage.getItem('tuma-language'))).toBe('sw');
  await context.close();
});
