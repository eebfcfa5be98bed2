# Rules for the host "dc90" of the hierarchy "Contoso", made by Portolan from its plan.
# Permitted is what the plan needs to and from this host. Run it on that host, as an administrator.
#
#   try        .\FILE.ps1 -WhatIf
#   apply      .\FILE.ps1              (replaces what an earlier file created)
#   in a GPO   .\FILE.ps1 -PolicyStore "contoso.com\Name of the GPO"
#   take back  .\FILE.ps1 -Remove
#
# The rules hold in every network profile, because Windows decides about the profile by itself: a server in a
# perimeter network that sees no domain controller is on the profile Public. Default actions are not touched:
# outbound rules have an effect only where outbound connections are blocked by default.

#Requires -Version 5.1
#Requires -Modules NetSecurity

[CmdletBinding(SupportsShouldProcess)]
param(
    [string]$PolicyStore,
    [switch]$Remove
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$group = 'Portolan: Contoso'

$rules = @(
    # web01 to dc90: LDAP, LDAP over TLS, Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-rc4256184bf'
        DisplayName = 'web01 to dc90: LDAP, LDAP over TLS, Global catalog, Kerberos'
        Description = 'web01 to dc90: LDAP, LDAP over TLS, Global catalog, Kerberos (always). Flows: management-point-domain-controller#sg3zcvhoza, any-domain-controller-kerberos#sg3zcvhoza'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '389', '636', '3268')
        RemoteAddress = @('192.0.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # web01 to dc90: LDAP over UDP, Kerberos over UDP (always)
    @{
        Name = 'Portolan-rb8e5b65c4f'
        DisplayName = 'web01 to dc90: LDAP over UDP, Kerberos over UDP'
        Description = 'web01 to dc90: LDAP over UDP, Kerberos over UDP (always). Flows: management-point-domain-controller#sg3zcvhoza, any-domain-controller-kerberos#sg3zcvhoza'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88', '389')
        RemoteAddress = @('192.0.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # web01 to dc90: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r1eb5937cf6'
        DisplayName = 'web01 to dc90: RPC endpoint mapper'
        Description = 'web01 to dc90: RPC endpoint mapper (always). Flows: management-point-domain-controller#sg3zcvhoza'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('192.0.2.31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # web01 to dc90: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rf351954745'
        DisplayName = 'web01 to dc90: RPC dynamic ports'
        Description = 'web01 to dc90: RPC dynamic ports (always). Flows: management-point-domain-controller#sg3zcvhoza'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('192.0.2.31')
    }
    # web01 to dc90: DNS (always)
    @{
        Name = 'Portolan-re0445231a7'
        DisplayName = 'web01 to dc90: DNS'
        Description = 'web01 to dc90: DNS (always). Flows: any-dns-server#sg3zcvhoza'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.31')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # web01 to dc90: DNS over TCP (always)
    @{
        Name = 'Portolan-r08cb2705c8'
        DisplayName = 'web01 to dc90: DNS over TCP'
        Description = 'web01 to dc90: DNS over TCP (always). Flows: any-dns-server#sg3zcvhoza'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.31')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc90 to dc01: NTP (always)
    @{
        Name = 'Portolan-r4179d598e6'
        DisplayName = 'dc90 to dc01: NTP'
        Description = 'dc90 to dc01: NTP (always). Flows: any-ntp-server#3i9lc1u2fz'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.10')
    }
    # dc90 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r7529976569'
        DisplayName = 'dc90 to ntp01: NTP'
        Description = 'dc90 to ntp01: NTP (always). Flows: any-ntp-server#r8rdyefzcg'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
)

$store = @{}
if ($PolicyStore) {
    $store.PolicyStore = $PolicyStore
}
$common = @{
    Group = $group
    Action = 'Allow'
    Enabled = 'True'
    Profile = 'Any'
}

$old = @(Get-NetFirewallRule @store -Group $group -ErrorAction SilentlyContinue)
if ($old.Count -gt 0) {
    if ($PSCmdlet.ShouldProcess($group, "Remove $($old.Count) rules of this group")) {
        $old | Remove-NetFirewallRule
    }
}
if ($Remove) {
    Write-Output ('{0} rules of the group "{1}" taken back.' -f $old.Count, $group)
    return
}

foreach ($rule in $rules) {
    if ($PSCmdlet.ShouldProcess($rule.DisplayName, 'Create firewall rule')) {
        New-NetFirewallRule @store @common @rule | Out-Null
    }
}

if ($WhatIfPreference) {
    return
}
Write-Output ('{0} rules of the group "{1}" replace {2} earlier ones.' -f $rules.Count, $group, $old.Count)
Write-Output 'Look at them: Get-NetFirewallRule -Group (the name of the group) | Format-Table DisplayName, Direction, Enabled'
Write-Output 'A group policy may forbid local rules: see AllowLocalFirewallRules in Get-NetFirewallProfile -PolicyStore ActiveStore'
