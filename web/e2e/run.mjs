// Runs the browser tests: makes sure of Chromium, the built pages and a binary that holds them, then starts vitest.
//
//   npm run e2e [-- FILTER…]     E2E_BINARY names the binary; else it is looked for in Cargo's target folder
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

if (!existsSync(chromium)) {
  console.log('Chromium is not here; installing it with apt-get');
  const root = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  const apt = [...root, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-core'];
  execFileSync(apt[0], apt.slice(1), { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

const target = process.env.CARGO_TARGET_DIR ?? join(web, '../target');
const binary = process.env.E2E_BINARY ?? ['debug', 'demo', 'release'].map((one) => join(target, one, 'tuma')).find((path) => existsSync(path));
if (!binary) {
  console.error('no tuma binary: build one (cargo build -p tuma) or name it in E2E_BINARY');
  process.exit(1);
}

const vitest = spawnSync(process.execPath, [join(web, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'e2e/vitest.config.ts', ...process.argv.slice(2)], {
  cwd: web, stdio: 'inherit', env: { ...process.env, E2E_BINARY: binary, CHROMIUM: chromium },
});
process.exit(vitest.status ?? 1);
