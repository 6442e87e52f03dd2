// Signing in at an issuer (npm oidc-provider, as the interop tests run it): from a button, in each language, and what is
// said to whoever is not let in.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';

import { freePort, Server } from './server';
import { launch, visit } from './visit';

const EMAIL = 'amina@example.org';
const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'interop/node/node_modules');

let issuer: ChildProcess;
let server: Server;
let browser: Browser;

/** Has the issuer do something. */
async function order(what: string, more: object): Promise<Record<string, string>> {
  const answered = once(createInterface({ input: issuer.stdout! }), 'line') as Promise<[string]>;
  issuer.stdin!.write(`${JSON.stringify({ call: 1, do: what, ...more })}\n`);
  return JSON.parse((await answered)[0]) as Record<string, string>;
}

const account = (email: string) => ({ who: { sub: `subject of ${email}`, email, email_verified: true, name: 'Amina' } });

beforeAll(async () => {
  const env = { ...process.env, NODE_PATH: packages };
  issuer = spawn(process.execPath, [join(root, 'tests/interop/issuer_npm.mjs')], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  server = await Server.start(async (port) => {
    const redirects = [`http://127.0.0.1:${port}/api/auth/issuers/house/callback`];
    const { url, client, secret } = await order('start', { port: await freePort(), redirects });
    const table = `{name="house",title="Our House",issuer="${url}",client_id="${client}",client_secret="${secret}"}`;
    return { TUMA_SIGN_IN__OIDC: `[${table}]` };
  });
  server.tuma('user', 'add', EMAIL, '--org', 'demo', '--role', 'operator');
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
  issuer?.kill();
});

test('a button leads to the issuer and back to the page that was asked for', async () => {
  await order('be', account(EMAIL));
  const { page, complaints } = await visit(browser, server);
  await page.goto('/messages?status=FAILED');
  await page.getByRole('link', { name: 'Sign in with Our House' }).click();
  await page.getByRole('heading', { name: 'Messages' }).waitFor();
  expect(new URL(page.url()).search).toBe('?status=FAILED');
  // Nobody is signed in at first, which the first look is told.
  expect(complaints.filter((one) => !one.includes('401'))).toEqual([]);
});

test('the button speaks each language', async () => {
  for (const [language, name] of [['sw', 'Ingia kwa Our House'], ['ur', 'Our House سے سائن ان کریں']] as const) {
    const { page } = await visit(browser, server, { language });
    await page.goto('/');
    await page.getByRole('link', { name }).waitFor();
  }
});

test('whoever has no account is told so, once, and can use a password', async () => {
  await order('be', account('stranger@example.org'));
  const { page } = await visit(browser, server);
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in with Our House' }).click();
  await page.getByRole('alert').getByText('There is no account for you here.').waitFor();
  expect(new URL(page.url()).search).toBe('');
  await page.getByLabel('E-mail').fill(server.email);
  await page.getByLabel('Password', { exact: true }).fill(server.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
});

test('what somebody wrote into the address is not said in our name', async () => {
  const { page } = await visit(browser, server);
  await page.goto('/?signIn=Call%20us%20at%20once');
  await page.getByRole('alert').getByText('Signing in failed. Begin again.').waitFor();
  expect(await page.getByText('Call us').count()).toBe(0);
});
