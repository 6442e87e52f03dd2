// How the dashboard is built: hashed files under assets/, each beside its brotli twin, one worker that knows their names.
import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';

import { clean } from './build/clean.ts';
import { precompress } from './build/precompress.ts';
import { stylesOfMantine } from './build/styles.ts';
import { worker } from './build/worker.ts';

const server = process.env.TUMA_URL ?? 'http://127.0.0.1:8080';
/** While the server is away a proxy answers 502, as those in front of real servers do. */
const away: ProxyOptions['configure'] = (proxy) =>
  proxy.on('error', (_, __, response) => {
    if ('writeHead' in response && !response.headersSent) response.writeHead(502).end();
  });
const proxy = Object.fromEntries(
  ['/api', '/docs', '/health', '/metrics'].map((path) => [path, { target: server, changeOrigin: false, configure: away }]),
);

export default defineConfig({
  plugins: [react(), clean(), stylesOfMantine(), worker(), precompress()],
  // The server puts a nonce of its own into each answer in place of this word.
  html: { cspNonce: '__TUMA_NONCE__' },
  build: {
    target: 'es2022',
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        // What the first page needs comes as one file: on a slow link each request costs more than a few kilobytes.
        codeSplitting: { groups: [{ name: 'first', test: /\/src\/(main\.tsx|pages\/dashboard\/)/ }] },
      },
    },
  },
  server: { proxy },
  preview: { proxy },
});
