# Rules for the host "dw01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # dw01 to sqlcas: SQL Server (always)
    @{
        Name = 'Portolan-r72ee8427ac'
        DisplayName = 'dw01 to sqlcas: SQL Server'
        Description = 'dw01 to sqlcas: SQL Server (always). Flows: data-warehouse-service-point-sql-server#8uswnoopnt'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        RemoteAddress = @('10.10.1.11')
    }
    # dw01 to sqldw: SQL Server (always)
    @{
        Name = 'Portolan-r64ffc4660c'
        DisplayName = 'dw01 to sqldw: SQL Server'
        Description = 'dw01 to sqldw: SQL Server (always). Flows: data-warehouse-service-point-warehouse#71ld3ehmfd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1533')
        RemoteAddress = @('10.10.1.15')
    }
    # dw01 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r1429d85851'
        DisplayName = 'dw01 to dc01: Kerberos, DNS over TCP'
        Description = 'dw01 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # dw01 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r4fee87b6e0'
        DisplayName = 'dw01 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'dw01 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # dw01 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r85cb5d2e3a'
        DisplayName = 'dw01 to dc02: Kerberos, DNS over TCP'
        Description = 'dw01 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dw01 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r8d4fdb6146'
        DisplayName = 'dw01 to dc02: Kerberos over UDP, DNS'
        Description = 'dw01 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dw01 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r00815ae84b'
        DisplayName = 'dw01 to dc40: Kerberos, DNS over TCP'
        Description = 'dw01 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dw01 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r60397720b9'
        DisplayName = 'dw01 to dc40: Kerberos over UDP, DNS'
        Description = 'dw01 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dw01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-ra86ac58c48'
        DisplayName = 'dw01 to ntp01: NTP'
        Description = 'dw01 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
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
