import { displayWidth, visible } from '../diagnostics/visible.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Transport } from '../net/ports.ts';
import type { Flow, Plan } from '../plan/model.ts';
import { countRows } from './count-rows.ts';
import { pad, truncate, wrap } from './display-width.ts';
import { NARROWEST } from './table.ts';
import { counted, flowRoles, PHASES, portsText } from './words.ts';

export interface SummaryOptions {
  readonly width: number;
  /** Tells what the plan was made of. */
  readonly hierarchy?: Hierarchy;
  /** What may be run next, with a word on what it gives. */
  readonly next?: readonly { readonly command: string; readonly gives: string }[];
}

/** Pairs of roles and findings listed before "and n more". */
const SHOWN = 12;
/** A service with more ports than this is worth a second look. */
const MANY_PORTS = 256;

/** The plan at a glance: how much, between whom, through which filters, when, and what to look at. */
export function planSummary(plan: Plan, options: SummaryOptions): string {
  const width = Math.max(NARROWEST, Math.floor(options.width));
  const parts = [
    heading(plan, options.hierarchy, width),
    section('Who starts talking to whom', pairLines(plan.flows, width)),
    section('Through which filters', filterLines(plan.flows, width)),
    section('When', phaseLines(plan.flows, width)),
    section('Look twice at', noticeLines(plan, width)),
    section('Next', nextLines(options.next ?? [], width)),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function heading(plan: Plan, hierarchy: Hierarchy | undefined, width: number): string {
  const rows = plan.flows.reduce((sum, flow) => sum + countRows(flow), 0);
  const lines = [`${plan.hierarchy}: the ports that Configuration Manager ${plan.version} needs`];
  if (hierarchy) {
    const { sites, hosts, clients, consoles, gateways, zones, filters } = hierarchy;
    const parts = [
      counted(sites.length, 'site'),
      counted(hosts.length, 'host'),
      counted(clients.length, 'client network'),
      ...(consoles.length > 0 ? [counted(consoles.length, 'console network')] : []),
      ...(gateways.length > 0 ? [counted(gateways.length, 'cloud gateway')] : []),
    ];
    lines.push(
      `${parts.join(', ')}, in ${counted(zones.length, 'zone')} with ${counted(filters.length, 'filter')}`,
    );
  }
  lines.push(
    `${counted(plan.flows.length, 'flow')}, or ${counted(rows, 'row')} of one network to another on one service`,
  );
  return lines
    .flatMap((line) => wrap(visible(line), width))
    .join('\n')
    .concat('\n');
}

interface Tally {
  flows: number;
  rows: number;
  readonly ports: Map<string, Set<string>>;
}

function tally(flows: readonly Flow[], keys: (flow: Flow) => readonly string[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const flow of flows) {
    const rows = countRows(flow);
    for (const key of keys(flow)) {
      const known = tallies.get(key) ?? { flows: 0, rows: 0, ports: new Map<string, Set<string>>() };
      tallies.set(key, known);
      known.flows++;
      known.rows += rows;
      for (const service of flow.services) {
        const ports = known.ports.get(service.transport) ?? new Set();
        known.ports.set(service.transport, ports.add(portsText(service)));
      }
    }
  }
  return tallies;
}

const TRANSPORTS: readonly Transport[] = ['tcp', 'udp', 'icmp'];

/** `tcp 80,443  udp 9`, lowest first. */
function portsOf({ ports }: Tally): string {
  const first = (text: string): number => Number.parseInt(text, 10) || 0;
  return TRANSPORTS.flatMap((transport): [string, ReadonlySet<string>][] => {
    const texts = ports.get(transport);
    return texts ? [[transport, texts]] : [];
  })
    .map(([transport, texts]) => {
      const parts = new Set([...texts].flatMap((text) => text.split(',')));
      return transport === 'icmp'
        ? 'ping'
        : `${transport} ${[...parts].sort((a, b) => first(a) - first(b)).join(',')}`;
    })
    .join('  ');
}

/** Most rows first; names decide between equals. */
function ranked(tallies: ReadonlyMap<string, Tally>): [string, Tally][] {
  return [...tallies].sort(([a, x], [b, y]) => y.flows - x.flows || (a < b ? -1 : a > b ? 1 : 0));
}

function pairLines(flows: readonly Flow[], width: number): string[] {
  const entries = ranked(tally(flows, (flow) => [flowRoles(flow).join(' → ')]));
  const lines = columns(
    entries.slice(0, SHOWN).map(([pair, t]) => [pair, counted(t.flows, 'flow'), portsOf(t)]),
    width,
  );
  const left = entries.length - SHOWN;
  return left > 0 ? [...lines, `and ${counted(left, 'more pair')} of roles`] : lines;
}

function filterLines(flows: readonly Flow[], width: number): string[] {
  const crossed = tally(flows, (flow) => [...new Set(flow.path.map((crossing) => crossing.filter))]);
  const entries = ranked(crossed).map(([filter, t]) => [
    visible(filter),
    counted(t.flows, 'flow'),
    counted(t.rows, 'row'),
  ]);
  const inside = flows.filter((flow) => flow.path.length === 0);
  if (inside.length > 0) {
    const rows = inside.reduce((sum, flow) => sum + countRows(flow), 0);
    entries.push(['none (inside a zone)', counted(inside.length, 'flow'), counted(rows, 'row')]);
  }
  return columns(entries, width);
}

function phaseLines(flows: readonly Flow[], width: number): string[] {
  const counts = new Map<string, number>();
  for (const flow of flows) {
    for (const service of flow.services) counts.set(service.phase, (counts.get(service.phase) ?? 0) + 1);
  }
  const entries = Object.entries(PHASES).flatMap(([phase, words]) => {
    const n = counts.get(phase);
    return n === undefined ? [] : [[words, counted(n, 'service')]];
  });
  return columns(entries, width);
}

function noticeLines(plan: Plan, width: number): string[] {
  const notices: string[] = [];
  const wide = plan.flows.filter((flow) => flow.path.length > 0 && flow.services.some(hasManyPorts));
  if (wide.length > 0) {
    const filters = [...new Set(wide.flatMap((flow) => flow.path.map((crossing) => crossing.filter)))].sort();
    notices.push(
      `${counted(wide.length, 'flow')} with more than ${MANY_PORTS} ports through ${filters.join(', ')}: ` +
        'a narrower RPC range (rpc: on a host) makes it less',
    );
  }
  const endless = plan.flows.filter((flow) =>
    flow.services.some(
      (s) => (s.phase === 'install' || s.phase === 'migration') && s.window?.until === undefined,
    ),
  );
  if (endless.length > 0) {
    notices.push(`${counted(endless.length, 'flow')} for installation or migration without a last day`);
  }
  const findings = plan.diagnostics.filter((d) => d.severity !== 'note');
  for (const { code, message } of findings.slice(0, SHOWN)) notices.push(`${code} ${message}`);
  if (findings.length > SHOWN)
    notices.push(`and ${counted(findings.length - SHOWN, 'more finding')}: portolan check`);
  return notices.flatMap((notice) =>
    wrap(visible(notice), width - 4).map((text, i) => (i === 0 ? `- ${text}` : `  ${text}`)),
  );
}

function hasManyPorts({ ports }: Flow['services'][number]): boolean {
  return ports.reduce((sum, range) => sum + range.last - range.first + 1, 0) > MANY_PORTS;
}

function nextLines(next: NonNullable<SummaryOptions['next']>, width: number): string[] {
  const longest = Math.max(0, ...next.map(({ command }) => displayWidth(command)));
  if (next.every(({ gives }) => longest + 4 + displayWidth(gives) <= width)) {
    return next.map(({ command, gives }) => `${pad(command, longest)}  ${gives}`);
  }
  // A command is never cut or broken: it is there to be copied.
  return next.flatMap(({ command, gives }) => [
    command,
    ...wrap(gives, width - 6).map((text) => `    ${text}`),
  ]);
}

/** Columns as wide as their longest cell; the last one breaks into more lines. */
function columns(entries: readonly (readonly string[])[], width: number): string[] {
  const room = width - 2;
  const last = (entries[0]?.length ?? 1) - 1;
  const widths = Array.from({ length: last }, (_, i) =>
    Math.min(
      Math.max(...entries.map((cells) => displayWidth(cells[i] ?? ''))),
      i === 0 ? Math.floor(room / 2) : room,
    ),
  );
  const indent = widths.reduce((sum, w) => sum + w + 2, 0);
  return entries.flatMap((cells) => {
    const head = widths.map((w, i) => `${pad(truncate(cells[i] ?? '', w), w)}  `).join('');
    const lines = wrap(cells[last] ?? '', Math.max(12, room - indent));
    return lines.map((text, i) => (i === 0 ? head : ' '.repeat(indent)) + text);
  });
}
