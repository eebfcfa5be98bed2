import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Policy } from '../../policy/model.ts';
import { withoutFollowed } from '../lowering/followed.ts';
import { Names } from '../lowering/names.ts';
import { type Objects, objectsOf, type ServiceObject } from '../lowering/objects.ts';
import { remarksOf } from '../lowering/remarks.ts';
import type { Side, Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { CAPABILITIES } from './capabilities.ts';
import type {
  AsaFile,
  PrintedEntry,
  PrintedGroup,
  PrintedList,
  PrintedService,
  PrintedServices,
  PrintedSide,
} from './print-model.ts';

/** Meaning only: neutral policy → objects, groups and a list for each interface. */
export function lower(policy: Policy): { model: AsaFile; diagnostics: readonly Diagnostic[] } {
  const kept = withoutFollowed(policy, ['tftp']);
  const { terms, diagnostics: found } = termsOf(kept, CAPABILITIES);
  const diagnostics = [...found];
  // Objects and groups of all kinds share their names.
  const names = new Names({
    longest: CAPABILITIES.nameLength,
    illegal: /[^A-Za-z0-9._-]/,
    start: { legal: /^[A-Za-z]/, prefix: 'n-' },
    reserved: RESERVED,
  });
  const objects = objectsOf(terms, { addressNames: names, serviceNames: names, mostInline: 1 });
  const groups = new Set(objects.addressGroups.map((group) => group.name));
  const services = new Map(objects.services.map((service) => [service.name, serviceOf(service)]));
  const known: Known = { sides: new Map(), services: new Map() };
  const entryOf = (term: Term): PrintedEntry => ({
    remarks: remarksOf(term, CAPABILITIES.commentBytes),
    services: servicesOf(term, objects, services, known),
    from: sideOf(term.from, term, objects, groups, known),
    to: sideOf(term.to, term, objects, groups, known),
    rules: term.rules,
  });
  const interfaceNames = new Names({ longest: 48, illegal: /[^A-Za-z0-9._/-]/ });
  const lists = policy.interfaces.map(({ name }): PrintedList => {
    const nameif = interfaceOf(name, interfaceNames, diagnostics);
    const own = terms.filter((term) => term.fromInterface === name);
    return { name: `portolan_${nameif}`, interface: nameif, entries: own.map(entryOf) };
  });
  return {
    model: {
      name: policy.name,
      hierarchy: policy.hierarchy,
      objects: [
        ...objects.addresses.map(({ name, network }) => ({
          name,
          value: { kind: 'network', network } as const,
        })),
        ...objects.fqdns.map(({ name, fqdn }) => ({ name, value: { kind: 'fqdn', fqdn } as const })),
      ],
      groups: objects.addressGroups.map((group) => groupOf(group, groups)),
      serviceGroups: objects.serviceGroups.map(({ name, members }) => ({
        name,
        services: members.flatMap((member) => services.get(member) ?? []),
      })),
      lists,
      inspectsTftp: kept !== policy,
    },
    diagnostics,
  };
}

/** Words that stand in the place of a name. */
const RESERVED: ReadonlySet<string> = new Set([
  'any',
  'any4',
  'any6',
  'host',
  'interface',
  'object',
  'range',
]);

/** Names in the hierarchy stand for interfaces of the device (`nameif`). */
function interfaceOf(name: string, names: Names, diagnostics: Diagnostic[]): string {
  const nameif = names.take(name);
  if (nameif !== name)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `${JSON.stringify(name)} can be no interface of an ASA: its list is for ${nameif}`,
        help: "Name the filter's `interfaces` as `nameif` names them",
      }),
    );
  return nameif;
}

/** What was made of sides and services: most of them stand in many terms. */
interface Known {
  readonly sides: Map<Side, PrintedSide>;
  readonly services: Map<Term['services'], PrintedServices>;
}

function sideOf(
  side: Side,
  { families }: Term,
  objects: Objects,
  groups: ReadonlySet<string>,
  { sides }: Known,
): PrintedSide {
  if (side.kind === 'any') return { kind: 'any', family: families[0] ?? 4 };
  let made = sides.get(side);
  if (!made) {
    const [name = ''] = objects.side(side);
    made = { kind: groups.has(name) ? 'group' : 'object', name };
    sides.set(side, made);
  }
  return made;
}

function groupOf(
  { name, about, members }: Objects['addressGroups'][number],
  groups: ReadonlySet<string>,
): PrintedGroup {
  return {
    name,
    about,
    objects: members.filter((member) => !groups.has(member)),
    groups: members.filter((member) => groups.has(member)),
  };
}

function serviceOf({ transport, ports }: ServiceObject): PrintedService {
  if (transport === 'esp') return { transport };
  if (!ports) return { transport: transport === 'icmpv6' ? 'icmp6' : 'icmp' };
  return { transport: transport === 'udp' ? 'udp' : 'tcp', ports };
}

/** One service stands in the entry itself, several in a group. */
function servicesOf(
  term: Term,
  objects: Objects,
  services: ReadonlyMap<string, PrintedService>,
  known: Known,
): PrintedServices {
  let made = known.services.get(term.services);
  if (!made) {
    const [name = ''] = objects.servicesOf(term);
    const service = services.get(name);
    made = service ? { kind: 'one', service } : { kind: 'group', name };
    known.services.set(term.services, made);
  }
  return made;
}
