import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SrxConfig } from './model.ts';

/** What people should know about a configuration, beside its verdicts. */
export function sayAbout({ system }: SrxConfig, diagnostics: Diagnostic[]): void {
  const [translation] = system.translations;
  if (translation)
    diagnostics.push(
      diagnostic('PT8009', {
        message: 'policies see translated destinations',
        place: translation.statement.place,
        help: 'Verdicts about packets to addresses that destination or static NAT translates depend on it',
      }),
    );
  if (system.sourceTranslation)
    diagnostics.push(
      diagnostic('PT8010', {
        message: 'source NAT comes after the policies, which see the addresses that packets come with',
        place: system.sourceTranslation.place,
      }),
    );
  const [served] = system.zones.filter((zone) => zone.hasHostTraffic);
  if (served)
    diagnostics.push(
      diagnostic('PT8010', {
        message: 'host-inbound-traffic is about packets to the device itself',
        place: served.statement.place,
      }),
    );
  const policies = [...system.contexts.flatMap((context) => context.policies), ...system.global];
  const inspecting = policies.filter((policy) => policy.inspections.length > 0);
  const [first] = inspecting;
  if (first)
    diagnostics.push(
      diagnostic('PT8010', {
        message: `what ${inspecting.length === 1 ? 'a policy permits is' : `${inspecting.length} policies permit is`} inspected for its content (${[...new Set(inspecting.flatMap((p) => p.inspections))].sort().join(', ')})`,
        place: first.statement.place,
        help: 'Connections count as permitted; single ones may still be dropped for what is in them',
      }),
    );
}
