import type { Network } from '../../net/network.ts';
import { formatPorts, type PortRange } from '../../net/ports.ts';
import type { LineOrigin, Printed } from '../dialect.ts';
import { originsOf } from '../lowering/term.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { SwanFile } from './model.ts';
import { portBlocks } from './port-blocks.ts';

/** Text only: a file for /etc/swanctl/conf.d. */
export function print({ host, hierarchy, connections }: SwanFile): Printed {
  const origins: LineOrigin[] = [];
  const lines = [
    `What travels inside of IPsec to and from the host "${host}" of the hierarchy "${hierarchy}", made by Portolan.`,
    'Filters on the way have to permit UDP 500, UDP 4500 and ESP (protocol 50) between these addresses, both ways.',
    "Certificates and names are the site's own: the host's certificate is in /etc/swanctl/x509, the authorities that",
    'peers are trusted by in /etc/swanctl/x509ca.',
    '',
    '  apply      put this file into /etc/swanctl/conf.d, then swanctl --load-all',
    '  look       swanctl --list-conns',
    '  take back  remove the file, then swanctl --load-all',
  ].map(comment);
  lines.push('', 'connections {');
  for (const { name, local, remote, peers, children } of connections) {
    lines.push(
      `  ${comment(peers)}`,
      `  ${name} {`,
      '    version = 2',
      `    local_addrs = ${local.text}`,
      `    remote_addrs = ${list(remote)}`,
      '    local {',
      '      auth = pubkey',
      '    }',
      '    remote {',
      '      auth = pubkey',
      '    }',
      '    children {',
    );
    for (const { name: child, selector, term } of children) {
      const own = originsOf(term);
      const first = lines.length + 1;
      lines.push(
        `      ${comment(`${term.title} (${timeText(term)})`)}`,
        `      ${comment(`flows: ${own.map((o) => o.flow).join(', ')}`)}`,
        `      ${child} {`,
        '        mode = transport',
        `        local_ts = ${selectorsText([local], selector.protocol, selector.localPorts)}`,
        `        remote_ts = ${selectorsText(remote, selector.protocol, selector.remotePorts)}`,
        '        start_action = trap',
        '      }',
      );
      for (let line = first + 2; line <= lines.length; line++)
        for (const rule of term.rules) origins.push({ line, rule: rule.id, origins: rule.origins });
    }
    lines.push('    }', '  }');
  }
  lines.push('}', '');
  return { text: lines.join('\n'), lines: origins };
}

const comment = (text: string): string =>
  `# ${truncateBytes(visible(text), CAPABILITIES.commentBytes)}`.trimEnd();

const list = (networks: readonly Network[]): string => networks.map((n) => n.text).join(', ');

function selectorsText(networks: readonly Network[], protocol: string, ports: PortRange | undefined): string {
  const ranges = ports ? portBlocks(ports).map((r) => `/${formatPorts([r])}`) : [''];
  return networks.flatMap(({ text }) => ranges.map((range) => `${text}[${protocol}${range}]`)).join(', ');
}
