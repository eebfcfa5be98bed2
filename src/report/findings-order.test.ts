import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFindings, many, SAMPLE } from '../../test/report/sample-findings.ts';
import { byFile, inReportOrder } from './findings-order.ts';

describe('inReportOrder', () => {
  it('goes file by file, in a file the worst first, and ends with what stands in no file', () => {
    expect(inReportOrder(SAMPLE).map(({ code, place }) => `${place?.file}:${place?.line} ${code}`)).toEqual([
      'core.nft:17 PT9101',
      'core.nft:41 PT9001',
      'core.nft:60 PT9202',
      'edge.cfg:3 PT9402',
      'undefined:undefined PT9102',
    ]);
    expect(byFile(SAMPLE).map(({ file, findings }) => [file, findings.length])).toEqual([
      ['core.nft', 3],
      ['edge.cfg', 1],
      [undefined, 1],
    ]);
  });

  it('does not depend on the order in which things were found', () => {
    fc.assert(
      fc.property(anyFindings, (any) => {
        const turned = { ...any, findings: any.findings.toReversed() };
        expect(inReportOrder(turned)).toEqual(inReportOrder(any));
      }),
    );
  });

  it('sorts ten thousand in a moment', () => {
    const sample = many();
    const start = performance.now();
    expect(inReportOrder(sample).at(-1)?.place?.line).toBe(10_000);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
