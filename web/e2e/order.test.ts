// Order that means something: routes and providers are moved by mouse, and by their buttons; a route is made and tried.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';

import { NUMBER } from './seed';
import { Server } from './server';
import { launch, visitor, type Visit } from './visit';

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

/** The names of a list in their order. */
const names = (page: Page, label: string) =>
  page.getByRole('list', { name: label }).getByRole('listitem').locator('strong').allTextContents();

test('a route is made with its own form, its faults named, and decides where a message would go', async () => {
  const { page } = one;
  await page.goto('/routes');
  const explain = page.getByRole('region', { name: 'Which way would it go?' });
  await explain.getByLabel('Phone number').fill('12');
  await explain.getByRole('button', { name: 'Find the way' }).click();
  await explain.locator('.mantine-InputWrapper-error').waitFor();
  await explain.getByLabel('Phone number').fill(NUMBER);
  await explain.getByRole('button', { name: 'Find the way' }).click();
  await explain.getByText(/No route fits/).waitFor();

  for (const [name, category] of [['Kenya', ''], ['Fees', 'fees']] as const) {
    await page.getByRole('link', { name: 'Add route' }).first().click();
    const form = page.getByRole('dialog', { name: 'Add route' });
    await form.getByRole('button', { name: 'Create route' }).click();
    await form.locator('.mantine-InputWrapper-error').first().waitFor();
    await form.getByLabel('Name').fill(name);
    await form.getByLabel('Countries of the number').fill('ke');
    await form.getByLabel('Categories').fill(category);
    await form.getByLabel('Add a provider…').selectOption({ label: 'simulator' });
    await form.getByRole('button', { name: 'Create route' }).click();
    await form.waitFor({ state: 'detached' });
  }
  await expect.poll(() => names(page, 'Routes')).toEqual(['Kenya', 'Fees']);
  await explain.getByLabel('Category').fill('fees');
  await explain.getByRole('button', { name: 'Find the way' }).click();
  await explain.getByText('Route Kenya').waitFor();
});

test('a route is dragged above another one, which decides from then on', async () => {
  const { page } = one;
  await page.goto('/routes');
  const rows = page.getByRole('list', { name: 'Routes' }).getByRole('listitem');
  await rows.filter({ hasText: 'Fees' }).dragTo(rows.filter({ hasText: 'Kenya' }));
  await expect.poll(() => names(page, 'Routes')).toEqual(['Fees', 'Kenya']);
  await page.getByText('Fees is now number 1 of 2').waitFor({ state: 'attached' });
  await expect.poll(async () => ((await server.act('GET', '/api/sms/routes')) as { routes: { name: string }[] }).routes.map((route) => route.name))
    .toEqual(['Fees', 'Kenya']);
  const explain = page.getByRole('region', { name: 'Which way would it go?' });
  await explain.getByLabel('Phone number').fill(NUMBER);
  await explain.getByLabel('Category').fill('fees');
  // The new order holds on a node within a moment of the change.
  await expect.poll(async () => {
    await explain.getByRole('button', { name: 'Find the way' }).click();
    await explain.getByRole('status').waitFor();
    return explain.getByRole('status').textContent();
  }).toContain('Route Fees');
});

test('a route is changed, and removed after it was said what that does', async () => {
  const { page } = one;
  await page.goto('/routes');
  await page.getByRole('link', { name: /^Fees/ }).click();
  const form = page.getByRole('dialog', { name: 'Fees' });
  await form.getByLabel('One number always gets the same provider first').check();
  await form.getByLabel('In which order').selectOption('weighted');
  await form.getByLabel('Share of simulator').fill('80');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Sticky').waitFor();
  await page.getByRole('link', { name: /^Fees/ }).click();
  expect(await form.getByLabel('Share of simulator').inputValue()).toBe('80');
  await form.getByRole('button', { name: 'Remove route' }).click();
  await page.getByRole('dialog', { name: 'Remove Fees?' }).getByRole('button', { name: 'Remove route' }).click();
  await expect.poll(() => names(page, 'Routes')).toEqual(['Kenya']);
});

test('a provider is dragged to another place, and its button keeps the focus when it is moved by key', async () => {
  const { page } = one;
  const settings = { username: 'sandbox', apiKey: 'atsk_0123456789abcdef' };
  for (const name of ['first', 'second', 'third']) await server.act('POST', '/api/sms/providers', { kind: 'africastalking', name, settings });
  await page.goto('/providers');
  const rows = page.getByRole('list', { name: 'Providers' }).getByRole('listitem');
  await rows.filter({ hasText: 'third' }).waitFor();
  const before = await names(page, 'Providers');
  await rows.filter({ hasText: 'third' }).dragTo(rows.nth(0));
  await expect.poll(() => names(page, 'Providers')).toEqual(['third', ...before.filter((name) => name !== 'third')]);
  await page.reload();
  await expect.poll(() => names(page, 'Providers')).toEqual(['third', ...before.filter((name) => name !== 'third')]);
  const up = page.getByRole('button', { name: 'Move second up' });
  const at = (await names(page, 'Providers')).indexOf('second');
  await up.focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await names(page, 'Providers')).indexOf('second')).toBe(at - 1);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Move second up');
});

test('nothing of all this made the console complain', () => {
  expect(one.complaints.filter((text) => !/status of (400|401)/.test(text))).toEqual([]);
});
