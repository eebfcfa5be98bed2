import type { Term, TermService } from './term.ts';

/**
 * The way back of a term, for a filter that judges every packet by itself: answers come from the ports that were
 * asked. Of TCP only packets that answer (`established`) are meant, which the language says in its own word.
 */
export function replyOf(term: Term): Term {
  const { fromInterface, toInterface, ...rest } = term;
  return {
    ...rest,
    id: `${term.id}-reply`,
    direction: term.direction === 'in' ? 'out' : term.direction === 'out' ? 'in' : 'forward',
    ...(toInterface !== undefined && { fromInterface: toInterface }),
    ...(fromInterface !== undefined && { toInterface: fromInterface }),
    from: term.to,
    to: term.from,
    services: term.services.map(
      (service): TermService => (service.icmp ? { ...service, icmp: 'echo-reply' } : service),
    ),
    reply: true,
    title: `answers to ${term.title}`,
  };
}
