// The main job of each page, once, by mouse on a desk's screen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';

import { NUMBER, seed } from './seed';
import { Server } from './server';
import { launch, settled, text, visit, visitor, type Visit } from './visit';

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

test('a wrong password is refused in words, and the right one opens the page that was asked for', async () => {
  const { page, context } = await visit(browser, server);
  await page.goto('/messages?status=FAILED');
  await page.getByLabel('E-mail').fill(server.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(server.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Messages' }).waitFor();
  expect(page.url()).toContain('status=FAILED');
  await context.close();
});

test('the first visit leads to a first message, which is followed until it has arrived', async () => {
  const { page } = one;
  await page.getByRole('link', { name: 'Send the first message' }).first().click();
  await expect.poll(() => page.getByLabel('Phone number').inputValue()).toBe(NUMBER);
  await text(page).fill('Hello from the dashboard');
  await page.getByText('1 segment', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByText('This is what became of it').waitFor();
  await page.getByText('Delivered', { exact: true }).first().waitFor();
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Dashboard' }).click();
  const steps = page.getByRole('region', { name: 'Your first message' });
  await expect.poll(() => steps.getByRole('img', { name: 'Done' }).count()).toBe(2);
  await steps.getByRole('link', { name: 'Open the phone' }).click();
  await page.getByRole('log').getByText('Hello from the dashboard').waitFor();
  await page.getByLabel('Write from this phone…').fill('Hello back');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('log').getByText('Hello back').waitFor();
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Dashboard' }).click();
  await page.getByText('Hello back').waitFor();
  await steps.waitFor({ state: 'detached' });
});

test('a bad number is refused under its field and nothing typed is lost', async () => {
  const { page } = one;
  await page.goto('/send');
  await page.getByLabel('Phone number').fill('12');
  await text(page).fill('Kept');
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByText(/too short/i).waitFor();
  expect(await text(page).inputValue()).toBe('Kept');
});

test('a pasted list becomes a batch whose refused row is named', async () => {
  const { page } = one;
  await page.goto('/send?many');
  await page.getByText('Paste numbers').click();
  await page.getByLabel('Phone numbers').fill('+254712345111\n+254712345112\n12');
  await page.getByText('1 row has no valid number').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await text(page).fill('School is closed');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Cost', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Send 3 messages' }).click();
  await page.getByText('All rows were taken').waitFor();
  await page.getByText('Row 3').waitFor();
});

test('a file is read, its columns become variables, and each row is sent its own text', async () => {
  const { page } = one;
  await page.goto('/send?many');
  const csv = 'name,phone,fee\nAli,+254712345121,500\nZainab,+254712345122,750\n';
  await page.locator('input[type=file]').setInputFiles({ name: 'fees.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('fees.csv · 2 rows').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await text(page).fill('Dear ');
  await page.getByRole('button', { name: 'name', exact: true }).click();
  await page.getByText('Dear Zainab').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Send 2 messages' }).click();
  await page.getByText('All rows were taken').waitFor();
  await page.getByRole('link', { name: 'Show its messages' }).click();
  await page.getByText('Dear Ali').waitFor();
});

test('messages are filtered by number and state, and one opens with its timeline and the reason for its way', async () => {
  const { page } = one;
  await seed(server);
  await page.goto('/messages');
  await page.getByLabel('Phone', { exact: true }).fill(NUMBER);
  await page.waitForURL(/phone=/);
  await settled(page);
  await page.getByText('Maize is').first().waitFor({ state: 'detached' });
  await page.getByLabel('Status').selectOption('DELIVERED');
  await page.getByRole('row').filter({ hasText: 'Good morning!' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Why this provider').waitFor();
  await drawer.getByText('Submitted', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(page.url()).toContain('phone=');
});

test('a phone answers, and the answer is read and answered in the inbox', async () => {
  const { page } = one;
  await page.goto(`/handsets/${encodeURIComponent(NUMBER)}`);
  await page.getByLabel('Write from this phone…').fill('Is it open today?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('log').getByText('Is it open today?').waitFor();
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Inbox' }).click();
  await page.getByRole('link', { name: /Is it open today/ }).click();
  await page.getByLabel('Write a reply…').fill('Yes, until six');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('log').getByText('Yes, until six').waitFor();
  await page.getByRole('log').getByText(/· delivered/).first().waitFor();
});

test('a provider is made with its own form, its faults named, then changed, moved and removed', async () => {
  const { page } = one;
  await page.goto('/providers');
  await page.getByRole('link', { name: 'Add provider' }).click();
  await page.getByRole('button', { name: 'Create provider' }).click();
  await page.getByRole('alert').or(page.locator('.mantine-InputWrapper-error')).first().waitFor();
  for (const name of ['first', 'second']) {
    await page.goto('/providers/new');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Username').fill('sandbox');
    await page.getByLabel('API key', { exact: false }).first().fill('atsk_0123456789abcdef');
    await page.getByRole('button', { name: 'Create provider' }).click();
    await page.getByRole('tab', { name: 'State' }).waitFor();
  }
  await page.goto('/providers');
  await page.getByRole('button', { name: 'Move second up' }).click();
  await expect.poll(async () => (await page.getByRole('listitem').filter({ hasText: /first|second/ }).allTextContents())[0]).toContain('second');
  await page.getByRole('link', { name: /^simulator/ }).click();
  await page.getByRole('region', { name: 'Health so far' }).getByRole('listitem').filter({ hasText: 'Up' }).first().waitFor();
  await page.goto('/providers');
  await page.getByRole('link', { name: /^second/ }).click();
  await page.getByRole('region', { name: 'Health so far' }).getByText('Nothing is known yet').waitFor();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Remove provider' }).click();
  await page.getByRole('dialog', { name: 'Remove second?' }).getByRole('button', { name: 'Remove provider' }).click();
  await page.getByRole('link', { name: /^second/ }).waitFor({ state: 'detached' });
});

test('another session is ended, and the log tells of a failed sign-in', async () => {
  const { page } = one;
  const other = await visitor(browser, server);
  await page.goto('/sessions');
  await page.getByRole('button', { name: 'End', exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'End all others' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
  await page.getByRole('button', { name: 'End', exact: true }).first().waitFor({ state: 'detached' });
  await other.page.goto('/messages');
  await other.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await other.context.close();
  await page.goto('/security');
  await page.getByLabel('Event').selectOption('sign_in_failed');
  await page.getByRole('cell', { name: 'Sign-in failed' }).first().waitFor();
});

test('a period is read in full, and taken away as files', async () => {
  const { page } = one;
  await page.goto('/reports?period=today');
  await page.getByRole('region', { name: 'By provider' }).getByText('simulator').waitFor();
  await page.getByRole('img', { name: /Messages by day: \d+ delivered/ }).waitFor();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Figures, CSV' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/\.csv$/);
  const pdf = await page.request.get('/api/sms/reports/delivery.pdf?period=today');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
});

test('the use of the API is counted, and refused calls are found', async () => {
  const { page } = one;
  await fetch(`${server.url}/api/sms/status/msg_0000000000001`, { headers: { Authorization: `Bearer ${server.key}` } });
  await page.goto('/usage');
  await page.getByLabel('Status').selectOption('4xx');
  await page.getByText(/GET \/api\/sms\/status/).first().waitFor({ timeout: 30_000 });
});

test('search finds a page and a message by its id', async () => {
  const { page } = one;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to…' }).fill('provi');
  await page.getByRole('option', { name: 'Providers', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Providers' }).waitFor();
  for (const name of ['Routes', 'Senders', 'Settings', 'Organizations', 'System health']) {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or jump to…' }).fill(name.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }
  const sent = await server.call('POST', '/api/sms/send', { to: NUMBER, body: 'Find me' });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to…' }).fill(String(sent.messageId));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Find me').waitFor();
});

test('the password is changed, and the shortest allowed length is named', async () => {
  const { page } = one;
  await page.goto('/profile');
  await page.getByRole('region', { name: 'Password', exact: true }).getByLabel('Current password').fill(server.password);
  await page.getByLabel('New password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Use at least 10 characters.').waitFor();
  await page.getByLabel('New password', { exact: true }).fill('matatu kibanda ngoma');
  await page.getByLabel('New password again').fill('matatu kibanda ngoma');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Your password was changed').waitFor();
  server.password = 'matatu kibanda ngoma';
});

test('nothing of all this made the console complain', () => {
  const known = (text: string) => /status of (400|401)/.test(text);
  expect(one.complaints.filter((text) => !known(text))).toEqual([]);
});
