/** Reads a saved plan, `portolan/plan/1`, back into what it was written from. */
import type { Conversation, Phase, Service } from '../catalog/model.ts';
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { type Network, parseNetwork } from '../net/network.ts';
import type { PortRange, Transport } from '../net/ports.ts';
import { FormReader, Malformed } from './form-reader.ts';
import type { Endpoint, EndpointKind, Flow, FlowService, Plan, Reason } from './model.ts';
import { PLAN_FORMAT } from './plan-format.ts';

/** Characters of a document, at most. The plan of the largest hierarchy that is supported has some 150 million. */
export const LONGEST_PLAN = 400_000_000;

export type PlanReading = { readonly plan: Plan } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a document that `portolan plan --format json` wrote. Never throws, whatever the text is. What a document
 * leaves out of a conversation, its conditions and services, is empty.
 */
export function readPlan(text: string, file: string): PlanReading {
  const place: Place = { file, line: 1, column: 1, length: 0 };
  if (text.length > LONGEST_PLAN) {
    const message = `${file} has ${text.length} characters`;
    return {
      diagnostics: [diagnostic('PT6011', { message, place, expected: `at most ${LONGEST_PLAN}` })],
    };
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { diagnostics: [notJson(text, file, error)] };
  }
  try {
    return { plan: planOf(new FormReader(document, '')) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    const message = `${file} is no plan that can be read: ${error.message}`;
    const help = `\`portolan plan --format json --out FILE\` writes one`;
    return { diagnostics: [diagnostic('PT6010', { message, place, help })] };
  }
}

/** Node tells the place of a syntax error by its offset, in most cases. */
function notJson(text: string, file: string, error: unknown): Diagnostic {
  const [, at] = /at position (\d+)/.exec(String(error)) ?? [];
  const offset = at === undefined ? text.length : Number(at);
  const before = text.slice(0, offset);
  const place = {
    file,
    line: before.split('\n').length,
    column: offset - before.lastIndexOf('\n'),
    length: 0,
  };
  return diagnostic('PT6009', {
    message: `${file} is not JSON from here on`,
    place,
    help: 'Was it cut off, or changed by hand? `portolan plan --format json --out FILE` writes it anew',
  });
}

function planOf(root: FormReader): Plan {
  const format = root.key('format').text();
  if (format !== PLAN_FORMAT)
    throw new Malformed(`its format is ${JSON.stringify(format.slice(0, 60))}, not "${PLAN_FORMAT}"`);
  const services = byId(root.key('services').list(serviceOf));
  const conversations = byId(root.key('conversations').list(conversationOf));
  const networks = new Map<string, Network>();
  const ends = root.key('endpoints').list((end) => endpointOf(end, networks));
  return {
    hierarchy: root.key('hierarchy').text(),
    version: root.key('version').whole(0, 9999),
    flows: root.key('flows').list((flow) => flowOf(flow, { services, conversations, ends })),
    // They told what was found when the plan was made.
    diagnostics: [],
  };
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

const TRANSPORTS: readonly Transport[] = ['tcp', 'udp', 'icmp'];
const PHASES: readonly Phase[] = ['always', 'install', 'migration', 'on-demand'];
const KINDS: readonly EndpointKind[] = ['host', 'clients', 'consoles', 'listener', 'internet'];

function serviceOf(form: FormReader): Service {
  const rpc = form.optional('rpc')?.oneOf(['dynamic', 'endpoint-mapper']);
  const cast = form.optional('cast')?.oneOf(['broadcast', 'multicast']);
  return {
    id: form.key('id').text(),
    name: form.key('name').text(),
    transport: form.key('transport').oneOf(TRANSPORTS),
    ports: form.key('ports').text(),
    ...(rpc && { rpc }),
    ...(cast && { cast }),
  };
}

function conversationOf(form: FormReader): Conversation {
  return {
    id: form.key('id').text(),
    title: form.key('title').text(),
    initiator: form.key('initiator').text(),
    responder: form.key('responder').text(),
    direction: form.key('direction').oneOf(['one-way', 'two-way']),
    purpose: form.key('purpose').text(),
    guide: form
      .key('guide')
      .list((row) => ({ table: row.key('table').text(), row: row.key('row').whole(1, 9999) })),
    sources: form.key('sources').list((source) => source.text()),
    ...UNKNOWN,
  };
}

/** What a saved plan leaves out: it says what follows from them. */
const UNKNOWN: Pick<
  Conversation,
  | 'pairing'
  | 'when'
  | 'reverseWhen'
  | 'phase'
  | 'services'
  | 'lifecycle'
  | 'basis'
  | 'conflicts'
  | 'differences'
  | 'entries'
> = {
  pairing: 'everywhere',
  when: [],
  reverseWhen: [],
  phase: 'always',
  services: [],
  lifecycle: { status: 'current' },
  basis: '',
  conflicts: [],
  differences: [],
  entries: [],
};

function endpointOf(form: FormReader, known: Map<string, Network>): Endpoint {
  const owner = form.optional('owner')?.text();
  const os = form.optional('os')?.oneOf(['windows', 'linux']);
  return {
    kind: form.key('kind').oneOf(KINDS),
    name: form.key('name').text(),
    zone: form.key('zone').text(),
    networks: form.key('networks').list((item) => networkOf(item, known)),
    fqdns: form.key('fqdns').list((item) => item.text()),
    ...(owner !== undefined && { owner }),
    ...(os && { os }),
  };
}

function networkOf(form: FormReader, known: Map<string, Network>): Network {
  const text = form.text();
  const again = known.get(text);
  if (again) return again;
  const network = parseNetwork(text);
  if ('error' in network) throw form.malformed(`is no network: ${network.error}`);
  known.set(text, network);
  return network;
}

interface Tables {
  readonly services: ReadonlyMap<string, Service>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly ends: readonly Endpoint[];
}

function flowOf(form: FormReader, tables: Tables): Flow {
  const endAt = (item: FormReader): Endpoint =>
    tables.ends[item.whole(0, tables.ends.length - 1)] as Endpoint;
  return {
    id: form.key('id').text(),
    conversation: form.key('conversation').idOf(tables.conversations, 'conversations'),
    reverse: form.key('reverse').flag(),
    from: form.key('from').list(endAt),
    to: form.key('to').list(endAt),
    services: form.key('services').list((item) => flowServiceOf(item, tables)),
    path: form.key('path').list((item) => ({
      filter: item.key('filter').text(),
      from: item.key('from').text(),
      to: item.key('to').text(),
    })),
    reasons: form.key('reasons').list(reasonOf),
  };
}

function flowServiceOf(form: FormReader, { services }: Tables): FlowService {
  const window = form.optional('window');
  const [from, until] = [window?.optional('from')?.text(), window?.optional('until')?.text()];
  return {
    service: form.key('service').idOf(services, 'services'),
    transport: form.key('transport').oneOf(TRANSPORTS),
    ports: form.key('ports').list(portsOf),
    phase: form.key('phase').oneOf(PHASES),
    ...(window && {
      window: { ...(from !== undefined && { from }), ...(until !== undefined && { until }) },
    }),
    reasons: form.key('reasons').list(reasonOf),
  };
}

function portsOf(form: FormReader): PortRange {
  const first = form.key('first').whole(1, 65535);
  return { first, last: form.key('last').whole(first, 65535) };
}

function reasonOf(form: FormReader): Reason {
  const setting = form.optional('setting')?.text();
  const value = form.optional('value')?.text();
  const place = form.optional('place');
  return {
    text: form.key('text').text(),
    ...(setting !== undefined && { setting }),
    ...(value !== undefined && { value }),
    ...(place && { place: placeOf(place) }),
  };
}

function placeOf(form: FormReader): Place {
  const number = (key: string, least: number): number => form.key(key).whole(least, 2 ** 31);
  return {
    file: form.key('file').text(),
    line: number('line', 1),
    column: number('column', 1),
    length: number('length', 0),
  };
}
