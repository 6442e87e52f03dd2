// A minute of live traffic at 200 messages a second: the tab stays quick, and its memory does not grow without end.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, CDPSession, Page } from 'playwright-core';

import { seed } from './seed';
import { Server } from './server';
import { launch, visitor } from './visit';

const SECONDS = 60;
const PER_SECOND = 200;
/** Calls a second, so that the traffic is even. */
const CALLS = 4;
/** A task of the page's that is longer froze the tab, on however slow a machine. */
const LONGEST_TASK_MS = 2_000;
/** From a click to the page that was asked for. */
const LONGEST_WAIT_MS = 5_000;
/** What the heap may grow between the first quarter of the minute and its end. */
const MOST_GROWN = 12_000_000;

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

const sleepUntil = (time: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, time - Date.now())));

/** Sends at the pace, whatever the page does; resolves to how many were accepted. */
async function traffic(began: number): Promise<number> {
  let accepted = 0;
  for (let call = 0; call < SECONDS * CALLS && Date.now() < began + SECONDS * 1_000; call += 1) {
    const recipients = Array.from({ length: PER_SECOND / CALLS }, (_, at) => ({
      to: `+25471${String((call * 50 + at) % 10_000_000).padStart(7, '0')}`,
    }));
    const answer = await server.call('POST', '/api/sms/send-bulk', { recipients, body: `Live traffic, call ${call}` });
    accepted += Number(answer.accepted ?? 0);
    await sleepUntil(began + ((call + 1) * 1_000) / CALLS);
  }
  return accepted;
}

/** Notes the page's long tasks and how many events its stream told. */
async function observe(page: Page) {
  await page.addInitScript(() => {
    const seen = { tasks: [] as number[], frames: 0 };
    (window as unknown as { seen: typeof seen }).seen = seen;
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    const Plain = window.EventSource;
    window.EventSource = class extends Plain {
      constructor(url: string | URL) {
        super(url);
        this.addEventListener('messages', () => { seen.frames += 1; });
      }
    };
  });
}

const seen = (page: Page) => page.evaluate(() => (window as unknown as { seen: { tasks: number[]; frames: number } }).seen);

async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

/** Goes to a page through the menu; how long until it is there. */
async function goTo(page: Page, name: string): Promise<number> {
  const began = Date.now();
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor({ state: 'attached' });
  return Date.now() - began;
}

test('a minute at 200 messages a second neither freezes the tab nor fills its memory', async () => {
  const { page, context, complaints } = await visitor(browser, server);
  await observe(page);
  await page.goto('/messages');
  await page.getByText('Good morning!').waitFor();
  const cdp = await context.newCDPSession(page);
  const began = Date.now();
  const sending = traffic(began);
  const waits: number[] = [];
  const heaps: number[] = [];
  for (let quarter = 0; quarter < 4; quarter += 1) {
    for (const name of ['Dashboard', 'Inbox', 'Messages']) {
      waits.push(await goTo(page, name));
      await sleepUntil(began + (waits.length * SECONDS * 1_000) / 12);
    }
    heaps.push(await heap(cdp));
  }
  const accepted = await sending;
  await page.getByText('Live traffic, call').first().waitFor();
  const { tasks, frames } = await seen(page);
  const longest = Math.round(Math.max(0, ...tasks));
  console.log(`live traffic: ${accepted} messages in ${SECONDS} s, ${frames} frames of events; longest task ${longest} ms of ${tasks.length} over 50 ms; `
    + `page changes ${waits.join(', ')} ms; heap after collecting garbage ${heaps.map((one) => (one / 1e6).toFixed(1)).join(', ')} MB`);
  expect(accepted).toBeGreaterThan((SECONDS * PER_SECOND) / 2);
  expect(frames).toBeGreaterThan(SECONDS / 2);
  expect(longest).toBeLessThan(LONGEST_TASK_MS);
  expect(Math.max(...waits)).toBeLessThan(LONGEST_WAIT_MS);
  expect(heaps.at(-1)! - heaps[0]!).toBeLessThan(MOST_GROWN);
  expect(complaints).toEqual([]);
  await context.close();
});
