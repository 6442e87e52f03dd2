// Empties dist before a build, but for the file that keeps the folder in the repository: the Rust build watches it.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Removes what an earlier build left. */
export function clean(): Plugin {
  let dist = '';
  return {
    name: 'tuma-clean',
    apply: 'build',
    configResolved(config) {
      dist = join(config.root, config.build.outDir);
    },
    buildStart() {
      for (const name of readdirSync(dist)) {
        if (name !== '.gitignore') rmSync(join(dist, name), { recursive: true });
      }
    },
  };
}
