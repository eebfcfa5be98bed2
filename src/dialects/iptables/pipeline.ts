import type { Ruleset } from '../../policy/ruleset.ts';

/** A built-in chain of a table that packets of a hook go through. */
export interface Stage {
  readonly table: string;
  readonly chain: string;
}

function stages(text: string): readonly Stage[] {
  return text.split(', ').map((stage) => {
    const [table = '', chain = ''] = stage.split(' ');
    return { table, chain };
  });
}

/**
 * The way of a packet through the kernel, in order. What changes sources (nat POSTROUTING and INPUT) comes after
 * all that judges, and is left out.
 */
export const PIPELINES: Readonly<Record<Ruleset['hook'], readonly Stage[]>> = {
  forward: stages(
    'raw PREROUTING, mangle PREROUTING, nat PREROUTING, mangle FORWARD, filter FORWARD, security FORWARD, mangle POSTROUTING',
  ),
  in: stages('raw PREROUTING, mangle PREROUTING, nat PREROUTING, mangle INPUT, filter INPUT, security INPUT'),
  out: stages('raw OUTPUT, mangle OUTPUT, nat OUTPUT, filter OUTPUT, security OUTPUT, mangle POSTROUTING'),
};

/** The tables that there are, in the order in which their chains are asked. */
export const TABLES: readonly string[] = ['raw', 'mangle', 'nat', 'filter', 'security'];
export const BUILT_IN_CHAINS: ReadonlySet<string> = new Set([
  'PREROUTING',
  'INPUT',
  'FORWARD',
  'OUTPUT',
  'POSTROUTING',
]);

/** Which interfaces the kernel knows in a built-in chain. */
export function seenIn(chain: string): { readonly in: boolean; readonly out: boolean } {
  return {
    in: chain !== 'OUTPUT' && chain !== 'POSTROUTING',
    out: chain !== 'PREROUTING' && chain !== 'INPUT',
  };
}
