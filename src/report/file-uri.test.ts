import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileUri } from './file-uri.ts';

describe('fileUri', () => {
  it.each([
    ['core.nft', 'core.nft'],
    ['firewalls/core.nft', 'firewalls/core.nft'],
    ['../core 1.nft', '../core%201.nft'],
    ['a:b', 'a%3Ab'],
    ['50%#?.nft', '50%25%23%3F.nft'],
    ["(it's)*!", '%28it%27s%29%2A%21'],
    ['größe.nft', 'gr%C3%B6%C3%9Fe.nft'],
    ['/etc/nftables.conf', 'file:///etc/nftables.conf'],
    ['//etc/x', 'file:///etc/x'],
    ['C:\\rules\\core.nft', 'file:///C:/rules/core.nft'],
    ['c:/rules/core.nft', 'file:///c:/rules/core.nft'],
    ['\\\\server\\share\\a b', 'file://server/share/a%20b'],
    ['rules\\core.nft', 'rules/core.nft'],
    ['a/b\\c', 'a/b%5Cc'],
    ['\ud800', '%EF%BF%BD'],
  ])('%j is %s', (path, uri) => {
    expect(fileUri(path)).toBe(uri);
  });

  it('leads back to the path that it came from', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^/\\.\s][^/\\]*$/), (name) => {
        const base = 'file:///base/';
        const { pathname } = new URL(fileUri(name), base);
        expect(decodeURIComponent(pathname)).toBe(`/base/${name.toWellFormed()}`);
      }),
    );
  });
});
