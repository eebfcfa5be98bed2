import { isIP } from 'node:net';
import { endWith, type Wanted } from '../probe/choose.ts';
import type { AskedProbe } from './jobs/job-request.ts';
import { unknown } from './plan-query.ts';
import { Problem } from './problem.ts';
import type { PlannedState } from './state.ts';

/** What a request means by its names. One that nothing has is told at its field. */
export function wantedOf(asked: AskedProbe, state: PlannedState): Wanted {
  const { plan, hierarchy, catalog } = state;
  const { from, to = [], phases = ['always'], services, conversations, flows } = asked;
  const addresses = to.filter((text) => isIP(text) !== 0);
  const names = to.filter((text) => isIP(text) === 0);
  const ends = (): Iterable<string> =>
    new Set(plan.flows.flatMap((flow) => [...flow.from, ...flow.to]).map(({ name }) => name));
  const networks = [...hierarchy.clients, ...hierarchy.consoles];
  const starts = (): Iterable<string> => [...hierarchy.hosts, ...networks].map(({ name }) => name);
  const known = {
    ...(from !== undefined && { from: one('from', from, starts) }),
    ...(to.length > 0 && {
      to: [...all('to', names, ends), ...addresses.map((address) => endOf(address, state))],
    }),
    phases,
    ...(services && { services: all('services', services, () => catalog.services.keys()) }),
    ...(conversations && {
      conversations: all('conversations', conversations, () => catalog.conversations.map(({ id }) => id)),
    }),
    ...(flows && { flows: all('flows', flows, () => plan.flows.map(({ id }) => id)) }),
  };
  return { addresses, selection: known };
}

function one(field: string, name: string, known: () => Iterable<string>): string {
  all(field, [name], known);
  return name;
}

function all(field: string, names: readonly string[], known: () => Iterable<string>): readonly string[] {
  const all = new Set(names.length === 0 ? [] : known());
  for (const name of names) if (!all.has(name)) throw unknown(field, name, all);
  return names;
}

function endOf(address: string, { hierarchy }: PlannedState): string {
  const end = endWith(address, hierarchy);
  if (end !== undefined) return end;
  throw new Problem(422, 'not-in-plan', undefined, {
    errors: [
      {
        field: 'to',
        message: `${address} belongs to no host and no subnet of the hierarchy`,
        help: 'Only what the plan has can be asked: add the host or the subnet to the hierarchy first.',
      },
    ],
  });
}
