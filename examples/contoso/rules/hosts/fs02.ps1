# Rules for the host "fs02" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to fs02: SMB (always)
    @{
        Name = 'Portolan-r93a1a59694'
        DisplayName = 'hq to fs02: SMB'
        Description = 'hq to fs02: SMB (always). Flows: client-file-share-server#b6lyahjvn3'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.20.0.0/20')
        Program = 'System'
    }
    # hq-lab to fs02: SMB (always)
    @{
        Name = 'Portolan-r4af27150cf'
        DisplayName = 'hq-lab to fs02: SMB'
        Description = 'hq-lab to fs02: SMB (always). Flows: client-file-share-server#if5prt3sxq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.20.32.0/24')
        Program = 'System'
    }
    # datacenter to fs02: SMB (always)
    @{
        Name = 'Portolan-rad7d0c1b8c'
        DisplayName = 'datacenter to fs02: SMB'
        Description = 'datacenter to fs02: SMB (always). Flows: client-file-share-server#j672b5say8'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.100.0/22')
        Program = 'System'
    }
    # branch-office to fs02: SMB (always)
    @{
        Name = 'Portolan-r9213238913'
        DisplayName = 'branch-office to fs02: SMB'
        Description = 'branch-office to fs02: SMB (always). Flows: client-file-share-server#w9vgza7opz'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.40.16.0/22')
        Program = 'System'
    }
    # perimeter to fs02: SMB (always)
    @{
        Name = 'Portolan-r59d33187c4'
        DisplayName = 'perimeter to fs02: SMB'
        Description = 'perimeter to fs02: SMB (always). Flows: client-file-share-server#ts4d2az41x'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('192.0.2.128/26')
        Program = 'System'
    }
    # fs02 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r1ccab6a562'
        DisplayName = 'fs02 to dc01: Kerberos, DNS over TCP'
        Description = 'fs02 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # fs02 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r9293ac8c72'
        DisplayName = 'fs02 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'fs02 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # fs02 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r10972e4468'
        DisplayName = 'fs02 to dc02: Kerberos, DNS over TCP'
        Description = 'fs02 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # fs02 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r958b829197'
        DisplayName = 'fs02 to dc02: Kerberos over UDP, DNS'
        Description = 'fs02 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # fs02 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-red86087f23'
        DisplayName = 'fs02 to dc40: Kerberos, DNS over TCP'
        Description = 'fs02 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # fs02 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r2bc74499d4'
        DisplayName = 'fs02 to dc40: Kerberos over UDP, DNS'
        Description = 'fs02 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # fs02 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r90664ec53f'
        DisplayName = 'fs02 to ntp01: NTP'
        Description = 'fs02 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
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
