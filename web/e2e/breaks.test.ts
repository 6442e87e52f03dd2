// What breaks while a page is open: the server goes and comes back, the session ends in the middle of a form.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';

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

test('while the server is away what was read stays, and goes on by itself when it is back', async () => {
  const { page, context } = await visitor(browser, server);
  await page.goto('/messages');
  await page.getByText('Good morning!').waitFor();
  await server.down();
  await page.getByText('Reconnecting…').waitFor();
  await page.getByText('Good morning!').waitFor();
  await server.up();
  await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
  await server.call('POST', '/api/sms/send', { to: '+254712345999', body: 'Back again' });
  await page.getByText('Back again').waitFor();
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
