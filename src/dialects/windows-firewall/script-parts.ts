/** What the scripts for filter rules and for connection security rules say alike. */

export const USES: readonly string[] = [
  '#   try        .\\FILE.ps1 -WhatIf',
  '#   apply      .\\FILE.ps1              (replaces what an earlier file created)',
  '#   in a GPO   .\\FILE.ps1 -PolicyStore "contoso.com\\Name of the GPO"',
  '#   take back  .\\FILE.ps1 -Remove',
];

/** Up to the group and the rules; `parameters` stand between the store and `-Remove`. */
export function prologueOf(...parameters: readonly string[]): readonly string[] {
  return [
    '#Requires -Version 5.1',
    '#Requires -Modules NetSecurity',
    '',
    '[CmdletBinding(SupportsShouldProcess)]',
    'param(',
    ...['[string]$PolicyStore', ...parameters].map((parameter) => `    ${parameter},`),
    '    [switch]$Remove',
    ')',
    '',
    'Set-StrictMode -Version 2.0',
    "$ErrorActionPreference = 'Stop'",
  ];
}

interface Replacement {
  /** What the cmdlets create: `NetFirewallRule`. */
  readonly noun: string;
  /** The same for people: `firewall rule`. */
  readonly title: string;
  /** What all rules have, beside the group. */
  readonly common: readonly string[];
  /** Lines that add to it. */
  readonly more?: readonly string[];
  /** What the script says at its end. */
  readonly advice: readonly string[];
}

/** Replaces the group's earlier rules by `$rules`, or takes them back. */
export function footerOf({ noun, title, common, more = [], advice }: Replacement): readonly string[] {
  return [
    '$store = @{}',
    'if ($PolicyStore) {',
    '    $store.PolicyStore = $PolicyStore',
    '}',
    '$common = @{',
    ...['Group = $group', ...common].map((line) => `    ${line}`),
    '}',
    ...more,
    '',
    `$old = @(Get-${noun} @store -Group $group -ErrorAction SilentlyContinue)`,
    'if ($old.Count -gt 0) {',
    '    if ($PSCmdlet.ShouldProcess($group, "Remove $($old.Count) rules of this group")) {',
    `        $old | Remove-${noun}`,
    '    }',
    '}',
    'if ($Remove) {',
    '    Write-Output (\'{0} rules of the group "{1}" taken back.\' -f $old.Count, $group)',
    '    return',
    '}',
    '',
    'foreach ($rule in $rules) {',
    `    if ($PSCmdlet.ShouldProcess($rule.DisplayName, 'Create ${title}')) {`,
    `        New-${noun} @store @common @rule | Out-Null`,
    '    }',
    '}',
    '',
    'if ($WhatIfPreference) {',
    '    return',
    '}',
    'Write-Output (\'{0} rules of the group "{1}" replace {2} earlier ones.\' -f $rules.Count, $group, $old.Count)',
    ...advice.map((line) => `Write-Output '${line}'`),
  ];
}
