// What breaks while a page is open: the server goes and comes back, the session ends in the middle of a form.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';

import { seed } from './seed';
import { Server } from './server';
import { launch, text, visitor } from './visit';

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

/** What the page asked the live stream for, and what it was answered. */
function streams(page: Page) {
  const asked: { url: string; status: number }[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/sms/events')) asked.push({ url: response.url(), status: response.status() });
  });
  return asked;
}

test('while the server is away what was read stays, and the stream goes on behind what it told when it is back', async () => {
  const { page, context } = await visitor(browser, server);
  const asked = streams(page);
  await page.goto('/messages');
  await page.getByText('Good morning!').waitFor();
  await expect.poll(() => asked.length, { timeout: 15_000 }).toBe(1);
  await server.call('POST', '/api/sms/send', { to: '+254712345998', body: 'Told before the break' });
  await page.getByRole('row').filter({ hasText: 'Told before the break' }).filter({ hasText: 'Delivered' }).waitFor();
  await server.down();
  await page.getByText('Reconnecting…').waitFor();
  await page.getByText('Good morning!').waitFor();
  await server.up();
  // Most likely before the page is back: what came meanwhile is told to it.
  await server.call('POST', '/api/sms/send', { to: '+254712345999', body: 'Back again' });
  await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: 'Back again' }).filter({ hasText: 'Delivered' }).waitFor();
  await expect.poll(() => asked.filter(({ url, status }) => status === 200 && url.includes('lastEventId=')).length, { timeout: 15_000 }).toBeGreaterThan(0);
  await context.close();
});

test('a session that ends while a form is filled in loses nothing typed', async () => {
  const { page, context } = await visitor(browser, server);
  await page.goto('/send');
  await page.getByLabel('Phone number').fill('+254712345678');
  await text(page).fill('Typed before the session ended');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Send now' }).click();
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByLabel('Password', { exact: true }).fill(server.password);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await again.waitFor({ state: 'detached' });
  expect(await text(page).inputValue()).toBe('Typed before the session ended');
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByText('This is what became of it').waitFor();
  await context.close();
});

test('a session that is ended elsewhere is found out by the stream, without a call', async () => {
  const { page, context } = await visitor(browser, server);
  const asked = streams(page);
  await page.goto('/send');
  await expect.poll(() => asked.length, { timeout: 15_000 }).toBe(1);
  await page.getByLabel('Phone number').fill('+254712345678');
  await text(page).fill('Typed before it was ended');
  const other = await visitor(browser, server);
  await other.page.goto('/sessions');
  await other.page.getByRole('button', { name: 'End all others' }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByLabel('Password', { exact: true }).fill(server.password);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await again.waitFor({ state: 'detached' });
  await expect.poll(() => asked.length, { timeout: 15_000 }).toBe(2);
  expect(await text(page).inputValue()).toBe('Typed before it was ended');
  await other.context.close();
  await context.close();
});

test('where there is no stream the pages read on timers', async () => {
  const { page, context } = await visitor(browser, server);
  await page.route('**/api/sms/events*', (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '5' }, body: '' }));
  await page.goto('/messages');
  await page.getByText('Good morning!').waitFor();
  await server.call('POST', '/api/sms/send', { to: '+254712345997', body: 'Read on a timer' });
  await page.getByText('Read on a timer').waitFor();
  expect(await page.getByText('Reconnecting…').count()).toBe(0);
  await context.close();
});
