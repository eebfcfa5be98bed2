/** What a policy means. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Configuration, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import { quoted, Report } from '../raising/reasons.ts';
import type { RaiseContext } from '../reader.ts';
import { writtenAt } from '../source/lines.ts';
import { AddressBook } from './addresses.ts';
import type { CpConfig, CpObject, Layer } from './model.ts';
import { type Context, doubtfulRule, raiseLayer } from './raise-layer.ts';
import { ServiceBook } from './services.ts';
import { flagOf, isFields, refsOf, textOf } from './values.ts';
import { Work } from './work.ts';

export function raise(
  config: CpConfig,
  context: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const report = new Report(config);
  const work = new Work(config, report, context.interfaces);
  const layers = new Map(
    config.layers.flatMap((layer) => [[layer.uid, layer] as const, [layer.name, layer] as const]),
  );
  const raising: Context = {
    work,
    book: new AddressBook(work),
    services: new ServiceBook(work),
    layers,
    otherwise: (layer) => cleanupOf(layer, work),
    made: 0,
  };
  const doubts = config.doubts.map((at) => doubtfulRule(raising, at));
  const rulesets = orderedLayers(config, layers, report).map((layer): Ruleset => {
    const rules: readonly FilterRule[] = raiseLayer(layer, raising);
    return {
      name: `access layer ${layer.name}`,
      hook: 'forward',
      order: 'first-match',
      stateful: true,
      rules: doubts.length > 0 ? [...doubts, ...rules] : rules,
      otherwise: cleanupOf(layer, work),
    };
  });
  if (rulesets.length === 0)
    report.say(
      'PT8007',
      `${config.file} has no access layer`,
      undefined,
      'Give what "mgmt_cli show access-rulebase name LAYER details-level full limit 500 --format json" prints',
    );
  else sayImplied(rulesets, config, report);
  sayTranslated(config, report);
  return {
    configuration: { dialect: 'checkpoint', file: config.file, rulesets },
    diagnostics: report.finish(),
  };
}

/** Those of the package, or all that no rule holds: packets must pass every one of them. */
function orderedLayers(
  config: CpConfig,
  layers: ReadonlyMap<string, Layer>,
  report: Report,
): readonly Layer[] {
  if (config.ordered) {
    for (const uid of config.ordered)
      if (!layers.has(uid))
        report.say('PT8003', `the layer ${quoted(uid)} of the package is not in the text`, undefined);
    const found = config.ordered.map((uid) => layers.get(uid)).filter((layer) => layer !== undefined);
    if (found.length === config.ordered.length) return found;
  }
  const held = new Set<string>();
  for (const { rows } of config.layers)
    for (const row of rows)
      if (row.kind === 'rule') for (const ref of refsOf(row.fields, 'inline-layer')) held.add(ref);
  const names = new Set([...held].map((ref) => config.objects.get(ref)?.name ?? ref));
  return config.layers.filter(({ uid, name }) => !held.has(uid) && !names.has(name));
}

/**
 * What a layer does with packets that no rule of it matches: it drops them, unless it says otherwise. Layers that
 * were made for applications alone often accept, which only their own object says.
 * @see Check Point Management API reference, "add access-layer": implicit-cleanup-action, drop by default
 */
function cleanupOf(layer: Layer, work: Work): Otherwise {
  const object: CpObject | undefined = work.find(layer.uid) ?? work.find(layer.name);
  const isLayer = object?.type === 'access-layer';
  const said = isLayer ? textOf(object.fields, 'implicit-cleanup-action') : undefined;
  const place =
    isLayer && said !== undefined
      ? writtenAt(work.config.lines, object.at.start, object.at.end).place
      : undefined;
  const text = `implicit cleanup of the layer ${layer.name}`;
  if (said === 'accept') return { action: 'permit', text, ...(place && { place }) };
  if (said === 'drop') return { action: 'deny', text, ...(place && { place }) };
  const isOfApplications = isLayer && object.fields.has('firewall') && !flagOf(object.fields, 'firewall');
  if (isOfApplications || /appli|url|content/i.test(layer.name))
    return { action: 'unknown', text: `${text}, which the text does not say` };
  return { action: 'deny', text };
}

function sayImplied(rulesets: readonly Ruleset[], config: CpConfig, report: Report): void {
  const names = rulesets.map(({ name }) => name.replace('access layer ', ''));
  const all = names.length > 1 ? `; packets must pass all of the layers ${names.join(', ')}` : '';
  report.say(
    'PT8010',
    `implied rules are not in the text; with the usual global properties they are about the gateway itself${all}`,
    config.layers[0]?.at,
  );
}

function sayTranslated({ objects }: CpConfig, report: Report): void {
  for (const { fields, at } of objects.values()) {
    const settings = fields.get('nat-settings');
    if (!isFields(settings) || !flagOf(settings, 'auto-rule')) continue;
    report.say(
      'PT8010',
      'address translation makes no difference to access rules, which see the addresses that packets come with',
      at,
      'Give hosts of the hierarchy the addresses that others reach them by',
    );
    return;
  }
}
