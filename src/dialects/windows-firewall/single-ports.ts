import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Term } from '../lowering/term.ts';

/**
 * As many ports of one range are listed one by one: enough for a range of RPC that was narrowed to the hundred ports
 * that Microsoft takes for the least (KB 154596).
 */
const MOST_PORTS = 128;

/** A term's ports one by one, for what secures single ports only; a range that is too wide for that is reported. */
export function singlePorts(
  ports: readonly PortRange[],
  term: Pick<Term, 'title'>,
  { filters, protocol }: { readonly filters: string; readonly protocol: string },
  diagnostics: Diagnostic[],
): readonly number[] | 'any' {
  if (ports.some(isEveryPort)) return 'any';
  const wide = ports.filter((range) => range.last - range.first >= MOST_PORTS);
  if (wide.length > 0)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `${filters} take single ports only, so they can not secure the range ${wide.map((r) => `${r.first}-${r.last}`).join(', ')} of "${term.title}"`,
        help: `Narrow the range to at most ${MOST_PORTS} ports where the servers allow it (rpc of the host), or secure all of ${protocol} between these ends by a rule of your own`,
      }),
    );
  return ports
    .filter((range) => !wide.includes(range))
    .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

const isEveryPort = ({ first, last }: PortRange): boolean => first === 0 && last === 65535;
