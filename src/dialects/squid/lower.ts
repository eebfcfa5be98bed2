import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPorts, type PortRange } from '../../net/ports.ts';
import type { Policy } from '../../policy/model.ts';
import { subtractPorts } from '../../policy/subtract-ports.ts';
import { Names } from '../lowering/names.ts';
import type { Side, Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { SquidAcl, SquidAllow, SquidFile, SquidRule } from './model.ts';
import { isLegalName } from './names.ts';

/** The port on which a web proxy is asked for plain HTTP; to every other one it is asked to connect. */
const HTTP: readonly PortRange[] = [{ first: 80, last: 80 }];

/** Meaning only: what a proxy has to fetch → lines of an allow-list. */
export function lower(policy: Policy): { model: SquidFile; diagnostics: Diagnostic[] } {
  const { terms, diagnostics: lowering } = termsOf(policy, CAPABILITIES);
  const diagnostics = [...lowering];
  const book = new Book();
  const illegal = new Set<string>();
  const rules = terms.flatMap((term): SquidRule[] => {
    const allows = allowsOf({ ...term, to: withLegalNames(term.to, illegal) }, book);
    return allows.length > 0 ? [{ term, allows }] : [];
  });
  for (const name of illegal)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `${JSON.stringify(name)} is no host name that Squid takes, so ${policy.name} has no line for it`,
        expected: 'letters, digits, dots and hyphens, and * for any of them',
      }),
    );
  const model = { proxy: policy.name, hierarchy: policy.hierarchy, acls: book.acls, rules };
  return { model, diagnostics };
}

/** The same destination without names that could break out of their line. */
function withLegalNames(side: Side, illegal: Set<string>): Side {
  if (side.kind !== 'names') return side;
  const parties = side.parties.map((party) => ({ ...party, fqdns: party.fqdns.filter(isLegalName) }));
  for (const { fqdns } of side.parties) for (const name of fqdns) if (!isLegalName(name)) illegal.add(name);
  return { ...side, parties };
}

function allowsOf(term: Term, book: Book): SquidAllow[] {
  const from = book.source(term.from);
  const names = book.names(term.to);
  const ports = term.services.flatMap((service) => (service.transport === 'tcp' ? service.ports : []));
  const secure = subtractPorts(ports, HTTP);
  const plain = subtractPorts(ports, secure);
  return [
    { connect: false, ports: plain },
    { connect: true, ports: secure },
  ].flatMap(({ connect, ports: some }) =>
    some.length === 0 ? [] : names.map((list) => ({ connect, acls: [...from, book.ports(some), list] })),
  );
}

/** Gives each list of addresses, ports and names a name once. */
class Book {
  readonly acls: SquidAcl[] = [];
  readonly #given = new Names({
    longest: CAPABILITIES.nameLength,
    illegal: /[^A-Za-z0-9_.-]/,
    ignoresCase: true,
  });
  readonly #known = new Map<string, string>();

  source(side: Side): readonly string[] {
    if (side.kind !== 'networks') return [];
    const [first = '', ...rest] = side.parties.map((party) => party.name);
    const wish = `cm_from_${first}${rest.length > 0 ? `_and_${rest.length}_more` : ''}`;
    const about = side.parties.map((party) => party.name).join(', ');
    return [
      this.#once(`src ${side.key}`, wish, (name) => ({ name, type: 'src', networks: side.networks, about })),
    ];
  }

  ports(ports: readonly PortRange[]): string {
    const text = formatPorts(ports);
    return this.#once(`port ${text}`, `cm_port_${text}`.replaceAll(',', '_'), (name) => ({
      name,
      type: 'port',
      ports,
    }));
  }

  names(side: Side): readonly string[] {
    if (side.kind !== 'names') return [];
    const all = [
      ...new Set(side.parties.flatMap((party) => party.fqdns.map((name) => name.toLowerCase()))),
    ].sort();
    const wish = `cm_to_${side.parties[0]?.name ?? ''}`.replaceAll(/[()]/g, '').replaceAll(' ', '_');
    const lists = [
      { type: 'dstdomain', names: all.filter((name) => !name.includes('*')), wish },
      { type: 'dstdom_regex', names: all.filter((name) => name.includes('*')), wish: `${wish}_below` },
    ] as const;
    return lists
      .filter(({ names }) => names.length > 0)
      .map(({ type, names, wish: own }) =>
        this.#once(`${type} ${names.join(' ')}`, own, (name) => ({ name, type, names })),
      );
  }

  #once(key: string, wish: string, make: (name: string) => SquidAcl): string {
    let name = this.#known.get(key);
    if (name === undefined) {
      name = this.#given.take(wish);
      this.#known.set(key, name);
      this.acls.push(make(name));
    }
    return name;
  }
}
