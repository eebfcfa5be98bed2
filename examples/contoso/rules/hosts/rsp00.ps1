# Rules for the host "rsp00" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # admins to rsp00: HTTPS (always)
    @{
        Name = 'Portolan-r14ffea67f3'
        DisplayName = 'admins to rsp00: HTTPS'
        Description = 'admins to rsp00: HTTPS (always). Flows: console-reporting-services-point#jalek3x2c8'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.10.50.0/28')
        Program = 'System'
    }
    # rsp00 to sqlcas: SQL Server (always)
    @{
        Name = 'Portolan-r5278d9272b'
        DisplayName = 'rsp00 to sqlcas: SQL Server'
        Description = 'rsp00 to sqlcas: SQL Server (always). Flows: reporting-services-point-sql-server#m5q8cv9bj3'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        RemoteAddress = @('10.10.1.11')
    }
    # rsp00 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r3cd2d7b73a'
        DisplayName = 'rsp00 to dc01: Kerberos, DNS over TCP'
        Description = 'rsp00 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # rsp00 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r0ff7d539de'
        DisplayName = 'rsp00 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'rsp00 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # rsp00 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rd4aaa695e2'
        DisplayName = 'rsp00 to dc02: Kerberos, DNS over TCP'
        Description = 'rsp00 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # rsp00 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-ra08342a407'
        DisplayName = 'rsp00 to dc02: Kerberos over UDP, DNS'
        Description = 'rsp00 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # rsp00 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r2d629d0773'
        DisplayName = 'rsp00 to dc40: Kerberos, DNS over TCP'
        Description = 'rsp00 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # rsp00 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r041c9ceb37'
        DisplayName = 'rsp00 to dc40: Kerberos over UDP, DNS'
        Description = 'rsp00 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # rsp00 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r2749fa7d41'
        DisplayName = 'rsp00 to ntp01: NTP'
        Description = 'rsp00 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cas01 to rsp00: SMB (always)
    @{
        Name = 'Portolan-r948a88bc05'
        DisplayName = 'cas01 to rsp00: SMB'
        Description = 'cas01 to rsp00: SMB (always). Flows: site-server-reporting-services-point#jkp8slx31v'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.1.10')
        Program = 'System'
    }
    # cas01 to rsp00: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rc516d87c5b'
        DisplayName = 'cas01 to rsp00: RPC endpoint mapper'
        Description = 'cas01 to rsp00: RPC endpoint mapper (always). Flows: site-server-reporting-services-point#jkp8slx31v'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cas01 to rsp00: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r5ec0e98592'
        DisplayName = 'cas01 to rsp00: RPC dynamic ports'
        Description = 'cas01 to rsp00: RPC dynamic ports (always). Flows: site-server-reporting-services-point#jkp8slx31v'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.1.10')
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
