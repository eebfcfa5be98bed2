import type { Plan } from '../../plan/model.ts';
import { type Selection, selectFlows } from '../../plan/select.ts';
import { knownEnds } from '../../plan/why.ts';
import { csvChunks } from '../../report/csv.ts';
import { planJsonChunks } from '../../report/json.ts';
import { markdownChunks } from '../../report/markdown.ts';
import { planSummary } from '../../report/summary.ts';
import { tableChunks } from '../../report/table.ts';
import type { Planned } from '../../workspace/plan-text.ts';
import { type Arguments, type Command, textOption } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { HIERARCHY_ARGUMENT, loadPlan } from '../load-hierarchy.ts';
import { knownFilter, knownName, knownPhases, knownRole, knownZone } from '../names.ts';

const FORMATS = ['table', 'summary', 'csv', 'markdown', 'json'] as const;

export const plan: Command = {
  name: 'plan',
  about:
    'Lists every flow that the hierarchy needs: from where to where, on which ports, who starts it, when,\n' +
    'through which filters and for what. What isn’t listed isn’t needed. The options narrow it down;\n' +
    'several of them must all hold.',
  positionals: [HIERARCHY_ARGUMENT],
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: FORMATS,
      about:
        'table (if left out), a summary, one CSV row for each pair of networks and service, Markdown, or the whole plan as JSON',
    },
    {
      name: 'for',
      value: 'NAME',
      about: 'flows from or to this host, network of clients or consoles, or cloud service',
    },
    { name: 'filter', value: 'NAME', about: 'flows that cross this filter' },
    { name: 'zone', value: 'NAME', about: 'flows from or to this zone' },
    {
      name: 'role',
      value: 'ROLE',
      about: 'flows from or to this role, by its name or short name (mp, dp, sup, …)',
    },
    { name: 'phase', value: 'PHASE,…', about: 'always, install, migration, on-demand' },
    { name: 'out', value: 'FILE', about: 'write to a file' },
    {
      name: 'width',
      value: 'N',
      about: 'cells of a line of the table or summary; the terminal’s width if left out',
    },
    { name: 'bom', about: 'start a CSV with a byte order mark: Excel then reads it as UTF-8' },
  ],
  examples: [
    { command: 'portolan plan examples/contoso', gives: 'the whole plan as a table' },
    {
      command: 'portolan plan --filter core --format csv --out core.csv --bom',
      gives: 'what the firewall “core” must permit, for its team’s spreadsheet',
    },
    { command: 'portolan plan --for mp01', gives: 'everything that mp01 starts or answers' },
    {
      command: 'portolan plan --role dp --phase always',
      gives: 'what distribution points need all the time',
    },
    { command: 'portolan plan --format json | jq ".flows[].id"', gives: 'for programs' },
  ],
  exits: { fine: 'the plan is printed', findings: 'the hierarchy has errors: there is no plan' },

  async run(args, io) {
    const width = widthOption(args) ?? io.width;
    const out = textOption(args, 'out');
    const planned = await loadPlan(args.positionals[0], io);
    if (!planned) return EXIT.findings;
    const part = selectFlows(planned.plan, selection(args, planned));
    const text = render(part, planned, args, width);
    if (out === undefined) await io.out(text);
    else io.write(out, text);
    return EXIT.fine;
  },
};

function render(
  part: Plan,
  { hierarchy }: Planned,
  args: Arguments,
  width: number,
): string | Iterable<string> {
  const format = (textOption(args, 'format') ?? 'table') as (typeof FORMATS)[number];
  if (args.options.bom === true && format !== 'csv') throw new UsageError('--bom goes with --format csv');
  switch (format) {
    case 'table':
      return tableChunks(part, { width });
    case 'summary':
      return planSummary(part, { width, hierarchy });
    case 'csv':
      return csvChunks(part.flows, { bom: args.options.bom === true });
    case 'markdown':
      return markdownChunks(part);
    case 'json':
      return planJsonChunks(part);
    default:
      return format satisfies never;
  }
}

function selection(args: Arguments, { plan: whole, hierarchy, catalog }: Planned): Selection {
  const [end, filter, zone, role, phases] = ['for', 'filter', 'zone', 'role', 'phase'].map((o) =>
    textOption(args, o),
  );
  return {
    ...(end !== undefined && {
      end: knownName('nothing in the plan is called', end, knownEnds(whole, hierarchy)),
    }),
    ...(filter !== undefined && { filter: knownFilter(filter, hierarchy) }),
    ...(zone !== undefined && { zone: knownZone(zone, hierarchy) }),
    ...(role !== undefined && { role: knownRole(role, catalog) }),
    ...(phases !== undefined && { phases: knownPhases(phases) }),
  };
}

function widthOption(args: Arguments): number | undefined {
  const text = textOption(args, 'width');
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new UsageError(`--width is a number from 1 to 9999, not "${text}"`);
  return Number(text);
}
