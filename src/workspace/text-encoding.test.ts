import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from './text-encoding.ts';

describe('decodeText', () => {
  const swapped = Buffer.from('\ufeffä\n', 'utf16le').swap16();
  it.each([
    ['utf-8', '', Buffer.from('ä\n')],
    ['utf-8', '\ufeff', Buffer.from('\ufeffä\n')],
    ['utf-16le', '\ufeff', Buffer.from('\ufeffä\n', 'utf16le')],
    ['utf-16be', '\ufeff', swapped],
  ])('reads %s with the mark %j, and encodeText writes it', (name, mark, bytes) => {
    const found = decodeText(Buffer.from(bytes));
    expect(found).toEqual({ text: 'ä\n', encoding: { name, mark } });
    expect(found && encodeText(found.text, found.encoding)).toEqual(bytes);
  });

  it.each([[Buffer.from([0xff, 0x41])], [Buffer.from([0x41, 0])], [Buffer.from([0xff, 0xfe, 0x41])]])(
    'finds no text in %j',
    (bytes) => {
      expect(decodeText(bytes)).toBeUndefined();
    },
  );
});
