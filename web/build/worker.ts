// Emits sw.js: the service worker, with the names of the files that this build has written into it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Only what the first page needs is fetched ahead; the other files are kept when they are first used. */
export function worker(): Plugin {
  let root = '';
  return {
    name: 'tuma-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    generateBundle(_options, bundle) {
      const ahead = new Set<string>();
      const take = (name: string) => {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk' || ahead.has(name)) return;
        ahead.add(name);
        chunk.imports.forEach(take);
        chunk.viteMetadata?.importedCss.forEach((css) => ahead.add(css));
      };
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === 'chunk' && file.isEntry) take(name);
      }
      const files = ['/offline.html', ...[...ahead].sort().map((name) => `/${name}`)];
      const version = createHash('sha256').update(Object.keys(bundle).sort().join()).digest('hex').slice(0, 12);
      const source = readFileSync(join(root, 'src/worker.js'), 'utf8')
        .replace("'__VERSION__'", JSON.stringify(version))
        .replace("['__FILES__']", JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}
