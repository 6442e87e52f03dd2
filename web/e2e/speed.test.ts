// What the first page weighs and how long things take. The bytes are a budget and fail; the times are printed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, CDPSession } from 'playwright-core';

import { seed } from './seed';
import { Server } from './server';
import { enter, launch, visit, visitor } from './visit';

const MAX_JS = 150_000;
const MAX_CSS = 20_000;

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

/** Counts the bytes on the wire by kind. */
async function weigh(cdp: CDPSession) {
  const weight = { Script: 0, Stylesheet: 0, Font: 0, Document: 0, Fetch: 0 };
  const kinds = new Map<string, string>();
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  cdp.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? '';
    if (kind in weight) weight[kind as keyof typeof weight] += encodedDataLength;
  });
  return weight;
}

test('the first page weighs at most 150 kB of JavaScript and 20 kB of CSS', async () => {
  const { page, context } = await visitor(browser, server, { bare: true });
  await page.goto('about:blank');
  const weight = await weigh(await context.newCDPSession(page));
  await page.goto('/', { waitUntil: 'networkidle' });
  console.log(`first page, bytes on the wire: ${JSON.stringify(weight)}`);
  expect(weight.Script).toBeGreaterThan(0);
  expect(weight.Script).toBeLessThanOrEqual(MAX_JS);
  expect(weight.Stylesheet).toBeLessThanOrEqual(MAX_CSS);
  await context.close();
});

test('the first number on a slow link', async () => {
  const one = await visit(browser, server, { bare: true });
  await enter(one, server);
  await one.page.goto('about:blank');
  const cdp = await one.context.newCDPSession(one.page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false, latency: 300, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const began = Date.now();
  await one.page.goto('/', { waitUntil: 'commit' });
  await one.page.waitForFunction(() => /\d/.test(document.querySelector('[data-kpi]')?.textContent ?? ''), undefined, { timeout: 60_000 });
  console.log(`first number at 400 kbit/s, 300 ms, CPU a quarter: ${Date.now() - began} ms (aim: 6000)`);
  await one.context.close();
});

test('going from page to page when warm', async () => {
  const { page, context } = await visitor(browser, server);
  const names = ['Messages', 'Providers', 'Dashboard'];
  const goTo = async (name: string) => {
    const began = Date.now();
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    return Date.now() - began;
  };
  for (const name of names) await goTo(name);
  const took: number[] = [];
  for (const name of names) took.push(await goTo(name));
  console.log(`route changes when warm: ${took.join(', ')} ms (aim: 100)`);
  await context.close();
});
