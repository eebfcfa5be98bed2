# Rules for the host "sup01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to sup01: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r403e330967'
        DisplayName = 'hq to sup01: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'hq to sup01: HTTP (WSUS), HTTPS (WSUS) (always). Flows: client-software-update-point#moatagiqqf'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8530-8531')
        RemoteAddress = @('10.20.0.0/20')
        Program = 'System'
    }
    # hq-lab to sup01: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r7a27ab55b8'
        DisplayName = 'hq-lab to sup01: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'hq-lab to sup01: HTTP (WSUS), HTTPS (WSUS) (always). Flows: client-software-update-point#odfo5dv2gq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8530-8531')
        RemoteAddress = @('10.20.32.0/24')
        Program = 'System'
    }
    # ccp01 to sup01: HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r226b899bf9'
        DisplayName = 'ccp01 to sup01: HTTPS (WSUS)'
        Description = 'ccp01 to sup01: HTTPS (WSUS) (always). Flows: cmg-connection-point-software-update-point#5zf36gzsss'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8531')
        RemoteAddress = @('10.10.2.71')
        Program = 'System'
    }
    # sup01 to sup00: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r941c61694f'
        DisplayName = 'sup01 to sup00: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'sup01 to sup00: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#mgutolbp81'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('8530-8531')
        RemoteAddress = @('10.10.1.12')
    }
    # sup02 to sup01: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r10441c9cce'
        DisplayName = 'sup02 to sup01: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'sup02 to sup01: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#n0vxw9bo2b'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8530-8531')
        RemoteAddress = @('10.10.2.42')
        Program = 'System'
    }
    # sec01 to sup01: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r3bb06bfd59'
        DisplayName = 'sec01 to sup01: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'sec01 to sup01: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#7cew56un5l'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8530-8531')
        RemoteAddress = @('10.40.1.10')
        Program = 'System'
    }
    # web01 to sup01: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-ra28b59b706'
        DisplayName = 'web01 to sup01: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'web01 to sup01: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#jv86sncq3f'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8530-8531')
        RemoteAddress = @('192.0.2.31')
        Program = 'System'
    }
    # sup01 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r3fdb5e909f'
        DisplayName = 'sup01 to dc01: Kerberos, DNS over TCP'
        Description = 'sup01 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # sup01 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r72bd660e9b'
        DisplayName = 'sup01 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'sup01 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # sup01 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r1efd1d6a72'
        DisplayName = 'sup01 to dc02: Kerberos, DNS over TCP'
        Description = 'sup01 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup01 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r04fd0c1f91'
        DisplayName = 'sup01 to dc02: Kerberos over UDP, DNS'
        Description = 'sup01 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup01 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r547e3a10f8'
        DisplayName = 'sup01 to dc40: Kerberos, DNS over TCP'
        Description = 'sup01 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup01 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-raa26d6246f'
        DisplayName = 'sup01 to dc40: Kerberos over UDP, DNS'
        Description = 'sup01 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-rf5abf69cbd'
        DisplayName = 'sup01 to ntp01: NTP'
        Description = 'sup01 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to sup01: SMB, HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r072080298b'
        DisplayName = 'cm01, cm02 to sup01: SMB, HTTP (WSUS), HTTPS (WSUS)'
        Description = 'cm01, cm02 to sup01: SMB, HTTP (WSUS), HTTPS (WSUS) (always). Flows: site-server-software-update-point#aua1fbwpdd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445', '8530-8531')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = 'System'
    }
    # cm01, cm02 to sup01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rac3d067229'
        DisplayName = 'cm01, cm02 to sup01: RPC endpoint mapper'
        Description = 'cm01, cm02 to sup01: RPC endpoint mapper (always). Flows: site-server-software-update-point#aua1fbwpdd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to sup01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r323343b857'
        DisplayName = 'cm01, cm02 to sup01: RPC dynamic ports'
        Description = 'cm01, cm02 to sup01: RPC dynamic ports (always). Flows: site-server-software-update-point#aua1fbwpdd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # sup01 to cm01, cm02: SMB (always)
    @{
        Name = 'Portolan-rda9d016820'
        DisplayName = 'sup01 to cm01, cm02: SMB'
        Description = 'sup01 to cm01, cm02: SMB (always). Flows: site-server-software-update-point~#c56frty0pk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # sup01 to cm01, cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r363fa8e263'
        DisplayName = 'sup01 to cm01, cm02: RPC endpoint mapper'
        Description = 'sup01 to cm01, cm02: RPC endpoint mapper (always). Flows: site-server-software-update-point~#c56frty0pk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # sup01 to cm01, cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6cd3ff749d'
        DisplayName = 'sup01 to cm01, cm02: RPC dynamic ports'
        Description = 'sup01 to cm01, cm02: RPC dynamic ports (always). Flows: site-server-software-update-point~#c56frty0pk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('50000-50999')
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
