/** The fixed parts of a script. Nothing in here comes from a hierarchy except the two names in the header. */
import { footerOf, prologueOf, USES } from '../script-parts.ts';

export function headerOf(host: string, hierarchy: string): string[] {
  return [
    `# What travels inside of IPsec to and from the host "${host}" of the hierarchy "${hierarchy}", made by Portolan.`,
    '# Run it on that host, as an administrator. Filters on the way have to permit UDP 500, UDP 4500 and ESP (protocol',
    '# 50) between these addresses, both ways.',
    '#',
    ...USES,
    '#',
    '# Both ends need their rules: from then on, what is not authenticated is refused, in and out. Computers prove who',
    '# they are as the default of the host says (Kerberos, where nobody changed it). For certificates, make a set with',
    '# New-NetIPsecPhase1AuthSet and give its name: .\\FILE.ps1 -Phase1AuthSet "Name of the set"',
    '',
  ];
}

export const PROLOGUE: readonly string[] = prologueOf('[string]$Phase1AuthSet');

export const FOOTER: readonly string[] = footerOf({
  noun: 'NetIPsecRule',
  title: 'connection security rule',
  common: [
    "Enabled = 'True'",
    "Profile = 'Any'",
    "Mode = 'Transport'",
    "InboundSecurity = 'Require'",
    "OutboundSecurity = 'Require'",
  ],
  more: ['if ($Phase1AuthSet) {', '    $common.Phase1AuthSet = $Phase1AuthSet', '}'],
  advice: ['Look at what is negotiated: Get-NetIPsecMainModeSA and Get-NetIPsecQuickModeSA'],
});
