// A visitor with a browser: signs in, goes about, and remembers whatever the console complained of.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

import type { Server } from './server';

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
    ],
  });

export interface Look {
  size?: { width: number; height: number };
  scheme?: 'light' | 'dark';
  language?: 'en' | 'sw' | 'ur';
  /** Without a service worker, so that every byte comes over the wire. */
  bare?: boolean;
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the console complained of, and errors that nobody caught. */
  complaints: string[];
}

/** A new browser profile on the server, signed out. */
export async function visit(browser: Browser, server: Server, look: Look = {}): Promise<Visit> {
  const { size = DESK, scheme = 'light', language = 'en', bare = false } = look;
  const context = await browser.newContext({
    baseURL: server.pages, viewport: size, colorScheme: scheme, reducedMotion: 'reduce', hasTouch: size === PHONE,
    serviceWorkers: bare ? 'block' : 'allow', permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(15_000);
  await context.addInitScript((code) => localStorage.setItem('tuma-language', code), language);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  return { page, context, complaints };
}

/** What somebody signs in with. */
export interface Login {
  email: string;
  password: string;
}

/** Signs in through the form, by keyboard, and waits for the shell. */
export async function enter({ page, complaints }: Visit, who: Login): Promise<void> {
  await page.goto('/');
  await page.locator('input[type=email]').fill(who.email);
  await page.locator('input[type=password]').fill(who.password);
  await page.keyboard.press('Enter');
  await page.locator('#main').waitFor();
  // Whoever is not signed in yet is told so by a 401, which the console notes.
  complaints.splice(0);
}

/** A visitor who is in. */
export async function visitor(browser: Browser, server: Server, look: Look = {}, who: Login = server): Promise<Visit> {
  const one = await visit(browser, server, look);
  await enter(one, who);
  return one;
}

/** Waits until nothing on the page is loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#main :is(h1, h2):visible').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('#main [aria-busy="true"]'));
}

/** What axe-core finds, in words; empty where it finds nothing. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = (window as unknown as { axe: { run: (options: object) => Promise<{ violations: Found[] }> } }).axe;
    interface Found { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }
    const found = await run.run({ resultTypes: ['violations'] });
    return found.violations.map((one) => `${one.id}: ${one.help} at ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.failureSummary ?? ''})`).join('; ')}`);
  });
}

/** By how many pixels the page is wider than the screen. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Presses Tab until the element with this name has the focus; fails after many. */
export async function tabTo(page: Page, name: string | RegExp, role?: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press('Tab');
    const [at, is] = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return ['', ''];
      const labels = (element as HTMLInputElement).labels;
      const name = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? '';
      return [name.trim(), element.getAttribute('role') ?? element.tagName.toLowerCase()];
    });
    const fits = typeof name === 'string' ? at === name : name.test(at ?? '');
    if (fits && (!role || is === role)) return;
  }
  throw new Error(`nothing called ${name} is reached with the Tab key`);
}

/** The field for a message's text. */
export const text = (page: Page) => page.getByRole('textbox', { name: /^Message/ });
