# Rules for the host "sup00" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # sup01 to sup00: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-rf7bc224dc1'
        DisplayName = 'sup01 to sup00: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'sup01 to sup00: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#mgutolbp81'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8530-8531')
        RemoteAddress = @('10.10.2.41')
        Program = 'System'
    }
    # sup11 to sup00: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r1c5625a531'
        DisplayName = 'sup11 to sup00: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'sup11 to sup00: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#c66k8tcpy1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8530-8531')
        RemoteAddress = @('10.10.12.41')
        Program = 'System'
    }
    # sup00 to sqlwsus: SQL Server (always)
    @{
        Name = 'Portolan-r8849e99a30'
        DisplayName = 'sup00 to sqlwsus: SQL Server'
        Description = 'sup00 to sqlwsus: SQL Server (always). Flows: software-update-point-wsus-database-server#ojgm4q8hiq'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        RemoteAddress = @('10.10.1.13')
    }
    # sup00 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r14a1c2a403'
        DisplayName = 'sup00 to dc01: Kerberos, DNS over TCP'
        Description = 'sup00 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # sup00 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-rbfd7605f79'
        DisplayName = 'sup00 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'sup00 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # sup00 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r9f97b772b1'
        DisplayName = 'sup00 to dc02: Kerberos, DNS over TCP'
        Description = 'sup00 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup00 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-ra36a738253'
        DisplayName = 'sup00 to dc02: Kerberos over UDP, DNS'
        Description = 'sup00 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup00 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r998a22b464'
        DisplayName = 'sup00 to dc40: Kerberos, DNS over TCP'
        Description = 'sup00 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup00 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r1de8285341'
        DisplayName = 'sup00 to dc40: Kerberos over UDP, DNS'
        Description = 'sup00 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup00 to ntp01: NTP (always)
    @{
        Name = 'Portolan-rd8facface0'
        DisplayName = 'sup00 to ntp01: NTP'
        Description = 'sup00 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # sup00 to proxy01: HTTP proxy (always)
    @{
        Name = 'Portolan-r5425ab3d2a'
        DisplayName = 'sup00 to proxy01: HTTP proxy'
        Description = 'sup00 to proxy01: HTTP proxy (always). Flows: software-update-point-internet#yz1xzzm076'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('3128')
        RemoteAddress = @('192.0.2.80')
    }
    # cas01 to sup00: SMB, HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r8cb02fb1ba'
        DisplayName = 'cas01 to sup00: SMB, HTTP (WSUS), HTTPS (WSUS)'
        Description = 'cas01 to sup00: SMB, HTTP (WSUS), HTTPS (WSUS) (always). Flows: site-server-software-update-point#cv8eeq5omk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445', '8530-8531')
        RemoteAddress = @('10.10.1.10')
        Program = 'System'
    }
    # cas01 to sup00: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rec2256eea8'
        DisplayName = 'cas01 to sup00: RPC endpoint mapper'
        Description = 'cas01 to sup00: RPC endpoint mapper (always). Flows: site-server-software-update-point#cv8eeq5omk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cas01 to sup00: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r2055c942d2'
        DisplayName = 'cas01 to sup00: RPC dynamic ports'
        Description = 'cas01 to sup00: RPC dynamic ports (always). Flows: site-server-software-update-point#cv8eeq5omk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.1.10')
    }
    # sup00 to cas01: SMB (always)
    @{
        Name = 'Portolan-r6ae4380fdb'
        DisplayName = 'sup00 to cas01: SMB'
        Description = 'sup00 to cas01: SMB (always). Flows: site-server-software-update-point~#mhlkrakeas'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.1.10')
    }
    # sup00 to cas01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rf0ef9604b4'
        DisplayName = 'sup00 to cas01: RPC endpoint mapper'
        Description = 'sup00 to cas01: RPC endpoint mapper (always). Flows: site-server-software-update-point~#mhlkrakeas'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.1.10')
    }
    # sup00 to cas01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r14d096e73d'
        DisplayName = 'sup00 to cas01: RPC dynamic ports'
        Description = 'sup00 to cas01: RPC dynamic ports (always). Flows: site-server-software-update-point~#mhlkrakeas'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
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
