# Rules for the host "sup11" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # plant to sup11: HTTP (WSUS) (always)
    @{
        Name = 'Portolan-rd0444b66d2'
        DisplayName = 'plant to sup11: HTTP (WSUS)'
        Description = 'plant to sup11: HTTP (WSUS) (always). Flows: client-software-update-point#d6xweyxbhu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8530')
        RemoteAddress = @('10.21.0.0/20')
        Program = 'System'
    }
    # fabrikam to sup11: HTTP (WSUS) (always)
    @{
        Name = 'Portolan-rf38878a22f'
        DisplayName = 'fabrikam to sup11: HTTP (WSUS)'
        Description = 'fabrikam to sup11: HTTP (WSUS) (always). Flows: client-software-update-point#b9k3238lhy'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8530')
        RemoteAddress = @('10.60.16.0/20')
        Program = 'System'
    }
    # sup11 to sup00: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-re351bce9a9'
        DisplayName = 'sup11 to sup00: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'sup11 to sup00: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#c66k8tcpy1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('8530-8531')
        RemoteAddress = @('10.10.1.12')
    }
    # sup11 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r45fa70b483'
        DisplayName = 'sup11 to dc01: Kerberos, DNS over TCP'
        Description = 'sup11 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # sup11 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r8ac2b31510'
        DisplayName = 'sup11 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'sup11 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # sup11 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r7323de8b97'
        DisplayName = 'sup11 to dc02: Kerberos, DNS over TCP'
        Description = 'sup11 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup11 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-radd5694564'
        DisplayName = 'sup11 to dc02: Kerberos over UDP, DNS'
        Description = 'sup11 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup11 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r002a9efd5b'
        DisplayName = 'sup11 to dc40: Kerberos, DNS over TCP'
        Description = 'sup11 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup11 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rbeb4482982'
        DisplayName = 'sup11 to dc40: Kerberos over UDP, DNS'
        Description = 'sup11 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup11 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r4f64fc27e6'
        DisplayName = 'sup11 to ntp01: NTP'
        Description = 'sup11 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm11 to sup11: SMB, HTTP (WSUS) (always)
    @{
        Name = 'Portolan-r8ad6e8ec05'
        DisplayName = 'cm11 to sup11: SMB, HTTP (WSUS)'
        Description = 'cm11 to sup11: SMB, HTTP (WSUS) (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445', '8530')
        RemoteAddress = @('10.10.12.10')
        Program = 'System'
    }
    # cm11 to sup11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r8cfb5aff7f'
        DisplayName = 'cm11 to sup11: RPC endpoint mapper'
        Description = 'cm11 to sup11: RPC endpoint mapper (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm11 to sup11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r01668044c3'
        DisplayName = 'cm11 to sup11: RPC dynamic ports'
        Description = 'cm11 to sup11: RPC dynamic ports (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.10')
    }
    # sup11 to cm11: SMB (always)
    @{
        Name = 'Portolan-r46b8536903'
        DisplayName = 'sup11 to cm11: SMB'
        Description = 'sup11 to cm11: SMB (always). Flows: site-server-software-update-point~#uopokm1qmu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.12.10')
    }
    # sup11 to cm11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r881ecadee7'
        DisplayName = 'sup11 to cm11: RPC endpoint mapper'
        Description = 'sup11 to cm11: RPC endpoint mapper (always). Flows: site-server-software-update-point~#uopokm1qmu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.12.10')
    }
    # sup11 to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r35e68f62d6'
        DisplayName = 'sup11 to cm11: RPC dynamic ports'
        Description = 'sup11 to cm11: RPC dynamic ports (always). Flows: site-server-software-update-point~#uopokm1qmu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.12.10')
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
