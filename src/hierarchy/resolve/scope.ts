import type { Role } from '../../catalog/model.ts';
import type { Code } from '../../diagnostics/codes.ts';
import { IMPLICIT_ZONE } from '../outside.ts';
import type { Located } from '../schema/shape.ts';
import type { Source } from '../schema/source.ts';
import { quote } from '../schema/values.ts';
import type { WrittenDocument } from '../schema/written.ts';

/** Names of one kind with their offsets. Absent sections are not known, so that nothing follows from a typo in `hosts:`. */
type Section = ReadonlyMap<string, number>;

/** Everything that references can mean, and the functions that look them up and report what is unknown. */
export interface Scope {
  readonly document: WrittenDocument;
  readonly roles: ReadonlyMap<string, Role>;
  readonly report: Source['report'];
  readonly suggest: Source['suggest'];
  readonly has: Source['has'];
  /** Whether roles or zones couldn't be read: that something is missing there may only follow from that. */
  readonly uncertain: { readonly roles: boolean; readonly zones: boolean };
  readonly sites: Section;
  readonly hosts: Section;
  readonly zones: Section;
  readonly gateways: Section;
  readonly host: (name: Located<string> | undefined) => string | undefined;
  readonly site: (name: Located<string> | undefined) => string | undefined;
  readonly zone: (name: Located<string> | undefined) => string | undefined;
  readonly filter: (name: Located<string> | undefined) => string | undefined;
  readonly group: (name: Located<string> | undefined) => string | undefined;
  readonly gateway: (name: Located<string> | undefined) => string | undefined;
  /** A forest that some host belongs to. */
  readonly forest: (name: Located<string> | undefined) => string | undefined;
  /** A host or gateway. */
  readonly siteSystem: (name: Located<string> | undefined) => string | undefined;
  /** A host, client network or console network. */
  readonly caller: (name: Located<string> | undefined) => string | undefined;
  /** A host, client network, console network or zone: an end of other traffic. */
  readonly end: (name: Located<string> | undefined) => string | undefined;
  /** Looks up a list; names that stand in it twice are reported and left out. */
  readonly each: (
    names: readonly Located<string>[] | undefined,
    lookUp: (name: Located<string>) => string | undefined,
  ) => readonly string[];
}

interface Named {
  readonly name: string;
  readonly offset: number;
}

const NONE: readonly string[] = Object.freeze([]);
const ANY: Section = new Map([['any', 0]]);

export function createScope(
  document: WrittenDocument,
  roles: ReadonlyMap<string, Role>,
  source: Source,
): Scope {
  const section = (entries: readonly Named[] | undefined): Section =>
    new Map(entries?.map((entry) => [entry.name, entry.offset]));
  const hosts = section(document.hosts);
  const sites = section(document.sites);
  const zones = new Map(section(document.zones));
  zones.set('internet', 0);
  if (document.zones === undefined && document.at.zones === undefined) zones.set(IMPLICIT_ZONE, 0);
  const filters = section(document.filters);
  const groups = section(document.boundaryGroups);
  const gateways = section(document.cloud?.gateways);
  const clients = section(document.clients);
  const consoles = section(document.consoles);
  const forests = new Map(
    document.hosts?.flatMap(({ value, offset }) => (value?.forest ? [[value.forest, offset]] : [])),
  );

  /** A section that was written but could not be read: every reference to it would be reported for nothing. */
  const lost = (key: keyof WrittenDocument): boolean =>
    document[key] === undefined && document.at[key] !== undefined;

  const lookUp =
    (code: Code, what: string, where: string, known: readonly Section[], uncertain: boolean) =>
    (name: Located<string> | undefined): string | undefined => {
      if (!name) return undefined;
      if (known.some((names) => names.has(name.value))) return name.value;
      if (uncertain) return undefined;
      const candidates = (function* (): Generator<string> {
        for (const names of known) yield* names.keys();
      })();
      const help = source.suggest(name.value, candidates) ?? `add it under \`${where}\``;
      source.report(code, name.offset, { message: `there is no ${what} ${quote(name.value)}`, help });
      return undefined;
    };

  return {
    document,
    roles,
    report: source.report,
    suggest: source.suggest,
    has: source.has,
    uncertain: {
      roles:
        lost('hosts') ||
        source.has(['PT3007', 'PT3008', 'PT2016']) ||
        (document.hosts?.some(
          ({ value }) => !value || (value.at.roles !== undefined && value.roles === undefined),
        ) ??
          false),
      zones:
        lost('zones') || source.has(['PT2001', 'PT2002', 'PT2004', 'PT2008'], ...spanOf(document, 'zones')),
    },
    sites,
    hosts,
    zones,
    gateways,
    host: lookUp('PT3001', 'host', 'hosts', [hosts], lost('hosts') || document.at.hosts === undefined),
    site: lookUp('PT3002', 'site', 'sites', [sites], lost('sites') || document.at.sites === undefined),
    zone: lookUp('PT3003', 'zone', 'zones', [zones], lost('zones')),
    filter: lookUp('PT3004', 'filter', 'filters', [filters], lost('filters')),
    group: lookUp('PT3005', 'boundary group', 'boundaryGroups', [groups], lost('boundaryGroups')),
    gateway: lookUp('PT3006', 'gateway', 'cloud.gateways', [gateways], lost('cloud')),
    forest: lookUp('PT3019', 'forest', 'hosts', [forests], lost('hosts')),
    siteSystem: lookUp(
      'PT3001',
      'host or gateway',
      'hosts',
      [hosts, gateways],
      lost('hosts') || lost('cloud'),
    ),
    caller: lookUp(
      'PT3018',
      'host, client network or console network',
      'hosts',
      [hosts, clients, consoles],
      lost('hosts') || lost('clients') || lost('consoles'),
    ),
    end: lookUp(
      'PT3020',
      'host, client network, console network or zone',
      'hosts',
      [hosts, clients, consoles, zones, ANY],
      lost('hosts') || lost('clients') || lost('consoles') || lost('zones'),
    ),
    each: (names, one) => {
      if (!names || names.length === 0) return NONE;
      const found = new Map<string, number>();
      for (const name of names) {
        const known = one(name);
        if (known === undefined) continue;
        const first = found.get(known);
        if (first === undefined) found.set(known, name.offset);
        else {
          const related = [{ message: 'first listed here', offset: first }];
          source.report('PT3010', name.offset, { message: `${quote(known)} is listed twice`, related });
        }
      }
      return [...found.keys()];
    },
  };
}

/** Offsets between a section's start and that of the next one. */
function spanOf(document: WrittenDocument, key: string): readonly [from: number, to: number] {
  const from = document.at[key] ?? 0;
  const later = Object.values(document.at).filter((offset) => offset > from);
  return [from, Math.min(Number.POSITIVE_INFINITY, ...later)];
}
