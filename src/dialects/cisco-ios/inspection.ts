import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_IPV4, anyOf, ICMP, TCP, UDP } from '../../net/match.ts';
import { ANY_STATE, ESTABLISHED, RELATED } from '../../net/state.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import type { IosConfig } from './model.ts';

/** Protocols of which an inspection follows only the connection itself; others may open further ones. */
const PLAIN: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp', 'fragment']);

/**
 * What context-based access control (`ip inspect`) may let pass without the lists being asked: answers, and new
 * connections that a protocol like FTP agrees on. Which of them depends on what went out before.
 * @see Cisco IOS Security Configuration Guide, "Configuring Context-Based Access Control"
 */
export function openedByInspection(config: IosConfig): readonly FilterRule[] {
  const any = [ANY_IPV4];
  return usesOf(config).map(({ name, statement: { place, span, text } }) => {
    const followed = config.inspections.get(name);
    const isPlain = followed?.every((protocol) => PLAIN.has(protocol)) ?? false;
    return {
      action: 'permit',
      matches: [{ sources: any, destinations: any, services: [TCP, UDP, ICMP].map(anyOf) }],
      states: isPlain ? ESTABLISHED | RELATED : ANY_STATE,
      depends: [{ kind: 'other', text: `the inspection "${name}", which opens lists for what it follows` }],
      place,
      span,
      text,
      name,
    };
  });
}

/** Each inspection once, with the interface's line that binds it. */
function usesOf({ interfaces }: IosConfig): readonly Use[] {
  const uses = new Map<string, Use>();
  for (const { inspections, shutdown } of interfaces.values())
    for (const use of inspections) if (!shutdown && !uses.has(use.name)) uses.set(use.name, use);
  return [...uses.values()].slice(0, MOST_USES);
}

interface Use {
  readonly name: string;
  readonly statement: Pick<FilterRule, 'place' | 'span' | 'text'>;
}
const MOST_USES = 20;

/** Says that answers which no list permits may pass by an inspection. */
export function sayInspection(config: IosConfig, diagnostics: Diagnostic[]): void {
  const [first] = usesOf(config);
  if (!first) return;
  diagnostics.push(
    diagnostic('PT8002', {
      message: `the inspection "${first.name}" opens lists for what it follows, which is not read`,
      place: first.statement.place,
      help: 'What lists permit is permitted; what they deny may pass as an answer, and is unproven',
    }),
  );
}
