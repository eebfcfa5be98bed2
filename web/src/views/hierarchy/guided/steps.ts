/** Steps of the guided form, in their order. */
export const STEPS = ['site', 'servers', 'clients', 'network', 'result'] as const;

export type StepName = (typeof STEPS)[number];

export const STEP_TITLES: Readonly<Record<StepName, string>> = {
  site: 'Site',
  servers: 'Servers',
  clients: 'Clients',
  network: 'Network',
  result: 'Result',
};

const FIELDS: readonly (readonly [RegExp, StepName])[] = [
  [/^(?:servers|wsus)\b/, 'servers'],
  [/^(?:clients|consoles)\b/, 'clients'],
  [/^(?:zones|firewall)\b/, 'network'],
];

/** The step on which a field stands. */
export function stepOf(field: string): StepName {
  return FIELDS.find(([pattern]) => pattern.test(field))?.[1] ?? 'site';
}
