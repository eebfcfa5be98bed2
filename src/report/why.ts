import { visible } from '../diagnostics/visible.ts';
import type { Endpoint } from '../plan/model.ts';
import type { Answer, Asked, Question, Why } from '../plan/why.ts';
import { wrap } from './display-width.ts';
import { conversationDocument, endpointDocument, flowServiceDocument, quote } from './json.ts';
import { NARROWEST } from './table.ts';
import { namesOf, phaseText, portsText, reasonText, wayText } from './words.ts';

/** Names the form of the JSON answer. */
const WHY_FORMAT = 'portolan/why/1';

/** Answers told in full; the JSON form has all. */
const SHOWN = 10;

/** The answer for a person: why it is needed, or what comes close. */
export function whyText(why: Why, options: { readonly width: number }): string {
  const width = Math.max(NARROWEST, Math.floor(options.width));
  const { question, answers } = why;
  const asked = `${question.source.text} to ${question.destination.text} on ${serviceText(question)}`;
  const lines: string[] = [];
  if (answers.length > 0) {
    const partly = answers.every((a) => a.covers === 'part') ? 'Needed in part' : 'Needed';
    lines.push(...wrap(visible(`${partly}: ${asked}`), width));
    for (const answer of answers.slice(0, SHOWN)) lines.push('', ...answerLines(answer, width));
    if (answers.length > SHOWN)
      lines.push('', `and ${answers.length - SHOWN} more: --format json lists them`);
  } else {
    lines.push(...wrap(visible(`Nothing needs it: ${asked}`), width));
    if (why.sameHost) lines.push('Both are one host: it talks to itself without a network.');
  }
  if (answers.length === 0 || why.reverse.length > 0) {
    lines.push(...aside('The other way round is needed', why.reverse, width));
  }
  if (answers.length === 0) lines.push(...aside('Needed between the two, on other ports', why.nearby, width));
  return `${lines.join('\n')}\n`;
}

/** `tcp/445`, as it is typed. */
function serviceText({ transport, port }: Question): string {
  if (port === undefined) return transport;
  return `${transport}/${port.first}${port.last === port.first ? '' : `-${port.last}`}`;
}

function answerLines({ flow, service, from, to, covers }: Answer, width: number): string[] {
  const { conversation } = flow;
  const guide = conversation.guide.map(({ table, row }) => `guide row ${table}/${row}`);
  const microsoft = conversation.microsoft ? [`Microsoft, “${conversation.microsoft.section}”`] : [];
  const entries: [string, string][] = [
    ['from', endText(from)],
    ['to', endText(to)],
    [
      'service',
      `${service.transport} ${portsText(service)}, ${service.service.name}${covers === 'part' ? ' (this is a part of it, or more)' : ''}`,
    ],
    ['when', phaseText(service.phase, service.window)],
    ['way', wayText(flow)],
    ['for', conversation.purpose],
    ...[...flow.reasons, ...service.reasons].map((reason): [string, string] => [
      'because',
      reasonText(reason),
    ]),
    ['says', [...guide, ...microsoft].join('; ') || conversation.sources.join(', ')],
    ['flow', flow.id],
  ];
  const title = `${conversation.title}${flow.reverse ? ', started by the responder' : ''}`;
  let before = '';
  const lines = entries.flatMap(([key, text]) => {
    const label = (key === before ? '' : key).padEnd(9);
    before = key;
    return wrap(visible(text), width - 11).map((line, i) => `  ${i === 0 ? label : ' '.repeat(9)}${line}`);
  });
  return [...wrap(visible(title), width), ...lines];
}

function endText(end: Endpoint): string {
  const addresses = end.networks.length > 0 ? end.networks.map((n) => n.text) : namesOf(end);
  const shown =
    addresses.slice(0, SHOWN).join(', ') + (addresses.length > SHOWN ? ` +${addresses.length - SHOWN}` : '');
  return `${end.name} (${shown}) in ${end.zone}`;
}

function aside(title: string, answers: readonly Answer[], width: number): string[] {
  const texts = new Set(
    answers.map(
      ({ service, from, to, flow }) =>
        `${from.name} to ${to.name} on ${service.transport} ${portsText(service)} (${service.service.name}): ${flow.conversation.title}`,
    ),
  );
  if (texts.size === 0) return [];
  const shown = [...texts]
    .slice(0, SHOWN)
    .flatMap((text) => wrap(visible(text), width - 4).map((line, i) => `  ${i === 0 ? '-' : ' '} ${line}`));
  return ['', `${title}:`, ...shown, ...(texts.size > SHOWN ? [`  and ${texts.size - SHOWN} more`] : [])];
}

/** The answer as one JSON document. */
export function whyJson(why: Why): string {
  const { question, sameHost } = why;
  const parts = [
    `"format": ${quote(WHY_FORMAT)}`,
    `"question": ${JSON.stringify({ source: asked(question.source), destination: asked(question.destination), transport: question.transport, ...(question.port && { port: question.port }) })}`,
    `"needed": ${why.answers.length > 0}`,
    `"sameHost": ${sameHost}`,
    ...(['answers', 'reverse', 'nearby'] as const).map(
      (key) =>
        `"${key}": [${why[key].map((answer) => `\n${JSON.stringify(answerDocument(answer))}`).join(',')}]`,
    ),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

const asked = ({ text, network }: Asked): object => ({ text, ...(network && { network: network.text }) });

function answerDocument({ flow, service, from, to, covers }: Answer): object {
  return {
    flow: flow.id,
    covers,
    conversation: conversationDocument(flow.conversation),
    startedByResponder: flow.reverse,
    from: endpointDocument(from),
    to: endpointDocument(to),
    service: flowServiceDocument(service),
    path: flow.path,
    reasons: flow.reasons,
  };
}
