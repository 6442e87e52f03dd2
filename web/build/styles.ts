// Keeps src/theme/mantine.css and src/theme/rest.css: the style sheets of just those Mantine components that end up in the
// bundle, in Mantine's own order; the first file holds those of the first page, the second one comes with the other pages.
// A build with another choice rewrites the files; under CI it fails instead, so that none is silently missed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const COMPONENT = /@mantine\/core\/esm\/components\/([A-Za-z]+)\//;
const HEAD = '/* Written by the build from what it bundles: see build/styles.ts. */\n';
/** The chunk of the first page, as vite.config.ts names it. */
const FIRST = 'first';
/** What the others rest on without importing it. */
const ALWAYS = ['ScrollArea', 'Paper', 'Popover', 'CloseButton', 'Group', 'Overlay', 'ModalBase', 'Input', 'InlineInput', 'Flex'];

/** Looks at the bundle and compares. */
export function stylesOfMantine(): Plugin {
  let root = '';
  return {
    name: 'tuma-mantine-styles',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    generateBundle(_options, bundle) {
      const first = new Set(['UnstyledButton', 'VisuallyHidden']);
      const rest = new Set(ALWAYS);
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        for (const [id, module] of Object.entries(file.modules)) {
          const component = module.renderedLength > 0 ? COMPONENT.exec(id)?.[1] : undefined;
          if (component) (file.name === FIRST ? first : rest).add(component);
        }
      }
      const sheets = {
        'mantine.css': ['baseline', 'global', ...ordered(root, first)],
        'rest.css': ordered(root, new Set([...rest].filter((name) => !first.has(name)))),
      };
      for (const [name, of] of Object.entries(sheets)) {
        const text = HEAD + of.map((one) => `@import '@mantine/core/styles/${one}.css';\n`).join('');
        const path = join(root, 'src/theme', name);
        if (readFileSync(path, 'utf8') === text) continue;
        if (process.env.CI === 'true') this.error(`src/theme/${name} is not what the bundle uses: run npm run build`);
        writeFileSync(path, text);
        this.warn(`src/theme/${name} was rewritten: build once more`);
      }
    },
  };
}

/** Those that have a sheet of their own, in the order of Mantine's whole sheet. */
function ordered(root: string, names: Set<string>): string[] {
  const folder = join(root, 'node_modules/@mantine/core/styles');
  const all = readFileSync(join(folder, '../styles.css'), 'utf8');
  const place = (name: string) => {
    const css = readFileSync(join(folder, `${name}.css`), 'utf8');
    return all.indexOf(css.slice(css.indexOf('.m_'), css.indexOf('.m_') + 11));
  };
  return [...names].filter((name) => existsSync(join(folder, `${name}.css`))).sort((a, b) => place(a) - place(b));
}
