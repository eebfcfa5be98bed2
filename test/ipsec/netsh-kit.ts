/** Small questions to static IPsec policies of Windows. */
import { readFileSync } from 'node:fs';
import type { RaiseContext } from '../../src/dialects/reader.ts';
import { windowsNetshIpsecReader } from '../../src/dialects/windows-firewall/netsh-ipsec/reader.ts';
import { parsePacket } from '../../src/net/packet.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';

export const ID = 'windows-netsh-ipsec';

export interface Read {
  readonly configuration: Configuration;
  readonly codes: string[];
  ask(packet: string, hook?: 'in' | 'out', state?: number): string;
}

/** Reads a text as the command line would. */
export function read(text: string, context: Partial<RaiseContext> = {}, file = 'ipsec.cmd'): Read {
  const { config, diagnostics } = windowsNetshIpsecReader.parse(text, file);
  const raised = windowsNetshIpsecReader.raise(config, { interfaces: new Map(), ...context });
  return {
    configuration: raised.configuration,
    codes: [...diagnostics, ...raised.diagnostics].map((d) => d.code),
    ask(asked, hook = 'in', state) {
      const packet = parsePacket(asked);
      if ('error' in packet) throw new Error(packet.error);
      return judgeAll(raised.configuration, hook, packet, state).verdict;
    },
  };
}

export const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${ID}/${name}`, import.meta.url), 'utf8');

export const FILTER = 'netsh ipsec static add filter filterlist=';
/** A policy that is assigned, and what rules can do with what their filters match. */
export const ACTIONS = `netsh ipsec static add policy name=P assign=yes
netsh ipsec static add filteraction name=permit action=permit
netsh ipsec static add filteraction name=block action=block
netsh ipsec static add filteraction name=must action=negotiate
`;
/** A rule with one filter. */
export const ruleOf = (list: string, action: string, filter: string): string =>
  `${FILTER}${list} ${filter}\nnetsh ipsec static add rule name=${list} policy=P filterlist=${list} filteraction=${action}\n`;
