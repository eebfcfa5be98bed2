import { createHash } from 'node:crypto';
import type { LineOrigin, Printed } from '../dialect.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { PfFile, PrintedAlias, PrintedRule } from './print-model.ts';
import { type Element, leaf, wordOf, xmlComment, xmlLines } from './xml-writer.ts';

/** Text only: aliases and rules as pfSense keeps them. */
export function printPfsense(file: PfFile): Printed {
  const aliases = file.aliases.map(
    ({ name, type, entries, about }): Element => ({
      name: 'alias',
      content: [
        leaf('name', name),
        leaf('type', type),
        leaf('address', entries.map(wordOf).join(' ')),
        leaf('descr', short(about)),
        leaf('detail', entries.map(() => '').join('||')),
      ],
    }),
  );
  const rules = file.rules.map((rule): readonly [PrintedRule, Element] => [rule, pfsenseRule(rule)]);
  const sections: Section[] = [
    { path: ['aliases'], elements: aliases },
    { path: ['filter'], elements: rules },
  ];
  return printed(file, 'pfsense', sections, [
    'Put the aliases and the rules into the sections of the same name of a backup (Diagnostics, Backup & Restore), the',
    'rules in front of those that block more, and restore it; the interfaces must be those of that configuration.',
    'Try it on a copy first. Take it back by restoring the backup as it was (Config History).',
  ]);
}

/** Text only: the same as OPNsense's new kind of aliases and rules. */
export function printOpnsense(file: PfFile): Printed {
  const aliases = file.aliases.map((alias): Element => opnsenseAlias(alias));
  const rules = file.rules.map((rule, i): readonly [PrintedRule, Element] => [rule, opnsenseRule(rule, i)]);
  const sections: Section[] = [
    { path: ['OPNsense', 'Firewall', 'Alias', 'aliases'], elements: aliases },
    { path: ['OPNsense', 'Firewall', 'Filter', 'rules'], elements: rules },
  ];
  return printed(file, 'opnsense', sections, [
    'Put the aliases and the rules into the sections of the same name of a backup (System, Configuration, Backups), with',
    'sequences below those of rules that block more, and restore it; the interfaces must be those of that configuration.',
    'Try it on a copy first. Take it back by restoring the backup as it was (System, Configuration, History).',
  ]);
}

interface Section {
  readonly path: readonly string[];
  readonly elements: readonly (Element | readonly [PrintedRule, Element])[];
}

function printed(file: PfFile, root: string, sections: readonly Section[], how: readonly string[]): Printed {
  const lines = ['<?xml version="1.0"?>'];
  const origins: LineOrigin[] = [];
  lines.push(
    ...xmlComment([
      `Rules for the filter "${file.name}" of the hierarchy "${file.hierarchy}", made by Portolan from its plan.`,
      '',
      'Permitted is what the plan needs across this filter. What no rule lets in is blocked by default.',
      ...how,
    ]),
    `<${root}>`,
  );
  const open: string[] = [];
  const goTo = (path: readonly string[]): void => {
    let same = 0;
    while (same < open.length && same < path.length && open[same] === path[same]) same++;
    while (open.length > same) {
      const name = open.pop();
      lines.push(`${'  '.repeat(open.length + 1)}</${name}>`);
    }
    for (const name of path.slice(same)) {
      open.push(name);
      lines.push(`${'  '.repeat(open.length)}<${name}>`);
    }
  };
  for (const { path, elements } of sections) {
    if (elements.length === 0) continue;
    goTo(path);
    for (const item of elements) {
      const [rule, element] = 'name' in item ? [undefined, item] : item;
      const first = lines.length + 1;
      lines.push(...xmlLines(element, '  '.repeat(open.length + 1)));
      if (rule)
        for (let line = first; line <= lines.length; line++)
          origins.push({ line, rule: rule.id, origins: rule.origins });
    }
  }
  goTo([]);
  lines.push(`</${root}>`, '');
  return { text: lines.join('\n'), lines: origins };
}

const short = (text: string): string => truncateBytes(visible(text), CAPABILITIES.commentBytes);

function aboutOf({ title, time, origins }: PrintedRule): string {
  return short(`${title} (${time}). Flows: ${origins.map((origin) => origin.flow).join(', ')}`);
}

function pfsenseRule(rule: PrintedRule): Element {
  const end = (name: string, address: string | undefined, port: string | undefined): Element => ({
    name,
    content: [
      address === undefined ? { name: 'any' } : leaf('address', address),
      ...(port === undefined ? [] : [leaf('port', port)]),
    ],
  });
  return {
    name: 'rule',
    content: [
      leaf('type', 'pass'),
      leaf('interface', rule.interface),
      leaf('ipprotocol', rule.ipprotocol),
      // Its ICMP is that of the rule's IP version.
      leaf('protocol', rule.icmp ? 'icmp' : rule.protocol),
      ...(rule.icmp ? [leaf('icmptype', 'echoreq')] : []),
      end('source', rule.source, undefined),
      end('destination', rule.destination, rule.port),
      leaf('statetype', 'keep state'),
      leaf('descr', aboutOf(rule)),
    ],
  };
}

/** The same for the same content, in the form that OPNsense has for its own. */
function uuidOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function opnsenseAlias({ name, type, entries, about }: PrintedAlias): Element {
  return {
    name: 'alias',
    attributes: { uuid: uuidOf(`alias ${name}`) },
    content: [
      leaf('enabled', '1'),
      leaf('name', name),
      leaf('type', type),
      leaf('content', entries.map(wordOf).join('\n')),
      leaf('description', short(about)),
    ],
  };
}

/** Sequences leave room for rules between them. */
const STEP = 10;

function opnsenseRule(rule: PrintedRule, index: number): Element {
  return {
    name: 'rule',
    attributes: { uuid: uuidOf(`rule ${rule.id} ${rule.interface}`) },
    content: [
      leaf('enabled', '1'),
      leaf('statetype', 'keep'),
      leaf('sequence', `${(index + 1) * STEP}`),
      leaf('action', 'pass'),
      leaf('quick', '1'),
      leaf('interface', rule.interface),
      leaf('direction', 'in'),
      leaf('ipprotocol', rule.ipprotocol),
      leaf('protocol', rule.protocol.toUpperCase()),
      ...(rule.icmp
        ? [rule.protocol === 'icmp' ? leaf('icmptype', 'echoreq') : leaf('icmp6type', '128')]
        : []),
      leaf('source_net', rule.source ?? 'any'),
      leaf('source_not', '0'),
      leaf('source_port', ''),
      leaf('destination_net', rule.destination ?? 'any'),
      leaf('destination_not', '0'),
      leaf('destination_port', rule.port ?? ''),
      leaf('description', aboutOf(rule)),
    ],
  };
}
