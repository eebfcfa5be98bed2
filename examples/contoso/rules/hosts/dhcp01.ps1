# Rules for the host "dhcp01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # dhcp01 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r4274e7dc06'
        DisplayName = 'dhcp01 to dc01: Kerberos, DNS over TCP'
        Description = 'dhcp01 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # dhcp01 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r7094676b7e'
        DisplayName = 'dhcp01 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'dhcp01 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # dhcp01 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r5412fe6729'
        DisplayName = 'dhcp01 to dc02: Kerberos, DNS over TCP'
        Description = 'dhcp01 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dhcp01 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r5db4b597ab'
        DisplayName = 'dhcp01 to dc02: Kerberos over UDP, DNS'
        Description = 'dhcp01 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dhcp01 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r5b7c70a48f'
        DisplayName = 'dhcp01 to dc40: Kerberos, DNS over TCP'
        Description = 'dhcp01 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dhcp01 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rc012be8c71'
        DisplayName = 'dhcp01 to dc40: Kerberos over UDP, DNS'
        Description = 'dhcp01 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dhcp01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-rb663631a1f'
        DisplayName = 'dhcp01 to ntp01: NTP'
        Description = 'dhcp01 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # hq to dhcp01: DHCP, DHCP client (always)
    @{
        Name = 'Portolan-ra7218a3da4'
        DisplayName = 'hq to dhcp01: DHCP, DHCP client'
        Description = 'hq to dhcp01: DHCP, DHCP client (always). Flows: client-dhcp-server#z000dvr438'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-68')
        RemoteAddress = @('10.20.0.0/20')
    }
    # hq-lab to dhcp01: DHCP, DHCP client (always)
    @{
        Name = 'Portolan-r99ff5d3940'
        DisplayName = 'hq-lab to dhcp01: DHCP, DHCP client'
        Description = 'hq-lab to dhcp01: DHCP, DHCP client (always). Flows: client-dhcp-server#r701d9d45p'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-68')
        RemoteAddress = @('10.20.32.0/24')
    }
    # datacenter to dhcp01: DHCP, DHCP client (always)
    @{
        Name = 'Portolan-r162f1d2770'
        DisplayName = 'datacenter to dhcp01: DHCP, DHCP client'
        Description = 'datacenter to dhcp01: DHCP, DHCP client (always). Flows: client-dhcp-server#4qlcmvdsjm'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-68')
        RemoteAddress = @('10.10.100.0/22')
    }
    # branch-office to dhcp01: DHCP, DHCP client (always)
    @{
        Name = 'Portolan-rc0546528e0'
        DisplayName = 'branch-office to dhcp01: DHCP, DHCP client'
        Description = 'branch-office to dhcp01: DHCP, DHCP client (always). Flows: client-dhcp-server#zww7f1pr59'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-68')
        RemoteAddress = @('10.40.16.0/22')
    }
    # plant to dhcp01: DHCP, DHCP client (always)
    @{
        Name = 'Portolan-r0f56d6bcfa'
        DisplayName = 'plant to dhcp01: DHCP, DHCP client'
        Description = 'plant to dhcp01: DHCP, DHCP client (always). Flows: client-dhcp-server#54wsx7x4zs'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-68')
        RemoteAddress = @('10.21.0.0/20')
    }
    # fabrikam to dhcp01: DHCP, DHCP client (always)
    @{
        Name = 'Portolan-r488dd47b45'
        DisplayName = 'fabrikam to dhcp01: DHCP, DHCP client'
        Description = 'fabrikam to dhcp01: DHCP, DHCP client (always). Flows: client-dhcp-server#vfim8bs1db'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-68')
        RemoteAddress = @('10.60.16.0/20')
    }
    # perimeter to dhcp01: DHCP, DHCP client (always)
    @{
        Name = 'Portolan-r5a05d7c430'
        DisplayName = 'perimeter to dhcp01: DHCP, DHCP client'
        Description = 'perimeter to dhcp01: DHCP, DHCP client (always). Flows: client-dhcp-server#eqmvfx8v5h'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-68')
        RemoteAddress = @('192.0.2.128/26')
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
