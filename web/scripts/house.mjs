// The house rules of the dashboard's sources: files open with a comment and stay short, nothing is `any`, colours are
// tokens, and every language has the words of English.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAX_LINES = 250;
const web = fileURLToPath(new URL('..', import.meta.url));
const faults = [];

const sources = ['src', 'build', 'e2e', 'scripts'].flatMap((folder) =>
  readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|mjs|js)$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => join(folder, path)));

for (const path of sources) {
  const text = readFileSync(join(web, path), 'utf8');
  const lines = text.split('\n').length - 1;
  if (!text.startsWith('// ')) faults.push(`${path}: does not open with a comment that says what it is for`);
  if (lines > MAX_LINES) faults.push(`${path}: has ${lines} lines, more than ${MAX_LINES}`);
  if (/(:|as|<)\s*any\b/.test(text)) faults.push(`${path}: uses any`);
  if (/@ts-(ignore|nocheck)|dangerouslySet/.test(text) && !path.startsWith('scripts')) faults.push(`${path}: goes around a check`);
  if (path.startsWith('src/pages') && /#[0-9a-f]{3,8}\b['"; ]/i.test(text)) faults.push(`${path}: has a colour that is no token`);
}

for (const path of readdirSync(join(web, 'src'), { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.module.css'))) {
  const text = readFileSync(join(web, 'src', path), 'utf8');
  if (/(margin|padding|border|inset)-(left|right)|[^-](left|right):/.test(text)) faults.push(`src/${path}: names left or right, which turns round`);
}

const words = (code) => JSON.parse(readFileSync(join(web, `src/i18n/${code}.json`), 'utf8'));
const english = words('en');
const placeholders = (entry) => new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? []);
for (const code of ['sw', 'ur']) {
  const other = words(code);
  for (const key of Object.keys(english)) {
    if (!(key in other)) faults.push(`${code}.json: lacks ${key}`);
    else for (const one of placeholders(english[key])) {
      if (!placeholders(other[key]).has(one)) faults.push(`${code}.json: ${key} lacks ${one}`);
    }
  }
  for (const key of Object.keys(other)) if (!(key in english)) faults.push(`${code}.json: ${key} is not in en.json`);
}

const code = sources.filter((path) => path.startsWith('src/')).map((path) => readFileSync(join(web, path), 'utf8')).join('\n');
for (const key of Object.keys(english)) {
  const group = key.slice(0, key.lastIndexOf('.'));
  if (!code.includes(`'${key}'`) && !code.includes(`word('${group}'`) && !code.includes(`t(\`${group}.`)) {
    faults.push(`en.json: nothing says ${key}`);
  }
}

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`house: ${sources.length} files, ${Object.keys(english).length} words, all in order`);
