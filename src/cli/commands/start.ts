import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '../../plan/model.ts';
import { planSummary } from '../../report/summary.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit.ts';
import { loadPlan } from '../load-hierarchy.ts';

/** The same place seen from the sources and from the built package. */
const EXAMPLE = fileURLToPath(new URL('../../../examples/contoso', import.meta.url));

export const start: Command = {
  name: 'start',
  about:
    'Plans the bundled example, a hierarchy of several sites behind several firewalls, and says what to try next.',
  positionals: [],
  options: [],
  examples: [{ command: 'portolan start', gives: 'the summary of examples/contoso' }],
  exits: { fine: 'the summary is printed' },

  async run(_args, io) {
    const example = nearest(EXAMPLE);
    const planned = await loadPlan(example, io);
    if (!planned) return EXIT.findings;
    const { plan, hierarchy } = planned;
    const filter = hierarchy.filters.find((f) => f.dialect === 'nftables');
    const { program } = io;
    const question = exampleQuestion(plan);
    const next = [
      { command: `${program} plan ${example}`, gives: 'every flow, as a table' },
      ...(filter
        ? [
            {
              command: `${program} plan ${example} --filter ${filter.name} --format csv`,
              gives: 'for the firewall team',
            },
            { command: `${program} rules ${example} --filter ${filter.name}`, gives: 'its rules' },
          ]
        : []),
      ...(question
        ? [{ command: `${program} why ${example} ${question}`, gives: 'the reason for one of them' }]
        : []),
      { command: `${program} catalog --port tcp/10123`, gives: 'what a port is for' },
      { command: `${program} init`, gives: 'begin your own hierarchy.yaml' },
    ];
    await io.out(planSummary(plan, { width: io.width, hierarchy, next }));
    return EXIT.fine;
  },
};

/** A question that has an answer: clients that reach a server through a filter. */
function exampleQuestion(plan: Plan): string | undefined {
  for (const { path: way, from, to, services } of plan.flows) {
    const [source, destination, service] = [from[0], to[0], services.find((s) => s.transport !== 'icmp')];
    if (way.length === 0 || source?.kind !== 'clients' || destination?.kind !== 'host' || !service) continue;
    return `${source.name} ${destination.name} ${service.transport}/${service.ports[0]?.first}`;
  }
  return undefined;
}

/** Relative to where the command was called, if that is shorter. */
function nearest(folder: string): string {
  const relative = path.relative(process.cwd(), folder);
  return relative.length < folder.length && relative !== '' ? relative.split(path.sep).join('/') : folder;
}
