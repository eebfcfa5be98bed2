import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Configuration, Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import type { RaiseContext } from '../reader.ts';
import { type Sides, sidesOf, undefinedInterfaces } from './behind.ts';
import { followsTftp, inspectsRpc, openedByInspection } from './inspection.ts';
import { levelsOf } from './levels.ts';
import type { AsaConfig, Binding, Statement } from './model.ts';
import { perInterface } from './per-interface.ts';
import { doubtfulRule, raiseEntries } from './raise-entry.ts';
import { sayAbout } from './remarks.ts';
import { type Resolver, resolverOf } from './resolve.ts';
import { tunnelsOf } from './vpn.ts';
import { behindRules, conditional, endOf, ruleset, type Work } from './work.ts';

/** Rules that stand for statements which could decide about anything; one would do, some name more lines. */
const MOST_DOUBTS = 20;
/** Rules that are repeated with a condition; without them verdicts are as open, and say less. */
const MOST_REPEATS = 200_000;

/** What a configuration means. */
export function raise(
  config: AsaConfig,
  context: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const sides = sidesOf(config, context, diagnostics);
  const rulesOf = rulesByList(config, resolverOf(config, diagnostics), sides);
  const work: Work = {
    config,
    sides,
    levels: levelsOf(config, sides.sides, sides.unplaced),
    bindings: new Map(config.bindings.map((b) => [`${b.direction} ${b.interface ?? ''}`, b])),
    said: new Set(),
    repeats: MOST_REPEATS,
    diagnostics,
    rulesOf,
    tunnels: tunnelsOf(config, sides, rulesOf),
  };
  const bound = boundLists(config);
  sayAbout(config, bound, diagnostics);
  const rulesets = withDoubts(
    [...controlPlane(work), ...forward(work, bound)],
    doubtsOf(config, diagnostics),
  );
  if (!rulesets.some(({ hook }) => hook === 'forward'))
    diagnostics.push(
      diagnostic('PT8007', {
        message: `${config.file} has no access list and no interface that packets could be judged by`,
        help: 'Give the output of "show running-config", or of "show access-list" with the access-group lines',
      }),
    );
  const follows = followsTftp(config) ? { follows: ['tftp'] } : {};
  return { configuration: { dialect: 'cisco-asa', file: config.file, rulesets, ...follows }, diagnostics };
}

/** Lists are raised once, however many interfaces they are bound to. */
function rulesByList(config: AsaConfig, resolver: Resolver, sides: Sides): Work['rulesOf'] {
  const made = new Map<string, readonly FilterRule[]>();
  const inspects = inspectsRpc(config);
  return (name) => {
    const list = config.lists.get(name);
    const before = made.get(name);
    if (!list || before) return before;
    const rules = raiseEntries(list.entries, config, resolver, sides);
    const opened = inspects ? openedByInspection(rules) : [];
    const raised = opened.length > 0 ? [...opened, ...rules] : rules;
    made.set(name, raised);
    return raised;
  };
}

function doubtsOf(config: AsaConfig, diagnostics: Diagnostic[]): readonly FilterRule[] {
  const doubts: Statement[] = [...config.doubts];
  const said = new Set<string | undefined>();
  for (const { interface: name, statement } of undefinedInterfaces(config)) {
    doubts.push(statement);
    if (said.has(name)) continue;
    said.add(name);
    diagnostics.push(
      diagnostic('PT8003', {
        message: `the interface "${name}" is defined nowhere`,
        place: statement.place,
        help: 'Every verdict depends on it; give the whole "show running-config"',
      }),
    );
  }
  if (config.oldTranslations.length > 0) {
    doubts.push(...config.oldTranslations.slice(0, 1));
    diagnostics.push(
      diagnostic('PT8009', {
        message: 'the address translation is of ASA 8.2 or older, whose lists see translated addresses',
        place: config.oldTranslations[0]?.place,
        help: 'Every verdict depends on it; configurations of ASA 8.3 and newer are read exactly',
      }),
    );
  }
  return doubts.slice(0, MOST_DOUBTS).map(doubtfulRule);
}

/** Lists that judge packets on their way through, by name. */
function boundLists(config: AsaConfig): ReadonlySet<string> {
  return new Set(config.bindings.map((b) => b.list));
}

/** What is sent to the ASA itself; who isn't denied there meets its settings for `ssh`, `http` and so on. */
function controlPlane({ config, rulesOf }: Work): readonly Ruleset[] {
  return config.bindings
    .filter((binding) => binding.direction === 'control-plane')
    .map(
      (binding): Ruleset => ({
        name: `access-list ${binding.list} (control-plane, interface ${binding.interface})`,
        hook: 'in',
        order: 'first-match',
        stateful: true,
        rules: rulesOf(binding.list) ?? [],
        otherwise: {
          action: 'unknown',
          text: 'what the ASA serves itself (ssh, http, icmp)',
          place: binding.statement.place,
        },
      }),
    );
}

function forward(work: Work, bound: ReadonlySet<string>): readonly Ruleset[] {
  const { config, sides } = work;
  const throughputs = config.bindings.filter((b) => b.direction !== 'control-plane');
  const candidates = bound.size > 0 ? new Set(throughputs.map((b) => b.list)) : freeLists(config);
  const only = candidates.size === 1 ? [...candidates][0] : undefined;
  const hasInterfaces = config.interfaces.some((i) => i.name !== undefined);
  if (bound.size === 0 && !hasInterfaces) {
    if (candidates.size === 0) return [];
    return only === undefined ? unboundLists(work, candidates) : [onlyList(work, only)];
  }
  if (only !== undefined && throughputs.length > 0 && throughputs.every((b) => !isKnown(b, sides)))
    return [onlyList(work, only)];
  return perInterface(work);
}

/** Lists that nothing else uses. */
function freeLists(config: AsaConfig): ReadonlySet<string> {
  return new Set([...config.lists.keys()].filter((name) => !config.usedElsewhere.has(name)));
}

function isKnown(binding: Binding, { sides }: Sides): boolean {
  return sides.some(
    (side) => (binding.interface ?? side.name) === side.name && (side.networks.length > 0 || side.isGiven),
  );
}

/** Doubts stand before all rules; also packets that no list would judge depend on them. */
function withDoubts(rulesets: readonly Ruleset[], doubts: readonly FilterRule[]): readonly Ruleset[] {
  if (doubts.length === 0) return rulesets;
  const made = new Map<readonly FilterRule[], readonly FilterRule[]>();
  const doubtful = rulesets.map((one): Ruleset => {
    const rules = made.get(one.rules) ?? [...doubts, ...one.rules];
    made.set(one.rules, rules);
    return { ...one, rules };
  });
  const text = 'what was not understood may decide';
  return [...doubtful, ruleset('statements that were not understood', doubts, { action: 'unknown', text })];
}

/** There is one list and nothing about interfaces: whoever gives just that means that it judges everything. */
function onlyList(work: Work, name: string): Ruleset {
  const list = work.config.lists.get(name);
  const place = list?.entries[0]?.statement.place;
  work.diagnostics.push(
    diagnostic('PT8005', {
      message: `everything is judged by access-list ${name}, because it is the only one and the text does not say what stands behind which interface`,
      place,
      help: 'Give the whole "show running-config", or say it with --interface NAME=ZONE',
    }),
  );
  const rules = behindRules(work.tunnels.inward(undefined), work.rulesOf(name) ?? []);
  return ruleset(`access-list ${name}`, rules, endOf(work.config, name));
}

/** Nothing says which list is meant. */
function unboundLists(work: Work, names: ReadonlySet<string>): readonly Ruleset[] {
  const shown = [...names].slice(0, 5).join(', ');
  work.diagnostics.push(
    diagnostic('PT8005', {
      message: `the text has ${names.size} access lists (${shown}${names.size > 5 ? ', …' : ''}) and no access-group that binds them to interfaces`,
      place: work.config.lists.get([...names][0] ?? '')?.entries[0]?.statement.place,
      help: 'Give the lines of "show running-config access-group" too, or only the list that is meant; until then nothing can be proven',
    }),
  );
  return [...names].map((name) => {
    const depends: Dependency = { kind: 'interface', text: `where access-list ${name} is bound` };
    const otherwise: Otherwise = {
      action: 'unknown',
      text: `it is not known where access-list ${name} is bound`,
    };
    return ruleset(`access-list ${name}`, conditional(work.rulesOf(name) ?? [], depends), otherwise);
  });
}
