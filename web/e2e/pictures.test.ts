// The pictures of the manual and of the README: made on request (`PICTURES=1 npm run e2e -- pictures`), with data that
// look like a morning's work.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';
import type { Browser } from 'playwright-core';

import { seed, seedManaged } from './seed';
import { Server } from './server';
import { DESK, launch, PHONE, settled, visitor, type Look } from './visit';

const FOLDER = fileURLToPath(new URL('../../docs/pictures', import.meta.url));
const wanted = Boolean(process.env.PICTURES);

const PICTURES: { name: string; path: string; look: Look }[] = [
  { name: 'dashboard', path: '/', look: { size: DESK } },
  { name: 'dashboard-phone', path: '/', look: { size: PHONE, scheme: 'dark' } },
  { name: 'inbox', path: '/inbox/%2B254712345678', look: { size: DESK, scheme: 'dark' } },
  { name: 'routes', path: '/routes', look: { size: DESK } },
  { name: 'urdu', path: '/send', look: { size: DESK, language: 'ur' } },
];

let server: Server;
let browser: Browser;

beforeAll(async () => {
  if (!wanted) return;
  mkdirSync(FOLDER, { recursive: true });
  server = await Server.start();
  await seed(server);
  await seedManaged(server);
  const recipients = Array.from({ length: 640 }, (_, at) => ({ to: `+25471${String(1_000_000 + at * 37).padStart(7, '0')}` }));
  await server.call('POST', '/api/sms/send-bulk', { recipients, body: 'Dear parent, school opens on Monday at 8:00.' });
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

test.runIf(wanted)('pictures', async () => {
  for (const { name, path, look } of PICTURES) {
    const { page, context } = await visitor(browser, server, look);
    await page.goto(path, { waitUntil: 'load' });
    await settled(page);
    await page.screenshot({ path: `${FOLDER}/${name}.png` });
    await context.close();
  }
});
