import { type Network, overlaps, parseNetwork } from '../net/network.ts';
import type { TableEnd, TableService } from './plan-table.ts';
import { namesOf, pathText, portsText, rolesText } from './words.ts';

/** One word of a search, as a question to the parts of a row. */
export interface SearchTerm {
  inEnd(end: TableEnd): boolean;
  inService(service: TableService): boolean;
}

/** More words than a person types: what is behind them is not looked for. */
const MOST = 16;

/**
 * The words of a search. A number is a port, or a part of a name; an address finds each network that has addresses in
 * common with it; `tcp/445` is a protocol with a port; anything else is looked for in all that a row says.
 */
export function searchTerms(q: string): SearchTerm[] {
  const words = q
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return words.slice(0, MOST).map((word) => {
    const port = /^(?:(tcp|udp)\/)?(\d{1,5})$/.exec(word);
    if (port) return portTerm(Number(port[2]), port[1], word);
    const network = /[.:]/.test(word) ? parseNetwork(word) : { error: '' };
    return 'error' in network ? wordTerm(word) : networkTerm(network, word);
  });
}

function portTerm(port: number, transport: string | undefined, word: string): SearchTerm {
  return {
    inEnd: ({ end }) => transport === undefined && end.name.toLowerCase().includes(word),
    inService: ({ flow, service }) =>
      (transport === undefined && flow.conversation.title.includes(word)) ||
      ((transport === undefined || service.transport === transport) &&
        service.ports.some(({ first, last }) => first <= port && port <= last)),
  };
}

function networkTerm(network: Network, word: string): SearchTerm {
  return {
    inEnd: ({ end, network: own }) =>
      (own !== undefined && overlaps(own, network)) || end.name.toLowerCase().includes(word),
    inService: ({ flow }) => flow.conversation.title.toLowerCase().includes(word),
  };
}

function wordTerm(word: string): SearchTerm {
  const isIn = (text: string): boolean => text.toLowerCase().includes(word);
  return {
    inEnd: (item) => {
      const { end, network, site } = item;
      return (
        isIn(end.name) ||
        isIn(end.zone) ||
        (network ? isIn(network.text) : namesOf(end).some(isIn)) ||
        end.fqdns.some(isIn) ||
        (site !== undefined && isIn(site))
      );
    },
    inService: ({ flow, service }) =>
      isIn(flow.conversation.title) ||
      isIn(service.service.name) ||
      isIn(service.service.id) ||
      isIn(`${service.transport}/${portsText(service)}`) ||
      isIn(rolesText(flow)) ||
      isIn(pathText(flow)) ||
      isIn(service.phase) ||
      isIn(flow.id),
  };
}
