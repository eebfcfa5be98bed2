import type { Origin } from '../../policy/model.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type {
  PrintedAddress,
  PrintedApplication,
  PrintedContext,
  PrintedPolicy,
  PrintedSet,
  SrxFile,
} from './print-model.ts';

/** A statement to be printed, in either form. */
export interface Statement {
  readonly words: readonly string[];
  /** Of a statement with values, one or several. */
  readonly values?: readonly string[];
  readonly children?: Iterable<Statement>;
  /** Lines of a comment above it. */
  readonly notes?: readonly string[];
  /** The rule that it and what stands in it are for. */
  readonly rule?: { readonly id: string; readonly origins: readonly Origin[] };
}

/** The statements of a file, still without quotes. */
export function statementsOf(file: SrxFile): readonly Statement[] {
  const addresses = [...file.addresses.map(address), ...file.addressSets.map((set) => setOf('address', set))];
  const applications = [
    ...file.applications.map(application),
    ...file.applicationSets.map((set) => setOf('application', set)),
  ];
  const contexts = file.contexts.map(context);
  return [
    ...(addresses.length + contexts.length > 0
      ? [
          {
            words: ['security'],
            children: [
              ...(addresses.length > 0
                ? [{ words: ['address-book'], children: [{ words: ['global'], children: addresses }] }]
                : []),
              ...(contexts.length > 0 ? [{ words: ['policies'], children: contexts }] : []),
            ],
          },
        ]
      : []),
    ...(applications.length > 0 ? [{ words: ['applications'], children: applications }] : []),
  ];
}

const leaf = (keyword: string, ...values: readonly string[]): Statement => ({ words: [keyword], values });

/** Descriptions take neither line ends nor what XML means something by. */
function description(text: string): readonly Statement[] {
  const plain = truncateBytes(
    visible(text).replace(/[<>&]/g, '_').replaceAll('"', "'").replaceAll('\\', '/'),
    CAPABILITIES.commentBytes,
  );
  return plain.trim() === '' ? [] : [leaf('description', plain)];
}

function address(item: PrintedAddress): Statement {
  const about = item.about === item.name ? [] : description(item.about);
  const words = ['address', item.name];
  switch (item.kind) {
    case 'prefix':
      return { words, children: [...about, { words: [item.value] }] };
    case 'fqdn':
      return { words, children: [...about, leaf('dns-name', item.value)] };
    case 'range':
      return {
        words,
        children: [...about, { words: ['range-address', item.first], children: [leaf('to', item.last)] }],
      };
    default:
      return item satisfies never;
  }
}

function setOf(kind: 'address' | 'application', { name, about, members, sets }: PrintedSet): Statement {
  return {
    words: [`${kind}-set`, name],
    children: [
      ...(about === name ? [] : description(about)),
      ...members.map((member) => ({ words: [kind, member] })),
      ...sets.map((member) => ({ words: [`${kind}-set`, member] })),
    ],
  };
}

function application({ name, protocol, port, icmpType, alg }: PrintedApplication): Statement {
  const number = port && (port.first === port.last ? `${port.first}` : `${port.first}-${port.last}`);
  return {
    words: ['application', name],
    children: [
      ...(alg ? [leaf('application-protocol', alg)] : []),
      leaf('protocol', protocol),
      ...(number === undefined ? [] : [leaf('destination-port', number)]),
      ...(icmpType === undefined
        ? []
        : [leaf(protocol === 'icmp' ? 'icmp-type' : 'icmp6-type', `${icmpType}`)]),
    ],
  };
}

function context({ from, to, policies }: PrintedContext): Statement {
  return { words: ['from-zone', from, 'to-zone', to], children: { [Symbol.iterator]: () => each(policies) } };
}

/** One after the other, as they are printed: all at once, thousands would have to be kept. */
function* each(policies: readonly PrintedPolicy[]): Generator<Statement> {
  for (const one of policies) yield policy(one);
}

function policy({
  name,
  title,
  time,
  origins,
  sources,
  destinations,
  applications,
}: PrintedPolicy): Statement {
  const flows = origins.map((origin) => origin.flow).join(', ');
  return {
    words: ['policy', name],
    notes: [`${title} (${time})`, `flows: ${flows}`],
    rule: { id: name, origins },
    children: [
      ...description(`${title} (${time}). Flows: ${flows}`),
      {
        words: ['match'],
        children: [
          leaf('source-address', ...sources),
          leaf('destination-address', ...destinations),
          leaf('application', ...applications),
        ],
      },
      { words: ['then'], children: [{ words: ['permit'] }] },
    ],
  };
}

/** A word of a configuration, in quotes where it needs them. */
export function word(text: string): string {
  if (/^[A-Za-z0-9_./:*-]+$/.test(text) && !text.includes('/*')) return text;
  return `"${visible(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
