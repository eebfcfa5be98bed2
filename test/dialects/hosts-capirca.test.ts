/**
 * Rules that Capirca, which knows nothing of these readers, writes for iptables and for netsh. (Its generator for nftables
 * stops at terms with addresses, as of Debian's 2.0.6.)
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { READERS } from '../../src/dialects/readers.ts';
import type { Packet } from '../../src/net/packet.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { CLIENTS, hasCapirca, MPS, packetsAround, TERMS, within, writtenByCapirca } from './capirca-kit.ts';

const PORTS = [80, 135, 443, 10123];

/** The same policy as text and as a function: what it says, said twice. */
const SERVICES = 'WEB = 80/tcp 443/tcp\nEPM = 135/tcp\nBGB = 10123/tcp\nDNS = 53/tcp 53/udp\n';
const POLICY = `
${TERMS.noZoneTransfers}${TERMS.clients('WEB EPM BGB DNS')}${TERMS.names}${TERMS.ping}`;
function isPermitted({ protocol, source, destination, sourcePort, destinationPort }: Packet): boolean {
  const isUp = within(CLIENTS, source) && within(MPS, destination);
  return (
    (protocol === 6 && isUp && PORTS.includes(destinationPort)) ||
    (protocol === 17 && within(CLIENTS, source) && destinationPort === 53) ||
    (protocol === 1 && sourcePort >> 8 === 8)
  );
}

const packet = packetsAround([53, ...PORTS], [6, 6, 17, 1]);

describe.skipIf(!hasCapirca)(
  "rules that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it.each([
      ['iptables', 'iptables FORWARD DROP nostate', 'forward'],
      ['iptables', 'speedway FORWARD DROP nostate', 'forward'],
      ['windows-firewall', 'windows_advfirewall out inet', 'out'],
    ] as const)('%s: %s means what the policy says', (id, target, hook) => {
      const text = writtenByCapirca(`header {\n  target:: ${target}\n}\n${POLICY}`, SERVICES);
      const likely = [...READERS.values()].sort(
        (a, b) => b.recognises(text, 'x') - a.recognises(text, 'x'),
      )[0];
      expect(likely?.id).toBe(id);
      const reader = READERS.get(id) as DialectReader;
      const { config, diagnostics } = reader.parse(text, 'site');
      const { configuration, diagnostics: more } = reader.raise(config, { interfaces: new Map() });
      expect([...diagnostics, ...more]).toEqual([]);
      // What no rule of netsh's names goes out all the same, but for what one blocks.
      const blocks = (one: Packet): boolean =>
        one.protocol === 6 &&
        one.destinationPort === 53 &&
        within(CLIENTS, one.source) &&
        within(MPS, one.destination);
      const verdicts = new Set<string>();
      fc.assert(
        fc.property(packet, (one) => {
          const { verdict } = judgeAll(configuration, hook, one);
          verdicts.add(verdict);
          const meant = hook === 'out' ? !blocks(one) : isPermitted(one);
          expect(verdict).toBe(meant ? 'permit' : 'deny');
          if (hook !== 'out') return;
          const allowed =
            configuration.rulesets
              .find((r) => r.hook === 'out')
              ?.rules.filter((r) => r.action === 'permit') ?? [];
          const [own] = [
            judgeAll(
              {
                ...configuration,
                rulesets: [
                  {
                    name: 'x',
                    hook: 'out',
                    order: 'allow-only',
                    stateful: true,
                    rules: allowed,
                    otherwise: { action: 'deny', text: '' },
                  },
                ],
              },
              'out',
              one,
            ),
          ];
          expect(own.verdict === 'permit' && !blocks(one)).toBe(isPermitted(one));
        }),
        { numRuns: 2000 },
      );
      expect(verdicts.size).toBe(2);
    });
  },
);
