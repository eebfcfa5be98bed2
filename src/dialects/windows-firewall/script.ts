/** The fixed parts of a script. Nothing in here comes from a hierarchy except the two names in the header. */
import { footerOf, prologueOf, USES } from './script-parts.ts';

export function headerOf(host: string, hierarchy: string): string[] {
  return [
    `# Rules for the host "${host}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    '# Permitted is what the plan needs to and from this host. Run it on that host, as an administrator.',
    '#',
    ...USES,
    '#',
    '# The rules hold in every network profile, because Windows decides about the profile by itself: a server in a',
    '# perimeter network that sees no domain controller is on the profile Public. Default actions are not touched:',
    '# outbound rules have an effect only where outbound connections are blocked by default.',
    '',
  ];
}

export const PROLOGUE: readonly string[] = prologueOf();

export const FOOTER: readonly string[] = footerOf({
  noun: 'NetFirewallRule',
  title: 'firewall rule',
  common: ["Action = 'Allow'", "Enabled = 'True'", "Profile = 'Any'"],
  advice: [
    'Look at them: Get-NetFirewallRule -Group (the name of the group) | Format-Table DisplayName, Direction, Enabled',
    'A group policy may forbid local rules: see AllowLocalFirewallRules in Get-NetFirewallProfile -PolicyStore ActiveStore',
  ],
});
