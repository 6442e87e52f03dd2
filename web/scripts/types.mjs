// Writes src/api/schema.d.ts from the server's own OpenAPI document; with --check, fails where it is another one.
//
// The document is printed by the binary (`tuma openapi`): E2E_BINARY names it, else it is looked for in Cargo's target folder.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const web = fileURLToPath(new URL('..', import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(web, '../target');
const binaries = [process.env.E2E_BINARY, ...['debug', 'demo', 'release'].map((profile) => join(target, profile, 'tuma'))];
const binary = binaries.find((path) => path && existsSync(path));
if (!binary) throw new Error('no tuma binary found: build one (cargo build -p tuma) or name it in E2E_BINARY');

const document = JSON.parse(execFileSync(binary, ['openapi'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
const options = { rootTypes: true, rootTypesNoSchemaPrefix: true, alphabetize: true };
const head = '// Written by `npm run types` from the server\'s OpenAPI document. Do not edit.\n\n';
const text = head + astToString(await openapiTS(document, options));

const path = join(web, 'src/api/schema.d.ts');
if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) {
  console.error(`src/api/schema.d.ts is not what ${binary} describes: run npm run types`);
  process.exit(1);
}
