// All pages × light and dark × desk and phone × English and Urdu: nothing that axe-core finds, no complaint in the
// console, nothing wider than the screen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';

import { PLACES } from './places';
import { seed, seedManaged } from './seed';
import { Server } from './server';
import { DESK, launch, overflow, PHONE, settled, violations, visit, visitor } from './visit';

let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = await Server.start();
  await seed(server);
  await seedManaged(server);
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

const looks = (['light', 'dark'] as const).flatMap((scheme) =>
  [DESK, PHONE].flatMap((size) => (['en', 'ur'] as const).map((language) => ({ scheme, size, language }))));

for (const look of looks) {
  const name = `${look.scheme}, ${look.size.width} px, ${look.language}`;
  test(`every page is in order: ${name}`, async () => {
    const door = await visit(browser, server, look);
    await door.page.goto('/');
    await door.page.locator('h1').waitFor();
    expect(await violations(door.page), `the door, ${name}`).toEqual([]);
    await door.context.close();

    const { page, context, complaints } = await visitor(browser, server, look);
    const found: string[] = [];
    for (const path of PLACES) {
      await page.goto(path);
      await settled(page);
      found.push(...(await violations(page)).map((one) => `${path}: ${one}`));
      const wider = await overflow(page);
      if (wider > 0) found.push(`${path}: is ${wider} px wider than the screen`);
      const turned = await page.evaluate(() => document.documentElement.dir);
      if (turned !== (look.language === 'ur' ? 'rtl' : 'ltr')) found.push(`${path}: reads ${turned}`);
    }
    await page.goto('/messages');
    await settled(page);
    await page.locator('#main tbody tr, #main li button').first().click();
    await page.getByRole('dialog').locator('ol').waitFor();
    found.push(...(await violations(page)).map((one) => `a message: ${one}`));
    for (const path of ['/senders', '/requests', '/organizations', '/routes']) {
      await page.goto(path);
      await settled(page);
      await page.locator('#main tbody tr button, #main ul:not([role]) li :is(a, button)').first().click();
      await page.getByRole('dialog').getByRole('button').nth(1).waitFor();
      found.push(...(await violations(page)).map((one) => `one of ${path}: ${one}`));
    }
    await page.goto('/webhooks');
    await settled(page);
    await page.locator('#main tbody tr, #main li button').first().click();
    await page.getByRole('tab').first().waitFor();
    await settled(page);
    found.push(...(await violations(page)).map((one) => `a webhook: ${one}`));
    const wider = await overflow(page);
    if (wider > 0) found.push(`a webhook: is ${wider} px wider than the screen`);
    await page.locator('#main tbody tr, #main li button').first().click();
    await page.getByRole('dialog').locator('pre').first().waitFor();
    found.push(...(await violations(page)).map((one) => `a try: ${one}`));
    await context.close();
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });
}
