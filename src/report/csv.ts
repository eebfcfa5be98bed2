import type { Endpoint, Flow, FlowService } from '../plan/model.ts';
import { needsNetwork } from '../plan/rows.ts';
import { namesOf, pathText, portsText, reasonText, rolesText } from './words.ts';

/** The columns, in order: what a firewall team asks for, then how to find the way back into the plan. */
export const CSV_COLUMNS = [
  'source name',
  'source address',
  'source zone',
  'destination name',
  'destination address',
  'destination zone',
  'protocol',
  'ports',
  'service',
  'direction',
  'phase',
  'from date',
  'until date',
  'filters',
  'conversation',
  'flow',
  'reason',
] as const;

export interface CsvOptions {
  /** Start with a byte order mark, by which Excel knows UTF-8. */
  readonly bom?: boolean;
}

/** Rows are handed out in pieces of about this many characters. */
const CHUNK = 256 * 1024;

/**
 * The plan as RFC 4180 text, one row for each pair of networks and each service, in pieces. What is the same
 * in many rows is escaped once: an end's cells for the whole plan, a service's for its flow.
 */
export function* csvChunks(flows: Iterable<Flow>, options: CsvOptions = {}): Generator<string> {
  let chunk = `${options.bom ? '\ufeff' : ''}${CSV_COLUMNS.join(',')}\r\n`;
  const cells = new EndCells();
  for (const flow of flows) {
    const tails = flow.services.map((service) => tailCells(flow, service));
    const destinations = flow.to.map((to) => cells.of(to));
    for (const from of flow.from) {
      const sources = cells.of(from);
      for (const [i, to] of flow.to.entries()) {
        if (!needsNetwork(from, to)) continue;
        for (const source of sources) {
          for (const destination of destinations[i] ?? []) {
            // Family 0: known by name only, which pairs with everything.
            if (source.family !== destination.family && source.family !== 0 && destination.family !== 0)
              continue;
            for (const tail of tails) chunk += source.text + destination.text + tail;
            if (chunk.length >= CHUNK) {
              yield chunk;
              chunk = '';
            }
          }
        }
      }
    }
  }
  if (chunk !== '') yield chunk;
}

interface Cells {
  readonly family: 0 | 4 | 6;
  /** Name, address and zone, escaped, with a comma behind each. */
  readonly text: string;
}

/** Remembers the cells of each end: the same few ends stand in most of the rows. */
class EndCells {
  readonly #known = new Map<Endpoint, readonly Cells[]>();

  of(end: Endpoint): readonly Cells[] {
    const known = this.#known.get(end);
    if (known) return known;
    const name = csvCell(end.name);
    const zone = csvCell(end.zone);
    const cells: Cells[] = end.networks.map((network) => ({
      family: network.family,
      text: `${name},${csvCell(network.text)},${zone},`,
    }));
    if (cells.length === 0)
      cells.push({ family: 0, text: `${name},${csvCell(namesOf(end).join(' '))},${zone},` });
    this.#known.set(end, cells);
    return cells;
  }
}

function tailCells(flow: Flow, service: FlowService): string {
  const cells = [
    service.transport,
    portsText(service),
    service.service.name,
    rolesText(flow),
    service.phase,
    service.window?.from ?? '',
    service.window?.until ?? '',
    pathText(flow),
    flow.conversation.title,
    flow.id,
    [...flow.reasons, ...service.reasons].map(reasonText).join('; '),
  ];
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** What a spreadsheet may run as a formula, at the start of a cell. Full-width forms count in East Asian versions. */
const FORMULA = /^(?=[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠])/u;
/** The same behind what some locales' spreadsheets take for the end of a cell, quoted or not. */
const INNER_FORMULA = /([;\t\r\n]["\s\p{Cf}]*)(?=[=+\-@＝＋－＠])/gu;
const QUOTED = /[",\r\n;\t]|^\s|\s$/;

/** What most cells are: printable ASCII that starts with a letter or digit and holds nothing to quote. */
const PLAIN = /^[0-9A-Za-z](?:[ !#-+\--:<-~]*[!#-+\--:<-~])?$/;

/** One cell: neutralised by a leading apostrophe where it could be a formula, quoted where it needs to be. */
export function csvCell(text: string): string {
  if (text === '' || PLAIN.test(text)) return text;
  const safe = text.replace(FORMULA, "'").replace(INNER_FORMULA, "$1'");
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
