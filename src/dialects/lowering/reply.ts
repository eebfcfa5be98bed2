import type { Term, TermService } from './term.ts';

/**
 * The way back of a term, for a filter that judges every packet by itself: answers come from the ports that were
 * asked. Of TCP only packets that answer (`established`) are meant, which the language says in its own word.
 */
export function replyOf(term: Term): Term {
  const { id, direction, fromInterface, toInterface, families, from, to, services, title } = term;
  // Field by field, as all that is made for each of thousands of rules: copies of objects take several times as long.
  return {
    id: `${id}-reply`,
    direction: direction === 'in' ? 'out' : direction === 'out' ? 'in' : 'forward',
    fromInterface: toInterface,
    toInterface: fromInterface,
    families,
    from: to,
    to: from,
    services: services.some((service) => service.icmp) ? services.map(answerOf) : services,
    reply: true,
    phase: term.phase,
    window: term.window,
    program: term.program,
    windowsService: term.windowsService,
    title: `answers to ${title}`,
    rules: term.rules,
  };
}

const answerOf = (service: TermService): TermService =>
  service.icmp ? { ...service, icmp: 'echo-reply' } : service;
