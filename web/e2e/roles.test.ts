// What a role may not do is not shown to it, and is refused all the same.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';

import { seed } from './seed';
import { Server } from './server';
import { launch, settled, visitor, type Visit } from './visit';

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

/** Somebody with this role, signed in. */
async function as(role: string): Promise<Visit> {
  const email = `${role}@demo.example`;
  const made = JSON.parse(server.tuma('--json', 'user', 'add', email, '--org', 'demo', '--role', role)) as { password: string };
  return visitor(browser, server, {}, { email, password: made.password });
}

const menu = async ({ page }: Visit) =>
  (await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allTextContents()).map((name) => name.trim());

test('a viewer sees what there is to read, and nothing that changes anything', async () => {
  const one = await as('viewer');
  const { page, context, complaints } = one;
  const shown = await menu(one);
  expect(shown).toContain('Messages');
  expect(shown).toContain('Inbox');
  for (const name of ['Send', 'Providers', 'API keys', 'Webhooks', 'Billing', 'API usage', 'Security log']) expect(shown).not.toContain(name);
  for (const path of ['/', '/messages', '/inbox/%2B254712345678', '/batches', '/handsets']) {
    await page.goto(path);
    await settled(page);
    expect(await page.getByRole('link', { name: /^Send( |$)/ }).count(), path).toBe(0);
    expect(await page.getByRole('textbox', { name: /Write/ }).count(), path).toBe(0);
  }
  for (const path of ['/send', '/providers', '/webhooks', '/security']) {
    await page.goto(path);
    await page.getByText('There is nothing here').waitFor();
  }
  expect(complaints).toEqual([]);
  const refused = await page.evaluate(async () => {
    const me = (await (await fetch('/api/auth/me')).json()) as { data: { csrfToken: string } };
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': me.data.csrfToken };
    return (await fetch('/api/sms/send', { method: 'POST', headers, body: '{"to":"+254712345678","body":"x"}' })).status;
  });
  expect(refused).toBe(403);
  await context.close();
});

test('an operator sends and answers, and sees no keys, providers or money', async () => {
  const one = await as('operator');
  const shown = await menu(one);
  expect(shown).toEqual(expect.arrayContaining(['Dashboard', 'Inbox', 'Send', 'Messages']));
  for (const name of ['Providers', 'API keys', 'Webhooks', 'Billing']) expect(shown).not.toContain(name);
  await one.page.goto('/');
  await settled(one.page);
  expect(await one.page.getByRole('region', { name: 'Delivery trend' }).count()).toBe(0);
  expect(one.complaints).toEqual([]);
  await one.context.close();
});
