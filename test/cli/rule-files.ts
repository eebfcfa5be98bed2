/** Files for the commands that read rules, and what their output must fit. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

export const folder: string = mkdtempSync(path.join(tmpdir(), 'portolan-verify-'));
// Several test files of a worker share it.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
export const file = (name: string, content: string | Buffer): string => {
  const full = path.join(folder, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
};

export const CONTOSO: string = 'examples/contoso';
export const RULES: string = `${CONTOSO}/rules/filters/core.nft`;
export const CLEAN: string = readFileSync(new URL(`../../${RULES}`, import.meta.url), 'utf8');

/** The generated rules with a line that closes something, and one that opens something. */
export const BROKEN: string = file(
  'broken.nft',
  CLEAN.replace(
    /^( *)jump plan$/m,
    '$1ip saddr 10.20.0.0/24 ip daddr 10.10.2.61 tcp dport 445 drop\n$1jump plan\n$1ip daddr 10.10.1.10 tcp dport 3389 accept',
  ),
);
/** Odd, but not by the severity of errors. */
export const ODD: string = file(
  'odd.nft',
  'table inet t {\n  chain c {\n    type filter hook forward priority 0; policy drop;\n' +
    '    ip saddr 10.0.0.0/8 tcp dport 443 accept\n    ip saddr 10.1.0.0/16 tcp dport 443 accept\n  }\n}\n',
);

export const usage: { readonly code: number; readonly out: string } = { code: 2, out: '' };
export const schema: object = JSON.parse(
  readFileSync(new URL('../../schema/findings.schema.json', import.meta.url), 'utf8'),
) as object;
/** What a schema has to say against a document: nothing. */
export function unfit(name: string, document: string): unknown {
  const text = readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8');
  const ajv = new Ajv2020({ strict: false });
  ajv.validate(JSON.parse(text) as object, JSON.parse(document));
  return ajv.errors ?? [];
}
export const sarif: object = JSON.parse(
  readFileSync(new URL('../fixtures/sarif/sarif-2.1.0.json', import.meta.url), 'utf8'),
) as object;
