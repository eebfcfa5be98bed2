/** Contoso with real servers behind the generated rules: everything that is planned is held for real. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { confuse } from './confusion-lab.ts';

const CAN_RUN = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/sbin/samba');
const FILE = path.join(ROOT, 'examples/contoso/hierarchy.yaml');

/** What no answer can be had from: a protocol over IPv6 between hosts that have none, and what nobody answers. */
const SILENT = new Set([
  'dhcpv6',
  'dhcp',
  'dhcp-client',
  'peer-cache-broadcast',
  'ws-discovery',
  'multicast',
]);

test.runIf(CAN_RUN)(
  'every planned flow of Contoso is open and right through the generated rules',
  { timeout: 300_000 },
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'portolan-full-'));
    try {
      const lines = await confuse(
        {
          file: FILE,
          text: readFileSync(FILE, 'utf8'),
          base: 'servers',
          filterings: ['rules'],
          cache: folder,
          timeout: 10_000,
          concurrency: 128,
        },
        () => undefined,
      );
      expect(lines.length).toBeGreaterThan(2000);
      const wrong = lines.filter(({ isFalse }) => isFalse);
      expect(wrong.map(({ service, on, to, evidence }) => `${service} ${on} → ${to}: ${evidence}`)).toEqual(
        [],
      );
      const unproven = lines.filter((l) => l.verdict === 'unproven' && !SILENT.has(l.service));
      expect(
        unproven.map(({ service, on, to, evidence }) => `${service} ${on} → ${to}: ${evidence}`),
      ).toEqual([]);
      // Real servers answered, and not Portolan's own stand-ins alone.
      expect(lines.filter(({ verdict }) => verdict === 'open').length).toBeGreaterThan(lines.length * 0.9);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
