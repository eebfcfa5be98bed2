import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type IosConfig, listKey } from './model.ts';

/** Of one kind; nobody reads more. */
const MOST_SAID = 50;

/** Says what was understood and left out, and what is missing. */
export function sayAbout(
  config: IosConfig,
  translated: ReadonlySet<string>,
  diagnostics: Diagnostic[],
): void {
  sayLists(config, diagnostics);
  sayTranslation(config, translated, diagnostics);
}

/** A list that is bound nowhere, in a text that has interfaces to bind them to, and one that isn't there. */
function sayLists(config: IosConfig, diagnostics: Diagnostic[]): void {
  const bound = new Set(config.bindings.map((b) => listKey(b.family, b.list)));
  const isWhole = bound.size > 0 || [...config.interfaces.values()].some((i) => i.connected.length > 0);
  const free = isWhole ? [...config.lists].filter(([key]) => !bound.has(key)) : [];
  for (const [, { name, statement }] of free.slice(0, MOST_SAID)) {
    const isUsed = config.usedElsewhere.has(name);
    const message = `access-list ${name} ${isUsed ? 'filters at no interface (something else uses it)' : 'is bound to no interface'} and left out`;
    diagnostics.push(diagnostic('PT8004', { message, place: statement.place }));
  }
  const missing = config.bindings.filter((b) => !config.lists.has(listKey(b.family, b.list)));
  const byName = new Map(missing.map((b) => [listKey(b.family, b.list), b]));
  for (const [, { list, statement }] of [...byName].slice(0, MOST_SAID)) {
    diagnostics.push(
      diagnostic('PT8003', {
        message: `access-list ${list}, which is bound to an interface, is defined nowhere`,
        place: statement.place,
        help: 'Give the whole "show running-config"; what it would decide is unproven',
      }),
    );
  }
}

function sayTranslation(config: IosConfig, translated: ReadonlySet<string>, diagnostics: Diagnostic[]): void {
  const place = config.translations[0]?.place;
  if (!place) return;
  const [name] = translated;
  diagnostics.push(
    name === undefined
      ? diagnostic('PT8010', {
          message: 'address translation makes no difference here: no list is bound to its outside',
          place,
        })
      : diagnostic('PT8009', {
          message: `lists of the interface "${name}" see translated addresses`,
          place,
          help: 'What they decide is unproven; lists of inside interfaces see the addresses that hosts really have',
        }),
  );
}
