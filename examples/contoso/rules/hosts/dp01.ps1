# Rules for the host "dp01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to dp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r8cc203a5e2'
        DisplayName = 'hq to dp01: HTTP, HTTPS'
        Description = 'hq to dp01: HTTP, HTTPS (always). Flows: client-distribution-point#xlso6efv9x, distribution-point-source-distribution-point#kn5jzea9d0'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.20.0.0/20')
        Program = 'System'
    }
    # hq-lab to dp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-re8d355bb1b'
        DisplayName = 'hq-lab to dp01: HTTP, HTTPS'
        Description = 'hq-lab to dp01: HTTP, HTTPS (always). Flows: client-distribution-point#ghv9c6fgx5'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.20.32.0/24')
        Program = 'System'
    }
    # datacenter to dp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-rf457514908'
        DisplayName = 'datacenter to dp01: HTTP, HTTPS'
        Description = 'datacenter to dp01: HTTP, HTTPS (always). Flows: client-distribution-point#fu969fmdci'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.10.100.0/22')
        Program = 'System'
    }
    # dp01 to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r4c4785fe29'
        DisplayName = 'dp01 to mp01: HTTP, HTTPS'
        Description = 'dp01 to mp01: HTTP, HTTPS (always). Flows: distribution-point-management-point#nx1fub9h1a'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.31')
    }
    # dp01 to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-redc85f74a8'
        DisplayName = 'dp01 to mp02: HTTP, HTTPS'
        Description = 'dp01 to mp02: HTTP, HTTPS (always). Flows: distribution-point-management-point#2e1q16rf1m'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.32')
    }
    # dp01 to web01: HTTPS (always)
    @{
        Name = 'Portolan-rc11015844a'
        DisplayName = 'dp01 to web01: HTTPS'
        Description = 'dp01 to web01: HTTPS (always). Flows: distribution-point-management-point#zjs216t745'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @('192.0.2.31')
    }
    # dp01 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r207d0b9e39'
        DisplayName = 'dp01 to dc01: Kerberos, DNS over TCP'
        Description = 'dp01 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # dp01 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-ra2128c924c'
        DisplayName = 'dp01 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'dp01 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # dp01 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r5ca58c4fb3'
        DisplayName = 'dp01 to dc02: Kerberos, DNS over TCP'
        Description = 'dp01 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dp01 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r889388183b'
        DisplayName = 'dp01 to dc02: Kerberos over UDP, DNS'
        Description = 'dp01 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dp01 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rdcb5b19042'
        DisplayName = 'dp01 to dc40: Kerberos, DNS over TCP'
        Description = 'dp01 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dp01 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r63eb9ed196'
        DisplayName = 'dp01 to dc40: Kerberos over UDP, DNS'
        Description = 'dp01 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dp01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r3c73b97325'
        DisplayName = 'dp01 to ntp01: NTP'
        Description = 'dp01 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to dp01: SMB (always)
    @{
        Name = 'Portolan-ra6d6aae169'
        DisplayName = 'cm01, cm02 to dp01: SMB'
        Description = 'cm01, cm02 to dp01: SMB (always). Flows: site-server-distribution-point#m8dtb6zgri'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = 'System'
    }
    # cm01, cm02 to dp01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r4c00414bd5'
        DisplayName = 'cm01, cm02 to dp01: RPC endpoint mapper'
        Description = 'cm01, cm02 to dp01: RPC endpoint mapper (always). Flows: site-server-distribution-point#m8dtb6zgri'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to dp01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r79777bd327'
        DisplayName = 'cm01, cm02 to dp01: RPC dynamic ports'
        Description = 'cm01, cm02 to dp01: RPC dynamic ports (always). Flows: site-server-distribution-point#m8dtb6zgri'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
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
