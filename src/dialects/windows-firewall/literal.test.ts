import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../plain-text.ts';
import { literal } from './literal.ts';

describe('literal', () => {
  it('doubles quotes and leaves what PowerShell would expand elsewhere alone', () => {
    expect(literal(`it's $(calc) \`n "x"`)).toBe(`'it''s $(calc) \`n "x"'`);
  });

  it('writes typographic quotes and other letters as escapes', () => {
    expect(literal('Zürich’; calc #')).toBe("[Uri]::UnescapeDataString('Z%C3%BCrich%E2%80%99; calc #')");
  });

  it('is one ASCII string literal whatever the text holds, and means that text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(..."'’‘%2ü\n`$") })),
        (text) => {
          const expression = literal(text);
          const [, call, inner] =
            /^(\[Uri\]::UnescapeDataString\()?'((?:[ -&(-~]|'')*)'\)?$/.exec(expression) ?? [];
          expect(inner).toBeDefined();
          const raw = (inner ?? '').replaceAll("''", "'");
          expect(call ? decodeURIComponent(raw) : raw).toBe(visible(text));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
