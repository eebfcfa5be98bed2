import { visible } from '../diagnostics/visible.ts';
import type { Flow, Plan } from '../plan/model.ts';
import { countRows } from './count-rows.ts';
import { counted, namesOf, phaseText, portsText, reasonText, wayText } from './words.ts';

/** Ends named in a cell; the CSV report has them all. */
const SHOWN = 12;

/** The plan as Markdown, in pieces: a table for each way through the network, its filters in the heading. */
export function* markdownChunks(plan: Plan): Generator<string> {
  const rows = plan.flows.reduce((sum, flow) => sum + countRows(flow), 0);
  yield `# Firewall plan of ${markdownText(plan.hierarchy)}\n\nConfiguration Manager ${plan.version}: ` +
    `${counted(plan.flows.length, 'flow')}, ${counted(rows, 'row')} of one network to another. ` +
    'Each flow is started by its source.\n';
  for (const [way, flows] of groupByWay(plan.flows)) {
    yield `\n## ${markdownText(way)}\n\n`;
    yield '| Source | Destination | Protocol | Ports | Service | Phase | Why |\n| --- | --- | --- | --- | --- | --- | --- |\n';
    for (const flow of flows) yield flowLines(flow);
  }
  if (plan.diagnostics.length > 0) {
    yield '\n## Findings\n\n';
    for (const { code, severity, message } of plan.diagnostics) {
      yield `- ${severity} ${code}: ${markdownText(message)}\n`;
    }
  }
}

function groupByWay(flows: readonly Flow[]): Map<string, Flow[]> {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) {
    const way = wayText(flow);
    const group = groups.get(way);
    if (group) group.push(flow);
    else groups.set(way, [flow]);
  }
  return groups;
}

function flowLines(flow: Flow): string {
  const from = endsCell(flow.from);
  const to = endsCell(flow.to);
  return flow.services
    .map((service) => {
      const why = [flow.conversation.title, ...[...flow.reasons, ...service.reasons].map(reasonText)].join(
        '; ',
      );
      const cells = [
        service.transport,
        portsText(service),
        service.service.name,
        phaseText(service.phase, service.window),
        why,
      ];
      return `| ${[from, to, ...cells.map(markdownText)].join(' | ')} |\n`;
    })
    .join('');
}

function endsCell(ends: Flow['from']): string {
  const texts = ends.slice(0, SHOWN).map((end) => {
    const addresses = end.networks.length > 0 ? end.networks.map((n) => n.text) : namesOf(end);
    const shown =
      addresses.slice(0, SHOWN).join(', ') +
      (addresses.length > SHOWN ? ` +${addresses.length - SHOWN}` : '');
    return markdownText(shown === '' || shown === end.name ? end.name : `${end.name} (${shown})`);
  });
  return texts.join('<br>') + (ends.length > SHOWN ? `<br>+${ends.length - SHOWN}` : '');
}

/** Text that stays text: nothing in it starts a table cell, a link, HTML, code or emphasis, and it stays on its line. */
export function markdownText(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]#|~!]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/(?<=\b(?:https?|ftp|mailto|www))([:.])/gi, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('@', '&#64;');
}
