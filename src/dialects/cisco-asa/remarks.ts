import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { AsaConfig } from './model.ts';

/** Of one kind; nobody reads more. */
const MOST_SAID = 50;

/** Says what was understood and left out: lists without effect, inactive entries, address translation. */
export function sayAbout(config: AsaConfig, bound: ReadonlySet<string>, diagnostics: Diagnostic[]): void {
  sayUnbound(config, bound, diagnostics);
  for (const [name, { entries }] of config.lists) {
    const inactive = entries.filter((e) => e.kind === 'rule' && e.inactive);
    const [first] = inactive;
    if (first === undefined) continue;
    diagnostics.push(
      diagnostic('PT8004', {
        message:
          inactive.length === 1
            ? `an entry of access-list ${name} is inactive and left out`
            : `${inactive.length} entries of access-list ${name} are inactive and left out`,
        place: first.statement.place,
        related: inactive.slice(1, 20).map((e) => ({ message: 'inactive', place: e.statement.place })),
      }),
    );
  }
  const [translation] = config.translations;
  if (translation)
    diagnostics.push(
      diagnostic('PT8010', {
        message:
          'address translation makes no difference to access lists: since ASA 8.3 they see the addresses that hosts really have',
        place: translation.place,
        help: 'Give hosts of the hierarchy their real addresses, not the translated ones',
      }),
    );
}

/** A list that is bound nowhere, in a text that binds lists or has interfaces to bind them to. */
function sayUnbound(config: AsaConfig, bound: ReadonlySet<string>, diagnostics: Diagnostic[]): void {
  const isWhole = bound.size > 0 || config.interfaces.some((i) => i.name !== undefined);
  if (!isWhole) return;
  const free = [...config.lists.values()].filter(({ name }) => !bound.has(name));
  for (const { name, entries } of free.slice(0, MOST_SAID)) {
    const isUsed = config.usedElsewhere.has(name);
    diagnostics.push(
      diagnostic('PT8004', {
        message: `access-list ${name} ${isUsed ? 'filters at no interface (something else uses it)' : 'is bound to no interface'} and left out`,
        place: entries[0]?.statement.place,
      }),
    );
  }
  const missing = new Map(config.bindings.filter((b) => !config.lists.has(b.list)).map((b) => [b.list, b]));
  for (const [name, { statement }] of [...missing].slice(0, MOST_SAID)) {
    diagnostics.push(
      diagnostic('PT8003', {
        message: `access-list ${name}, which is bound to an interface, is defined nowhere`,
        place: statement.place,
        help: 'Give the whole "show running-config"; what it would decide is unproven',
      }),
    );
  }
}
