# Rules for the host "cm1" of the hierarchy "Branch", made by Portolan from its plan.
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

$group = 'Portolan: Branch'

$rules = @(
    # office to cm1: Client notification (always)
    @{
        Name = 'Portolan-r69c9141722'
        DisplayName = 'office to cm1: Client notification'
        Description = 'office to cm1: Client notification (always). Flows: client-management-point#x9frrfnjwp'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('10123')
        RemoteAddress = @('192.168.20.0/24')
    }
    # office to cm1: HTTP, HTTPS, HTTP (WSUS) (always)
    @{
        Name = 'Portolan-r3d25930e6f'
        DisplayName = 'office to cm1: HTTP, HTTPS, HTTP (WSUS)'
        Description = 'office to cm1: HTTP, HTTPS, HTTP (WSUS) (always). Flows: client-management-point#x9frrfnjwp, client-distribution-point#x9frrfnjwp, client-software-update-point#x9frrfnjwp'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443', '8530')
        RemoteAddress = @('192.168.20.0/24')
        Program = 'System'
    }
    # consoles to cm1: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rde66b1ac47'
        DisplayName = 'consoles to cm1: RPC endpoint mapper'
        Description = 'consoles to cm1: RPC endpoint mapper (always). Flows: console-site-server#igvriboz1u, console-sms-provider#igvriboz1u'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('192.168.10.64/28')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # consoles to cm1: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r4dff7ca3ee'
        DisplayName = 'consoles to cm1: RPC dynamic ports'
        Description = 'consoles to cm1: RPC dynamic ports (always). Flows: console-sms-provider#igvriboz1u'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('192.168.10.64/28')
    }
    # consoles to cm1: HTTPS (always)
    @{
        Name = 'Portolan-r1477501f13'
        DisplayName = 'consoles to cm1: HTTPS'
        Description = 'consoles to cm1: HTTPS (always). Flows: console-sms-provider#igvriboz1u'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('192.168.10.64/28')
    }
    # cm1 to dc1: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r33189d174a'
        DisplayName = 'cm1 to dc1: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm1 to dc1: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#sw163r5pn1, management-point-domain-controller#sw163r5pn1, any-domain-controller-kerberos#sw163r5pn1, any-dns-server#sw163r5pn1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('192.168.10.10')
    }
    # cm1 to dc1: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r6555bba25c'
        DisplayName = 'cm1 to dc1: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cm1 to dc1: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#sw163r5pn1, management-point-domain-controller#sw163r5pn1, any-domain-controller-kerberos#sw163r5pn1, any-dns-server#sw163r5pn1'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('192.168.10.10')
    }
    # cm1 to dc1: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r2fe0d2ad66'
        DisplayName = 'cm1 to dc1: RPC endpoint mapper'
        Description = 'cm1 to dc1: RPC endpoint mapper (always). Flows: site-server-domain-controller#sw163r5pn1, management-point-domain-controller#sw163r5pn1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('192.168.10.10')
    }
    # cm1 to dc1: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r0530b47966'
        DisplayName = 'cm1 to dc1: RPC dynamic ports'
        Description = 'cm1 to dc1: RPC dynamic ports (always). Flows: site-server-domain-controller#sw163r5pn1, management-point-domain-controller#sw163r5pn1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('192.168.10.10')
    }
    # cm1 to internet: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r4045f9a925'
        DisplayName = 'cm1 to internet: HTTP, HTTPS'
        Description = 'cm1 to internet: HTTP, HTTPS (always). Flows: site-server-internet#op6zvyqd12, software-update-point-internet#npdamzy0sd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('0.0.0.0-192.168.10.9', '192.168.10.11-192.168.10.19', '192.168.10.21-255.255.255.255')
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
