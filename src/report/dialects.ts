/** What each language can and can't, from the data that the lowering reads. */
import { displayWidth } from '../diagnostics/visible.ts';
import type { Capabilities } from '../dialects/dialect.ts';
import { READERS } from '../dialects/readers.ts';
import { DIALECTS } from '../dialects/registry.ts';
import { pad } from './display-width.ts';

/** A language, as far as it is known here. */
export interface DialectEntry {
  readonly id: string;
  readonly title: string;
  readonly reads: boolean;
  /** Absent where no rules are printed in it. */
  readonly prints?: { readonly extension: string; readonly capabilities: Capabilities };
}

/** Every language that is printed or read, by its id. */
export function dialectEntries(): readonly DialectEntry[] {
  const printed = [...DIALECTS.values()].map(
    ({ id, title, extension, capabilities, reader }): DialectEntry => ({
      id,
      title,
      reads: reader !== undefined && READERS.has(reader),
      prints: { extension, capabilities },
    }),
  );
  const others = [...READERS.values()]
    .filter(({ id }) => !DIALECTS.has(id))
    .map(({ id, title }): DialectEntry => ({ id, title, reads: true }));
  return [...printed, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Names the form of the JSON answer. */
const DIALECTS_FORMAT = 'portolan/dialects/1';

/** A line for each language: whether it is read, and what rules are printed for. */
export function dialectsText(entries: readonly DialectEntry[]): string {
  const rows = entries.map((entry) => [entry.id, entry.title, readsText(entry), printsText(entry)]);
  const head = ['Dialect', 'Language', 'Reads', 'Prints rules for'];
  const widths = head.map((title, i) =>
    Math.max(...[head, ...rows].map((row) => displayWidth(row[i] ?? title))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, i) => pad(text, widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return `${[line(head), rule, ...rows.map(line)].join('\n')}\n`;
}

/** Everything about one language. */
export function dialectText(entry: DialectEntry): string {
  const facts = factsOf(entry);
  const width = Math.max(...facts.map(([name]) => name.length));
  return `${entry.id}: ${entry.title}\n${facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}\n`;
}

export function dialectsJson(entries: readonly DialectEntry[]): string {
  return `${JSON.stringify({ format: DIALECTS_FORMAT, dialects: entries }, null, 2)}\n`;
}

/** The table of the documentation. */
export function dialectsMarkdown(entries: readonly DialectEntry[]): string {
  const columns: readonly (readonly [string, (entry: DialectEntry) => string])[] = [
    ['dialect', ({ id }) => `\`${id}\``],
    ['language', ({ title }) => title],
    ['reads', readsText],
    ['prints rules for', printsText],
    ...COLUMNS.map(
      ([name, value]) =>
        [name, ({ prints }: DialectEntry) => (prints ? value(prints.capabilities) : '')] as const,
    ),
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(([name]) => name)),
    line(columns.map(() => '---')),
    ...entries.map((entry) => line(columns.map(([, value]) => value(entry)))),
  ].join('\n');
}

const readsText = ({ reads }: DialectEntry): string => (reads ? 'yes' : '');

function printsText({ prints }: DialectEntry): string {
  if (!prints) return '';
  const names = { network: 'filters', host: 'hosts', proxy: 'proxies', ipsec: 'IPsec' } as const;
  return prints.capabilities.kinds.map((kind) => names[kind]).join(', ');
}

const BINDINGS: Readonly<Record<Capabilities['binding'], string>> = {
  none: 'addresses alone',
  interface: 'the interface that packets come in by',
  zones: 'a pair of zones',
};
const NAMES: Readonly<Record<Capabilities['fqdns'], string>> = {
  none: 'no',
  exact: 'whole host names',
  wildcards: 'host names, and all below a domain',
};
const RPC: Readonly<Record<Capabilities['dynamicRpc'], string>> = {
  keyword: 'keyword',
  helper: 'helper',
  range: 'port range',
};

/** What the documentation compares languages by. */
const COLUMNS: readonly (readonly [string, (able: Capabilities) => string])[] = [
  ['follows connections', ({ stateful }) => (stateful ? 'yes' : 'no: prints the way back')],
  ['rules are bound to', ({ binding }) => BINDINGS[binding]],
  ['destinations by name', ({ fqdns }) => NAMES[fqdns]],
  ['dynamic RPC', ({ dynamicRpc }) => RPC[dynamicRpc]],
  ['objects', ({ objects }) => (objects === 'named' ? 'named' : 'in the rule')],
];

function factsOf(entry: DialectEntry): (readonly [string, string])[] {
  const { prints, reads } = entry;
  const facts: (readonly [string, string])[] = [['read', reads ? 'yes' : 'no']];
  if (!prints) return [...facts, ['printed', 'no']];
  const able = prints.capabilities;
  const { limits = {} } = able;
  const bounds = [
    [limits.rules, 'rules'],
    [limits.networksPerSide, 'addresses on a side'],
    [limits.portsPerRule, 'ports in a rule'],
    [limits.membersPerGroup, 'members in a group'],
  ] as const;
  return [
    ...facts,
    ['printed', `for ${printsText(entry)}, as .${prints.extension}`],
    ...COLUMNS.map(([name, value]) => [name, value(able)] as const),
    [
      'families',
      able.families.map((family) => `IPv${family}`).join(', ') +
        (able.mixedFamilies ? ', also in one rule' : ''),
    ],
    ['addresses', able.addresses === 'ranges' ? 'any range' : 'prefixes; ranges are split'],
    ['TCP and UDP in one rule', able.mixedTransports ? 'yes' : 'no'],
    ['several ports in one rule', able.portLists ? 'yes' : 'no'],
    ['any protocol', able.protocols ? 'yes' : 'no: ESP can not be said'],
    ['programs and services', able.programs ? 'yes' : 'no'],
    ['comments', able.commentBytes > 0 ? `up to ${able.commentBytes} bytes` : 'none'],
    ['names', `up to ${able.nameLength} characters`],
    ...bounds.flatMap(([most, what]) =>
      most === undefined ? [] : [['at most', `${most} ${what}`] as const],
    ),
  ];
}
