/** What was typed after `portolan probe`. */
import { isIP } from 'node:net';
import { endWith, type Wanted } from '../../probe/choose.ts';
import { DEFAULTS, LEAST_TIMEOUT, LIMITS } from '../../probe/options.ts';
import type { Planned } from '../../workspace/plan-text.ts';
import { type Arguments, listOption, type OptionDefinition, textOption } from '../command.ts';
import { UsageError } from '../exit.ts';
import { knownHostOrNetwork, knownName, knownPhases } from '../names.ts';

export const SELECTION_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'from',
    value: 'NAME|ADDRESS',
    about:
      'the host, or network of clients or consoles, that this machine is; found from its addresses if left out',
  },
  {
    name: 'to',
    value: 'NAME|ADDRESS',
    about: 'only what goes to this end; an address inside of a subnet of clients stands for one of them',
    repeats: true,
  },
  { name: 'phase', value: 'PHASE,…', about: 'always, install, migration, on-demand; always if left out' },
  { name: 'service', value: 'NAME', about: 'only this service, by its id: smb, sql, …', repeats: true },
  { name: 'conversation', value: 'NAME', about: 'only this conversation, by its id', repeats: true },
  { name: 'flow', value: 'ID', about: 'only this flow, by its id', repeats: true },
];

export const PACE_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'concurrency',
    value: 'N',
    about: `probes under way at once, up to ${LIMITS.concurrency}; ${DEFAULTS.concurrency} if left out`,
  },
  {
    name: 'rate',
    value: 'N',
    about: `probes started in a second; ${DEFAULTS.rate} if left out, 0 for no limit`,
  },
  {
    name: 'timeout',
    value: 'MS',
    about: `how long to wait for each answer, at least ${LEAST_TIMEOUT}; ${DEFAULTS.timeout} if left out`,
  },
];

/** How fast to go about it. */
export function paceOf(args: Arguments): { concurrency: number; rate: number; timeout: number } {
  return {
    concurrency: numberOption(args, 'concurrency', 1, LIMITS.concurrency) ?? DEFAULTS.concurrency,
    rate: numberOption(args, 'rate', 0, LIMITS.rate) ?? DEFAULTS.rate,
    timeout: numberOption(args, 'timeout', LEAST_TIMEOUT, LIMITS.timeout) ?? DEFAULTS.timeout,
  };
}

function numberOption(args: Arguments, name: string, least: number, most: number): number | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new UsageError(`--${name} is a number from ${least} to ${most}, not "${text}"`);
  return value;
}

/** Names that are nobody's are a `UsageError` that says what is near. */
export function wantedOf(args: Arguments, planned: Planned): Wanted {
  const { plan, hierarchy, catalog } = planned;
  const from = textOption(args, 'from');
  const targets = listOption(args, 'to');
  const addresses = targets.filter((text) => isIP(text) !== 0);
  const names = targets.filter((text) => isIP(text) === 0);
  const ends = new Set(plan.flows.flatMap((flow) => [...flow.from, ...flow.to]).map((end) => end.name));
  const to = [
    ...names.map((name) => knownName('nothing in the plan is called', name, ends)),
    ...addresses.map((address) => endOf(address, planned)),
  ];
  const services = listOption(args, 'service').map((id) =>
    knownName('there is no service', id, catalog.services.keys()),
  );
  const conversations = listOption(args, 'conversation').map((id) =>
    knownName(
      'there is no conversation',
      id,
      catalog.conversations.map((c) => c.id),
    ),
  );
  const flows = listOption(args, 'flow').map((id) =>
    knownName(
      'the plan has no flow',
      id,
      plan.flows.map((f) => f.id),
    ),
  );
  return {
    addresses,
    selection: {
      ...(from !== undefined && {
        from: isIP(from) === 0 ? knownHostOrNetwork(from, hierarchy) : endOf(from, planned),
      }),
      ...(to.length > 0 && { to }),
      phases: knownPhases(textOption(args, 'phase') ?? 'always'),
      ...(services.length > 0 && { services }),
      ...(conversations.length > 0 && { conversations }),
      ...(flows.length > 0 && { flows }),
    },
  };
}

function endOf(address: string, { hierarchy }: Planned): string {
  const end = endWith(address, hierarchy);
  if (end !== undefined) return end;
  throw new UsageError(
    `${address} belongs to no host and no subnet of the hierarchy`,
    'only what the plan has can be asked: add the host or the subnet to the hierarchy first',
  );
}
