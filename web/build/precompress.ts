// Writes a brotli twin beside every file that gets smaller by it, so that the server compresses nothing.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const WORTH = /\.(js|css|svg|webmanifest|json)$/;

/** Compresses at the strongest level: it is done once, and read for a year. */
export function precompress(): Plugin {
  let dist = '';
  return {
    name: 'tuma-precompress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      dist = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const path of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
        if (!WORTH.test(path)) continue;
        const plain = readFileSync(join(dist, path));
        const small = brotliCompressSync(plain, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
        });
        if (small.length < plain.length) writeFileSync(join(dist, `${path}.br`), small);
      }
    },
  };
}
