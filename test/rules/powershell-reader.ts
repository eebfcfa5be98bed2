/** Reads a printed script back. Each line has to be one of a few known forms: anything else is an error. */

import { FOOTER, PROLOGUE } from '../../src/dialects/windows-firewall/script.ts';
import { type Network, parseNetwork } from '../../src/net/network.ts';
import { parsePorts } from '../../src/net/ports.ts';
import { type Box, pairedBoxes } from './packets.ts';

/** Parameters of New-NetFirewallRule that a rule may set. */
const PARAMETERS: ReadonlySet<string> = new Set([
  'Name',
  'DisplayName',
  'Description',
  'Direction',
  'Protocol',
  'IcmpType',
  'LocalPort',
  'RemotePort',
  'LocalAddress',
  'RemoteAddress',
  'Program',
  'Service',
]);

const TEXT = String.raw`(?:'(?:[ -&(-~]|'')*'|\[Uri\]::UnescapeDataString\('(?:[ -&(-~]|'')*'\))`;
const VALUE = new RegExp(`^        ([A-Za-z]+) = (${TEXT}|@\\(${TEXT}(?:, ${TEXT})*\\))$`);

/** RPC keywords stand for what the plan's tests use as ranges. */
const KEYWORDS: Readonly<Record<string, string>> = { RPC: '50000-50999,60000', RPCEPMap: '135' };

export interface ReadRule {
  readonly name: string;
  readonly direction: 'in' | 'out';
  /** What it permits on a host with these addresses. */
  boxes(own: readonly Network[]): Box[];
}

export function readScript(text: string): ReadRule[] {
  if (!/^[\n -~]*$/.test(text)) throw new Error('not plain ASCII');
  const lines = text.split('\n');
  const start = lines.indexOf(PROLOGUE[0] ?? '');
  expectLines(lines.slice(0, start), /^(# .*|#|)$/);
  const body = lines.slice(start + PROLOGUE.length, lines.length - FOOTER.length - 1);
  if (lines.slice(start, start + PROLOGUE.length).join() !== PROLOGUE.join()) throw new Error('prologue');
  if (lines.slice(lines.length - FOOTER.length - 1, -1).join() !== FOOTER.join()) throw new Error('footer');
  const open = body.indexOf('$rules = @(');
  const close = body.lastIndexOf(')');
  expectLines(body.slice(0, open), new RegExp(`^(|\\$group = ${TEXT})$`));
  expectLines(body.slice(close + 1), /^$/);
  const rules: ReadRule[] = [];
  let fields: Map<string, string[]> | undefined;
  for (const line of body.slice(open + 1, close)) {
    if (fields === undefined) {
      if (line === '    @{') fields = new Map();
      else if (!/^ {4}# /.test(line)) throw new Error(`unexpected line: ${line}`);
    } else if (line === '    }') {
      rules.push(ruleOf(fields));
      fields = undefined;
    } else {
      const [, key = '', value = ''] = VALUE.exec(line) ?? [];
      if (!PARAMETERS.has(key) || fields.has(key)) throw new Error(`unexpected line: ${line}`);
      fields.set(
        key,
        [...value.matchAll(/'((?:[^']|'')*)'/g)].map((m) => (m[1] ?? '').replaceAll("''", "'")),
      );
    }
  }
  return rules;
}

function expectLines(lines: readonly string[], form: RegExp): void {
  for (const line of lines) if (!form.test(line)) throw new Error(`unexpected line: ${line}`);
}

function ruleOf(fields: ReadonlyMap<string, readonly string[]>): ReadRule {
  const one = (key: string): string => fields.get(key)?.[0] ?? '';
  const direction = one('Direction') === 'Inbound' ? 'in' : 'out';
  const networks = (texts: readonly string[]): Network[] =>
    texts.map((text) => {
      const parsed = parseNetwork(text);
      if ('error' in parsed) throw new Error(`${text}: ${parsed.error}`);
      return parsed;
    });
  const protocol = one('Protocol');
  const transport = protocol.startsWith('ICMP') ? 'icmp' : protocol.toLowerCase();
  const portText =
    one('IcmpType') === '' ? (fields.get(direction === 'in' ? 'LocalPort' : 'RemotePort') ?? []) : [];
  const ports =
    transport === 'icmp' ? [{ first: 0, last: 0 }] : parsePorts(portText.map((p) => KEYWORDS[p] ?? p).join());
  if ('error' in ports) throw new Error(ports.error);
  const remote = networks(fields.get('RemoteAddress') ?? []);
  return {
    name: one('Name'),
    direction,
    boxes(own) {
      const local = fields.has('LocalAddress') ? networks(fields.get('LocalAddress') ?? []) : own;
      const [from, to] = direction === 'in' ? [remote, local] : [local, remote];
      return pairedBoxes(transport, from, to, ports);
    },
  };
}
