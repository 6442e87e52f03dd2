// Markup in what others write is shown as the text it is, on every page that shows it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';

import { PLACES } from './places';
import { MARKUP, NUMBER, seedManaged, seedMarkup } from './seed';
import { Server } from './server';
import { launch, settled, visitor } from './visit';

let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = await Server.start();
  await seedMarkup(server);
  await seedManaged(server, MARKUP);
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

test('markup in names, bodies and cells is text, and none of it runs', async () => {
  const { page, context, complaints } = await visitor(browser, server);
  await page.goto('/providers/new');
  await page.getByLabel('Name', { exact: true }).fill('<b onclick=alert(1)>bold</b>');
  await page.getByLabel('Username').fill('sandbox');
  await page.getByLabel('API key', { exact: false }).first().fill('atsk_0123456789abcdef');
  await page.getByRole('button', { name: 'Create provider' }).click();
  for (const path of PLACES) {
    await page.goto(path);
    await settled(page);
    expect(await page.locator('#root img[src="x"], #root script, #root b[onclick]').count(), path).toBe(0);
  }
  for (const path of ['/messages', `/inbox/${encodeURIComponent(NUMBER)}`, `/handsets/${encodeURIComponent(NUMBER)}`]) {
    await page.goto(path);
    await page.getByText(MARKUP).first().waitFor();
  }
  await page.goto('/webhooks');
  await page.getByText(MARKUP).first().waitFor();
  await page.getByRole('row').nth(1).click();
  await page.getByRole('heading', { level: 1, name: MARKUP }).waitFor();
  await page.getByRole('row').nth(1).click();
  await page.getByRole('dialog').locator('pre').first().waitFor();
  await page.goto('/send?many');
  const csv = `name,phone\n"${MARKUP.replaceAll('"', '""')}",${NUMBER}\n`;
  await page.locator('input[type=file]').setInputFiles({ name: '<i>list</i>.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('<i>list</i>.csv').waitFor();
  await page.getByRole('cell', { name: '<img src=x' }).waitFor();
  expect(await page.evaluate(() => (window as unknown as { hurt?: number }).hurt)).toBeUndefined();
  expect(complaints.filter((text) => !/status of 400/.test(text))).toEqual([]);
  await context.close();
});
