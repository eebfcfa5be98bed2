import { quote } from '../schema/values.ts';
import { type Draft, type Holder, placeOf } from './draft.ts';

/** Pull distribution points and their sources. */
export function checkContent(draft: Draft): void {
  const { holders, hierarchy, report } = draft;
  const pulling = new Map<string, Holder>();
  const points = new Set<string>();
  for (const holder of holders.get('distribution-point') ?? []) {
    points.add(holder.host.name);
    if (holder.role.options.pull === true) pulling.set(holder.host.name, holder);
  }
  const gateways = new Map(hierarchy.gateways.map((gateway) => [gateway.name, gateway]));
  for (const { host, role } of pulling.values()) {
    const sources = sourcesOf(role.options['pull.sources']);
    if (!sources) {
      report('PT4018', placeOf(role, 'pull'), {
        message: `${quote(host.name)} pulls its content, but from nowhere`,
        expected: '`pull: [<distribution point>]`',
      });
    }
    for (const source of sources ?? []) {
      if (points.has(source) || gateways.get(source)?.content) continue;
      const gateway = gateways.has(source);
      report('PT4019', placeOf(role, 'pull'), {
        message: gateway
          ? `the gateway ${quote(source)} has no content`
          : `${quote(source)} is not a distribution point`,
        help: gateway ? 'set its `content: true`' : 'give it the role distribution-point',
      });
    }
  }
  checkCircles(pulling, draft);
}

function sourcesOf(option: unknown): readonly string[] | undefined {
  return Array.isArray(option) ? option : undefined;
}

/** A pull distribution point gets content if one of its sources does; what remains waits for itself. */
function checkCircles(pulling: ReadonlyMap<string, Holder>, { report }: Draft): void {
  const waiting = new Set(pulling.keys());
  const users = new Map<string, string[]>();
  const ready: string[] = [];
  for (const [name, { role }] of pulling) {
    const sources = sourcesOf(role.options['pull.sources']);
    if (!sources || sources.length === 0 || sources.some((source) => !pulling.has(source))) {
      waiting.delete(name);
      ready.push(name);
      continue;
    }
    for (const source of sources) {
      const list = users.get(source);
      if (list) list.push(name);
      else users.set(source, [name]);
    }
  }
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    for (const user of users.get(next) ?? []) if (waiting.delete(user)) ready.push(user);
  }
  const [first, ...others] = [...waiting].flatMap((name) => pulling.get(name) ?? []);
  if (!first) return;
  report('PT4020', placeOf(first.role, 'pull'), {
    message: `content never arrives at ${quote(first.host.name)}: its sources wait for it`,
    help: 'one of them needs a source that does not pull',
    related: others
      .slice(0, 5)
      .map(({ host, role }) => ({ message: `${host.name} waits, too`, offset: placeOf(role, 'pull') })),
  });
}
