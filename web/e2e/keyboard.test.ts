// The main jobs by keyboard alone, on a phone's screen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';

import { NUMBER, seed, seedManaged } from './seed';
import { Server } from './server';
import { launch, PHONE, settled, tabTo, visit, type Visit } from './visit';

let server: Server;
let browser: Browser;
let one: Visit;

beforeAll(async () => {
  server = await Server.start();
  await seed(server);
  await seedManaged(server);
  browser = await launch();
  one = await visit(browser, server, { size: PHONE });
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

/** Goes to a page through the menu, as a phone has it. */
async function go(page: Page, name: string) {
  await page.locator('body').focus();
  await tabTo(page, 'Open the menu');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, name);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

test('one signs in, and the first thing that Tab reaches leads past the menu', async () => {
  const { page } = one;
  await page.goto('/');
  await tabTo(page, 'E-mail');
  await page.keyboard.type(server.email);
  await tabTo(page, 'Password');
  await page.keyboard.type(server.password);
  await page.keyboard.press('Enter');
  await page.locator('#main').waitFor();
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Skip to the page' }).waitFor();
});

test('a message is sent and followed to its delivery', async () => {
  const { page } = one;
  await go(page, 'Send');
  await tabTo(page, /^Phone number/);
  await page.keyboard.type('0712345678');
  await tabTo(page, /^Message/);
  await page.keyboard.type('From the keyboard');
  await tabTo(page, 'Send now');
  await page.keyboard.press('Enter');
  await page.getByText('This is what became of it').waitFor();
});

test('a message is opened from the list and closed again', async () => {
  const { page } = one;
  await go(page, 'Messages');
  await settled(page);
  await tabTo(page, /From the keyboard/, 'button');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Timeline').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('a conversation is opened, answered and left', async () => {
  const { page } = one;
  await go(page, 'Inbox');
  await tabTo(page, new RegExp(NUMBER.replace('+', '\\+')), 'a');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Write a reply…');
  await page.keyboard.type('We are open');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('We are open').waitFor();
  await page.locator('body').focus();
  await tabTo(page, 'Back to the list');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
});

test('a page is found with Ctrl K and the arrow keys', async () => {
  const { page } = one;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to…' }).waitFor();
  await page.keyboard.type('se');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const chosen = await page.getByRole('option', { selected: true }).textContent();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: chosen?.trim() }).waitFor();
});

test('a sender ID is asked for', async () => {
  const { page } = one;
  await go(page, 'Senders');
  await tabTo(page, 'Ask for a sender ID');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^Sender ID/);
  await page.keyboard.type('KEYBOARD');
  await tabTo(page, /^Purpose/);
  await page.keyboard.type('Typed on a phone');
  await tabTo(page, 'Send request');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'KEYBOARD' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('a setting is changed', async () => {
  const { page } = one;
  await go(page, 'Settings');
  await tabTo(page, 'Currency');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('KES');
  await tabTo(page, 'Save changes');
  await page.keyboard.press('Enter');
  await page.getByText('Saved', { exact: true }).waitFor();
});

test('a route is moved, and where a message would go is asked', async () => {
  const { page } = one;
  await go(page, 'Routes');
  await tabTo(page, 'Move Fees up');
  await page.keyboard.press('Enter');
  await page.getByText('Fees is now number 1 of 2').waitFor({ state: 'attached' });
  await expect.poll(() => page.getByRole('list', { name: 'Routes' }).locator('strong').allTextContents()).toEqual(['Fees', 'Kenya']);
  await tabTo(page, /^Phone number/);
  await page.keyboard.type('0712345678');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Why this provider' }).waitFor();
});

test('a page is reached with g and its letter, and the list of them opens with a question mark', async () => {
  const { page } = one;
  await page.goto('/messages');
  await settled(page);
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await page.getByRole('heading', { level: 1, name: 'System health' }).waitFor();
  await page.keyboard.press('Shift+?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await tabTo(page, 'Single-letter shortcuts');
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('heading', { level: 1, name: 'System health' }).waitFor();
});

test('the organization’s phone answers from its own keyboard', async () => {
  const { page } = one;
  await go(page, 'Handsets');
  await tabTo(page, 'Write from this phone…');
  await page.keyboard.type('Thanks');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Thanks').waitFor();
  expect(one.complaints.filter((text) => !/status of 401/.test(text))).toEqual([]);
});
