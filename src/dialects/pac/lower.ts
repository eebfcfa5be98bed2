import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Policy } from '../../policy/model.ts';
import type { PacEntry, PacFile } from './model.ts';

/** What may stand in a host name or a pattern; anything else is left out and named. */
const LEGAL = /^[a-z0-9*]([a-z0-9*._-]*[a-z0-9])?$/;
/** The same for the proxy's own address, with the brackets of IPv6. */
const LEGAL_HOST = /^[a-z0-9[]([a-z0-9._:-]*[a-z0-9\]])?$/i;

/** Meaning only: the names that clients reach through a proxy, by the destination that they belong to. */
export function lower(policy: Policy): { model: PacFile; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const sections = new Map<string, Map<string, PacEntry>>();
  const seen = new Map<string, PacEntry>();
  for (const { rule } of policy.named) {
    for (const party of rule.to) {
      const section = sections.get(party.name) ?? new Map<string, PacEntry>();
      sections.set(party.name, section);
      for (const name of party.fqdns.map((fqdn) => fqdn.toLowerCase())) {
        if (!LEGAL.test(name)) {
          diagnostics.push(
            diagnostic('PT7003', {
              message: `${JSON.stringify(name)} is no host name, so the PAC file has no line for it`,
            }),
          );
          continue;
        }
        const rules = [...(seen.get(name)?.rules ?? []), { id: rule.id, origins: rule.origins }];
        const entry = { name, rules };
        // A name stands once, where it is first needed, with everything that it is for.
        const home = [...sections.values()].find((s) => s.has(name)) ?? section;
        home.set(name, entry);
        seen.set(name, entry);
      }
    }
  }
  const { host, port } = policy.listens ?? { host: policy.name, port: 80 };
  const listens = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const isLegal = LEGAL_HOST.test(host);
  if (!isLegal)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `${JSON.stringify(host)} is no host name that clients could reach the proxy by`,
        help: 'Give it an `fqdn` or an address',
      }),
    );
  const model: PacFile = {
    proxy: policy.name,
    hierarchy: policy.hierarchy,
    listens: isLegal ? listens : `proxy.invalid:${port}`,
    sections: [...sections]
      .map(([title, entries]) => ({
        title,
        entries: [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      }))
      .filter(({ entries }) => entries.length > 0),
  };
  return { model, diagnostics };
}
