import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyFindings,
  CLEAN,
  EXCESS,
  HOSTILE_FINDINGS,
  many,
  place,
  SAMPLE,
} from '../../test/report/sample-findings.ts';
import type { Findings } from '../verify/finding.ts';
import { findingsJunitChunks } from './findings-junit.ts';

const findingsJunit = (of: Findings): string => [...findingsJunitChunks(of)].join('');

/** Of the package libxml2-utils. */
const XMLLINT: string = 'xmllint';
const missing = spawnSync(XMLLINT, ['--version']).error !== undefined;
const XSD = new URL('../../test/fixtures/junit/junit.xsd', import.meta.url).pathname;

/** Complaints of libxml about a document, by the schema of JUnit; what an XPath expression gives on request. */
function xmllint(xml: string, ...args: string[]): { readonly errors: string; readonly out: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'junit-'));
  try {
    const file = path.join(folder, 'report.xml');
    writeFileSync(file, xml);
    const { stderr, stdout, status } = spawnSync(XMLLINT, ['--nonet', ...args, file], { encoding: 'utf8' });
    return { errors: status === 0 ? '' : `${stderr}`, out: stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const valid = (of: Findings): string => xmllint(findingsJunit(of), '--noout', '--schema', XSD).errors;

describe('findingsJunitChunks', () => {
  it('has a suite a configuration, and a case for each code at each place', () => {
    expect(findingsJunit({ ...CLEAN, findings: SAMPLE.findings })).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="portolan" tests="6" failures="4" errors="0">
      <testsuite name="core: core.nft (nftables, 210 rules)" tests="3" failures="3" errors="0" skipped="0">
      <testcase name="PT9101 core.nft:17:5" classname="core">
      <failure type="PT9101" message="the line permits tcp and udp packets to 10.10.1.10 that nothing needs">the line permits tcp and udp packets to 10.10.1.10 that nothing needs
      line     ip daddr 10.10.0.0/16 accept
      in       core, chain inet filter forward
      packet   udp 10.0.0.1:49152 &gt; 10.10.1.10:53
      among    tcp 10.0.0.0/8 &gt; 10.10.1.10 ports 22,3389
      among    udp 10.0.0.0/8 &gt; 10.10.1.10 port 53
      share    less than 1 % of what the line permits
      instead  tcp 10.20.0.0/15 &gt; 10.10.1.10 port 443</failure>
      </testcase>
      <testcase name="PT9001 core.nft:41:5" classname="core">
      <failure type="PT9001" message="&quot;Client to management point&quot; is not permitted: tcp 10.20.0.0/15 &gt; 10.10.1.10 port 443">&quot;Client to management point&quot; is not permitted: tcp 10.20.0.0/15 &gt; 10.10.1.10 port 443
      line     tcp dport 443 drop
      in       core, chain inet filter forward
      packet   tcp 10.20.0.7:49152 &gt; 10.10.1.10:443
      among    tcp 10.20.0.0/15 &gt; 10.10.1.10 port 443
      with     core.nft:12:5: jump { &quot;clients&quot; } (leads there)
      with     policy drop (decides about the rest)
      for      Client to management point (guide clients row 3; Microsoft, “Client to management point”)
      because  clients of hq are assigned to P01 (hierarchy.yaml:12)
      flow     client-to-management-point#0k2j4n6p8q
      permit   tcp 10.20.0.0/15 &gt; 10.10.1.10 port 443
      help     permit it before line 41</failure>
      </testcase>
      <testcase name="PT9202 core.nft:60:5" classname="core">
      <failure type="PT9202" message="lines before it take all that this line matches">lines before it take all that this line matches
      line     ip daddr 10.10.1.10 tcp dport 443 accept
      in       core, chain inet filter forward
      with     core.nft:41:5: tcp dport 443 drop (matches it first)
      help     remove it</failure>
      </testcase>
      </testsuite>
      <testsuite name="edge: edge.cfg (cisco-asa, 1 rule)" tests="2" failures="1" errors="0" skipped="0">
      <testcase name="PT9402 edge.cfg:3:1" classname="edge">
      <system-out>lines 3 and 4 could be one</system-out>
      </testcase>
      <testcase name="PT9102 inbound rules" classname="edge">
      <failure type="PT9102" message="the default permits what nothing needs">the default permits what nothing needs
      packet   icmpv6 fd00::1 &gt; fd00::2 type 128 code 0</failure>
      </testcase>
      </testsuite>
      <testsuite name="flows of Contoso" tests="1" failures="0" errors="0" skipped="0">
      <testcase name="no flow is blocked on its way" classname="flows">
      <system-out>371 flows: 371 permitted on their whole way</system-out>
      </testcase>
      </testsuite>
      </testsuites>
      "
    `);
  });

  it('passes where there is nothing to report', () => {
    expect(findingsJunit(CLEAN)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="portolan" tests="3" failures="0" errors="0">
      <testsuite name="core: core.nft (nftables, 210 rules)" tests="1" failures="0" errors="0" skipped="0">
      <testcase name="nothing to report" classname="core"/>
      </testsuite>
      <testsuite name="edge: edge.cfg (cisco-asa, 1 rule)" tests="1" failures="0" errors="0" skipped="0">
      <testcase name="nothing to report" classname="edge"/>
      </testsuite>
      <testsuite name="flows of Contoso" tests="1" failures="0" errors="0" skipped="0">
      <testcase name="no flow is blocked on its way" classname="flows">
      <system-out>371 flows: 371 permitted on their whole way</system-out>
      </testcase>
      </testsuite>
      </testsuites>
      "
    `);
  });

  it('fails where a flow may be blocked', () => {
    const flows = { permitted: 0, blocked: 0, unproven: 1, partly: 0, untouched: 0 };
    expect(findingsJunit({ ...CLEAN, flows })).toContain('tests="3" failures="1"');
  });

  it('makes one case of what one code says about one place', () => {
    const xml = findingsJunit({ ...SAMPLE, findings: [EXCESS, { ...EXCESS, message: 'and more' }] });
    expect(xml.match(/<testcase name="PT9101/g)).toHaveLength(1);
    expect(xml.match(/<failure type="PT/g)).toHaveLength(1);
    expect(xml).toContain('and more');
  });

  it('keeps what belongs to no configuration', () => {
    const { filter: _, ...finding } = EXCESS;
    const xml = findingsJunit({ ...SAMPLE, findings: [{ ...finding, place: place(1, 1, 1, 'lost.nft') }] });
    expect(xml).toMatch(/<testsuite name="other findings" tests="1"[\s\S]*lost\.nft/);
  });

  it.skipIf(missing)('is valid to a real parser, whatever is found', () => {
    expect(valid(SAMPLE)).toBe('');
    expect(valid(CLEAN)).toBe('');
    expect(valid(HOSTILE_FINDINGS)).toBe('');
    fc.assert(
      fc.property(anyFindings, (any) => {
        expect(valid(any)).toBe('');
      }),
      { numRuns: 30 },
    );
  });

  it.skipIf(missing)('counts what it holds', () => {
    const count = (expression: string): string =>
      xmllint(findingsJunit(SAMPLE), '--xpath', expression).out.trim();
    expect(count('count(//testcase)')).toBe(count('string(/testsuites/@tests)'));
    expect(count('count(//failure)')).toBe(count('string(/testsuites/@failures)'));
    expect(count('sum(//testsuite/@failures)')).toBe(count('count(//failure)'));
  });

  it('knows a schema that refuses other elements', () => {
    expect(readFileSync(XSD, 'utf8')).toContain('testsuites');
    if (!missing)
      expect(xmllint('<testsuites><x/></testsuites>', '--noout', '--schema', XSD).errors).not.toBe('');
  });

  it('writes ten thousand in a moment', () => {
    const sample = many();
    const start = performance.now();
    expect(findingsJunit(sample)).toContain('failures="10001"');
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
