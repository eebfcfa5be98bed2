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
        Name = 'Portolan-r1a290c2269'
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
        Name = 'Portolan-rd8b1934579'
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
        Name = 'Portolan-rd4772bbefe'
        DisplayName = 'sup11 to sup00: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'sup11 to sup00: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#c66k8tcpy1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('8530-8531')
        RemoteAddress = @('10.10.1.12')
    }
    # sup11 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-ra6accf0d70'
        DisplayName = 'sup11 to dc01: Kerberos, DNS over TCP'
        Description = 'sup11 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # sup11 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-ra5a1b027e0'
        DisplayName = 'sup11 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'sup11 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # sup11 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rd90d8497eb'
        DisplayName = 'sup11 to dc02: Kerberos, DNS over TCP'
        Description = 'sup11 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup11 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r1d8ada166d'
        DisplayName = 'sup11 to dc02: Kerberos over UDP, DNS'
        Description = 'sup11 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup11 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r4f9f602a48'
        DisplayName = 'sup11 to dc40: Kerberos, DNS over TCP'
        Description = 'sup11 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup11 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rfca880d787'
        DisplayName = 'sup11 to dc40: Kerberos over UDP, DNS'
        Description = 'sup11 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup11 to ntp01: NTP (always)
    @{
        Name = 'Portolan-rd41ab6ce87'
        DisplayName = 'sup11 to ntp01: NTP'
        Description = 'sup11 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm11 to sup11: SMB, HTTP (WSUS) (always)
    @{
        Name = 'Portolan-r857d4611b9'
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
        Name = 'Portolan-rc989707676'
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
        Name = 'Portolan-r378f82c0bc'
        DisplayName = 'cm11 to sup11: RPC dynamic ports'
        Description = 'cm11 to sup11: RPC dynamic ports (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.10')
    }
    # sup11 to cm11: SMB (always)
    @{
        Name = 'Portolan-rc5d14e4bd4'
        DisplayName = 'sup11 to cm11: SMB'
        Description = 'sup11 to cm11: SMB (always). Flows: site-server-software-update-point~#uopokm1qmu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.12.10')
    }
    # sup11 to cm11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rcc9760b9c2'
        DisplayName = 'sup11 to cm11: RPC endpoint mapper'
        Description = 'sup11 to cm11: RPC endpoint mapper (always). Flows: site-server-software-update-point~#uopokm1qmu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.12.10')
    }
    # sup11 to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r678590d284'
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
