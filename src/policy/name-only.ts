import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatPorts } from '../net/ports.ts';
import type { Flow } from '../plan/model.ts';
import { isNameOnly } from './parties.ts';
import { listNames } from './title.ts';

/** The finding that a flow has ends without addresses, and so no rule for them. `where` names the filter or host. */
export function nameOnlyFinding(flow: Flow, where: string, setting: string): Diagnostic | undefined {
  const ends = [...flow.from, ...flow.to].filter(isNameOnly);
  if (ends.length === 0) return undefined;
  const names = listNames(ends.flatMap((end) => (end.fqdns.length > 0 ? end.fqdns : [end.name])));
  const ports = listNames(
    flow.services.map((s) => `${s.transport}${s.ports.length > 0 ? `/${formatPorts(s.ports)}` : ''}`),
  );
  const internet = ends.some((end) => end.kind === 'internet');
  return diagnostic('PT7001', {
    message: `${where} has no rule for the flow ${flow.id} (${ports}): ${names} ${
      internet ? 'is known by name only' : 'has no address'
    }`,
    help: internet
      ? `Let the flow go through a proxy (\`proxy\` of the host or client network), or open the port to every address outside of the zones with \`internetDestinations: any-address\` at ${setting}`
      : 'Give it an address in the hierarchy',
  });
}
