import { hostname } from 'node:os';
import { createRoute, z } from '@hono/zod-openapi';
import { chooseTasks } from '../../probe/choose.ts';
import { hereOf } from '../../probe/here.ts';
import { ownAddresses } from '../../probe/own-addresses.ts';
import type { ProbeTask, TaskEnd } from '../../probe/task.ts';
import { counted } from '../../report/words.ts';
import type { App, AppContext, RequestContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { answerJson } from '../documents.ts';
import { phasesOf } from '../plan-query.ts';
import { wantedOf } from '../probe-asked.ts';
import { text, wholeNumber } from '../query.ts';
import { mayAs } from '../security/callers.ts';
import { plannedNow } from '../state.ts';

const END = z.object({ name: z.string(), address: z.string().optional() });
const TASK = z
  .object({
    id: z.string(),
    flow: z.string(),
    conversation: z.string(),
    service: z.string(),
    serviceName: z.string(),
    transport: z.enum(['tcp', 'udp', 'icmp']),
    port: z.int().optional(),
    range: z.object({ first: z.int(), last: z.int() }).optional(),
    from: END,
    to: END,
    phase: z.enum(['always', 'install', 'migration', 'on-demand']),
    path: z.array(z.string()).openapi({ description: 'Filters on the way' }),
  })
  .openapi('ProbeTask');

const TASKS = z
  .object({
    machine: z.object({
      name: z.string(),
      addresses: z.array(z.string()),
      host: z.string().optional().openapi({ description: 'The host of the hierarchy that it is' }),
    }),
    running: z.string().optional().openapi({ description: 'A probe that runs: its job, for operators' }),
    on: z.string().optional().openapi({ description: 'The end that the questions are asked as' }),
    nobody: z
      .object({ message: z.string(), help: z.string() })
      .optional()
      .openapi({ description: 'Nothing of the plan starts on this machine' }),
    total: z.int(),
    offset: z.int(),
    notes: z.array(z.string()).openapi({ description: 'What isn’t asked, and why' }),
    targets: z.array(z.object({ name: z.string(), questions: z.int() })),
    tasks: z.array(TASK),
  })
  .openapi('ProbeTasks');
type Tasks = z.infer<typeof TASKS>;

const names = (
  description: string,
): z.ZodType<string | string[] | undefined, string | string[] | undefined> => {
  const name = z.string().min(1).max(2000);
  return z
    .union([name, z.array(name).max(100)])
    .optional()
    .openapi({ description });
};

export function registerProbe(app: App, { workspace, jobs }: AppContext): void {
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/probe/tasks',
      summary: 'What a probe would ask from the machine that this server runs on; nothing is sent',
      request: {
        query: z.object({
          from: text('The host or network that this machine is; found from its addresses if left out'),
          to: names('Ends that answer, or addresses in their subnets'),
          phase: text('Phases, with commas between; `always` if left out', 100),
          service: names('Services, by their ids'),
          conversation: names('Conversations, by their ids'),
          flow: names('Flows, by their ids'),
          offset: wholeNumber(0, 100_000_000, 0),
          limit: wholeNumber(1, 1000, 200),
        }),
      },
      responses: { 200: json('The questions', TASKS), ...PROBLEMS },
    }),
    (c) => {
      const state = plannedNow(workspace);
      const { from, to, phase, service, conversation, flow, offset, limit } = c.req.valid('query');
      const phases = phasesOf(phase);
      const wanted = wantedOf(
        {
          ...(from !== undefined && from !== '' && { from }),
          ...(to !== undefined && { to: [to].flat() }),
          ...(phases && { phases }),
          ...(service !== undefined && { services: [service].flat() }),
          ...(conversation !== undefined && { conversations: [conversation].flat() }),
          ...(flow !== undefined && { flows: [flow].flat() }),
        },
        state,
      );
      const own = ownAddresses();
      const { host } = hereOf(state.hierarchy, own);
      const machine = {
        name: hostname(),
        addresses: own.filter((address) => !/^(127\.|::1$|fe80)/.test(address)),
        ...(host !== undefined && { host }),
      };
      const isOperator = mayAs((c as RequestContext).get('caller').role, 'operator');
      const running = isOperator ? jobs.current('probe')?.id : undefined;
      const chosen = chooseTasks(state, wanted, own);
      const document: Tasks =
        'tasks' in chosen
          ? {
              machine,
              ...(running !== undefined && { running }),
              on: chosen.on,
              total: chosen.tasks.length,
              offset,
              notes: [...chosen.left].map(
                ([why, count]) => `${counted(count, 'question')} not asked: ${why}`,
              ),
              targets: targetsOf(chosen.tasks),
              tasks: chosen.tasks.slice(offset, offset + limit).map(taskDocument),
            }
          : {
              machine,
              nobody: {
                message: `Nothing of the plan starts on this machine: ${addressesText(chosen.addresses)}.`,
                help: 'Say which host or network of the hierarchy it stands for, or run the probe on a machine that is one.',
              },
              total: 0,
              offset,
              notes: [],
              targets: [],
              tasks: [],
            };
      return answerJson(c, document);
    },
  );
}

function addressesText(addresses: readonly string[]): string {
  if (addresses.length === 0) return 'it has no address that others could know';
  return addresses.length === 1
    ? `its address is ${addresses[0]}`
    : `its addresses are ${addresses.slice(0, 6).join(', ')}${addresses.length > 6 ? ' and more' : ''}`;
}

function targetsOf(tasks: readonly ProbeTask[]): Tasks['targets'] {
  const counts = new Map<string, number>();
  for (const { to } of tasks) counts.set(to.name, (counts.get(to.name) ?? 0) + 1);
  return [...counts].map(([name, questions]) => ({ name, questions }));
}

function taskDocument(task: ProbeTask): Tasks['tasks'][number] {
  const { id, flow, conversation, service, serviceName, transport, port, range, phase, path } = task;
  return {
    id,
    flow,
    conversation,
    service,
    serviceName,
    transport,
    ...(port !== undefined && { port }),
    ...(range && { range: { first: range.first, last: range.last } }),
    from: endDocument(task.from),
    to: endDocument(task.to),
    phase,
    path: [...path],
  };
}

function endDocument({ name, address, subnet, fqdns }: TaskEnd): Tasks['tasks'][number]['to'] {
  const where = address ?? subnet ?? fqdns[0];
  return { name, ...(where !== undefined && { address: where }) };
}
