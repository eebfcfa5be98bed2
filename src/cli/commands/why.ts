import { type Asked, askedEnd, knownEnds, parseServiceText, whyFlow } from '../../plan/why.ts';
import { whyJson, whyText } from '../../report/why.ts';
import type { Planned } from '../../workspace/plan-text.ts';
import { unknownName } from '../args.ts';
import type { Command } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { HIERARCHY_ARGUMENT, loadPlan } from '../load-hierarchy.ts';

export const why: Command = {
  name: 'why',
  about:
    'Says why one end may start talking to another on a port: the conversation, the settings that made it apply,\n' +
    'with their lines, and the filters on the way. Or that nothing needs it, and what comes close.',
  positionals: [
    { ...HIERARCHY_ARGUMENT, about: `${HIERARCHY_ARGUMENT.about} (then three arguments remain)` },
    {
      name: 'SOURCE',
      about: 'who starts: a host, network of clients, cloud service, address or subnet',
      required: true,
    },
    { name: 'DESTINATION', about: 'who answers, in the same forms', required: true },
    { name: 'SERVICE', about: 'tcp/445, udp/63000-64000, tcp (any port) or icmp', required: true },
  ],
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      about: 'for people (text) or programs (json)',
    },
  ],
  examples: [
    { command: 'portolan why mp01 sql01 tcp/1433', gives: 'asks about ./hierarchy.yaml' },
    {
      command: 'portolan why examples/contoso 10.20.0.7 10.10.1.11 tcp/10123',
      gives: 'by addresses, of another hierarchy',
    },
    { command: 'portolan why cm01 dp02 tcp', gives: 'everything by TCP between the two' },
  ],
  exits: { fine: 'it is needed', findings: 'nothing needs it, or the hierarchy has errors' },

  async run(args, io) {
    const { positionals } = args;
    const [source = '', destination = '', serviceText = ''] = positionals.slice(-3);
    const service = parseServiceText(serviceText);
    if ('error' in service) throw new UsageError(`"${serviceText}" is no service: ${service.error}`);
    const planned = await loadPlan(positionals.length > 3 ? positionals[0] : undefined, io, 'error');
    if (!planned) return EXIT.findings;
    const question = { source: end(source, planned), destination: end(destination, planned), ...service };
    const answer = whyFlow(planned.plan, question);
    await io.out(args.options.format === 'json' ? whyJson(answer) : whyText(answer, { width: io.width }));
    return answer.answers.length > 0 ? EXIT.fine : EXIT.findings;
  },
};

function end(text: string, { plan, hierarchy }: Planned): Asked {
  const asked = askedEnd(text, plan, hierarchy);
  if (asked) return asked;
  throw unknownName('neither an address nor a name in the hierarchy:', text, knownEnds(plan, hierarchy));
}
