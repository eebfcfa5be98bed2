import { parse as hclToJson } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readHcl } from '../../src/dialects/source/hcl.ts';
import { hclString } from '../../src/dialects/source/hcl-text.ts';

const hostile = fc.string({ unit: fc.constantFrom(...'$%{}"\\\'#/*ab ~') });

it('strings of HCL mean what was written, to HashiCorp and to the reader', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostile, fc.string({ unit: 'grapheme' })), async (text) => {
      const file = `r "a" {\n  s = ${hclString(text)}\n}\n`;
      const { blocks, faults } = readHcl(file);
      expect(faults).toEqual([]);
      const read = blocks[0]?.body.entries.get('s');
      const json = (await hclToJson('a.tf', file)) as { r: { a: { s: string }[] } };
      const said = json.r.a[0]?.s;
      expect(read?.kind).toBe('text');
      // In JSON of Terraform, what would be worked out is doubled.
      const meant = read?.kind === 'text' ? read.text.replace(/([$%])(?=\{)/g, '$1$1') : '';
      // HCL's strings are in Unicode's composed form.
      const plain = read?.kind === 'text' ? read.text : '';
      expect([meant, plain].map((one) => one.normalize())).toContain(said);
    }),
    { numRuns: 500 },
  );
});
