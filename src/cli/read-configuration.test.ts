import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from './exit.ts';
import { processIo } from './io.ts';
import { readConfiguration } from './read-configuration.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-read-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Buffer): string => {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
};

const io = processIo(process, true);
const CONTEXT = { interfaces: new Map() };
const NFT =
  'table inet t {\n  chain c { type filter hook forward priority 0; policy drop;\n    tcp dport 443 accept\n  }\n}\n';

const read = (name: string, content: string | Buffer, dialect?: string) =>
  readConfiguration(file(name, content), io, CONTEXT, dialect);

const utf16 = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

describe('readConfiguration', () => {
  it.each([
    ['UTF-8', Buffer.from(NFT)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${NFT}`)],
    ['UTF-16, little end first', utf16(NFT, false)],
    ['UTF-16, big end first', utf16(NFT, true)],
    ['CRLF', Buffer.from(NFT.replaceAll('\n', '\r\n'))],
  ])('reads %s', async (_, bytes) => {
    const result = await read('a.nft', bytes);
    if (!('configuration' in result)) throw new Error(JSON.stringify(result.diagnostics));
    expect(result.reader.id).toBe('nftables');
    const [rule] = result.configuration.rulesets[0]?.rules ?? [];
    expect(rule?.place.line).toBe(3);
    expect(result.text.slice(rule?.span.start, rule?.span.end)).toContain('tcp dport 443');
  });

  it.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0]), 'PT8012', 'is no text'],
    ['zeros', Buffer.from('table inet t {\0}'), 'PT8012', 'is no text'],
    ['half of a UTF-16 character', Buffer.from([0xff, 0xfe, 0x41]), 'PT8012', 'is no text'],
    ['nothing', '', 'PT8007', 'is empty'],
    ['prose', 'Dear all,\nplease open port 443.\n', 'PT8008', 'what language'],
  ])('says what is wrong with %s', async (_, content, code, message) => {
    const result = await read('b', content);
    expect('configuration' in result).toBe(false);
    expect(result.diagnostics.map((d) => d.code)).toEqual([code]);
    expect(result.diagnostics[0]?.message).toContain(message);
  });

  it('tells a file that is too large', async () => {
    const large = file('large', '');
    truncateSync(large, 64 * 1024 * 1024 + 1);
    const { diagnostics } = await readConfiguration(large, io, CONTEXT);
    expect(diagnostics.map((d) => d.code)).toEqual(['PT8006']);
  });

  it('takes the language that is named, and only those that there are', async () => {
    const result = await read('c', 'table inet t { }\n', 'nftables');
    expect(result.diagnostics.map((d) => d.code)).toContain('PT8007');
    await expect(read('c', '', 'nftable')).rejects.toThrow(UsageError);
    await expect(read('c', '', 'nftable')).rejects.toThrow('nftable');
  });

  it('says why a file can not be read', async () => {
    await expect(readConfiguration(path.join(folder, 'nowhere'), io, CONTEXT)).rejects.toThrow(
      'no such file',
    );
    await expect(readConfiguration(folder, io, CONTEXT)).rejects.toThrow('it is a folder');
  });
});
