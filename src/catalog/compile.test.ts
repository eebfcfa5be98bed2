import { describe, expect, it } from 'vitest';
import { compileCatalog, readCompiledCatalog } from './compile.ts';
import { loadCatalog } from './load.ts';

const catalog = loadCatalog();

describe('compileCatalog', () => {
  it('gives a text that reads back as the same catalog', () => {
    const text = compileCatalog(catalog);
    const read = readCompiledCatalog(text);
    expect(read).toEqual(catalog);
    expect(read.services.get('smb')?.ports).toBe('445');
    expect(compileCatalog(read)).toBe(text);
  });

  it('freezes what it reads', () => {
    const [first] = readCompiledCatalog(compileCatalog(catalog)).conversations;
    expect(Object.isFrozen(first)).toBe(true);
    expect(Object.isFrozen(first?.services)).toBe(true);
  });

  it('refuses a text of another form', () => {
    const text = compileCatalog(catalog).replace('"form":1', '"form":0');
    expect(() => readCompiledCatalog(text)).toThrow('another form');
  });
});
