# Rules for the host "srv01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to srv01: HTTP, SMB (always)
    @{
        Name = 'Portolan-r31ecf01f14'
        DisplayName = 'hq to srv01: HTTP, SMB'
        Description = 'hq to srv01: HTTP, SMB (always). Flows: client-fallback-status-point#k8w92bcrvs, client-state-migration-point#k8w92bcrvs'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '445')
        RemoteAddress = @('10.20.0.0/20')
        Program = 'System'
    }
    # hq-lab to srv01: HTTP, SMB (always)
    @{
        Name = 'Portolan-r365b773a11'
        DisplayName = 'hq-lab to srv01: HTTP, SMB'
        Description = 'hq-lab to srv01: HTTP, SMB (always). Flows: client-fallback-status-point#0pgsipi80q, client-state-migration-point#0pgsipi80q'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '445')
        RemoteAddress = @('10.20.32.0/24')
        Program = 'System'
    }
    # datacenter to srv01: HTTP (always)
    @{
        Name = 'Portolan-r646b1eb291'
        DisplayName = 'datacenter to srv01: HTTP'
        Description = 'datacenter to srv01: HTTP (always). Flows: client-fallback-status-point#9oznta3zco'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80')
        RemoteAddress = @('10.10.100.0/22')
        Program = 'System'
    }
    # branch-office to srv01: HTTP (always)
    @{
        Name = 'Portolan-r481a083c69'
        DisplayName = 'branch-office to srv01: HTTP'
        Description = 'branch-office to srv01: HTTP (always). Flows: client-fallback-status-point#onm464v9ss'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80')
        RemoteAddress = @('10.40.16.0/22')
        Program = 'System'
    }
    # perimeter to srv01: HTTP (always)
    @{
        Name = 'Portolan-r299519497a'
        DisplayName = 'perimeter to srv01: HTTP'
        Description = 'perimeter to srv01: HTTP (always). Flows: client-fallback-status-point#yr3n3dzwr2'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80')
        RemoteAddress = @('192.0.2.128/26')
        Program = 'System'
    }
    # srv01 to sql01, sql02: SQL Server (always)
    @{
        Name = 'Portolan-r4dc17d7d10'
        DisplayName = 'srv01 to sql01, sql02: SQL Server'
        Description = 'srv01 to sql01, sql02: SQL Server (always). Flows: state-migration-point-sql-server#gorop19vkl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # srv01 to sqlp01: SQL Server (always)
    @{
        Name = 'Portolan-re0b36ff566'
        DisplayName = 'srv01 to sqlp01: SQL Server'
        Description = 'srv01 to sqlp01: SQL Server (always). Flows: state-migration-point-sql-server#d4qz2wdb5s'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        RemoteAddress = @('10.10.2.20')
    }
    # srv01 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r0813f66014'
        DisplayName = 'srv01 to dc01: Kerberos, DNS over TCP'
        Description = 'srv01 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # srv01 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-rbcfeed0afd'
        DisplayName = 'srv01 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'srv01 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # srv01 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rd3f88a2526'
        DisplayName = 'srv01 to dc02: Kerberos, DNS over TCP'
        Description = 'srv01 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # srv01 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-re8ae8fc845'
        DisplayName = 'srv01 to dc02: Kerberos over UDP, DNS'
        Description = 'srv01 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # srv01 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-ra854641920'
        DisplayName = 'srv01 to dc40: Kerberos, DNS over TCP'
        Description = 'srv01 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # srv01 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rd641e18bfb'
        DisplayName = 'srv01 to dc40: Kerberos over UDP, DNS'
        Description = 'srv01 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # srv01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r30cf940a63'
        DisplayName = 'srv01 to ntp01: NTP'
        Description = 'srv01 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to srv01: SMB (always)
    @{
        Name = 'Portolan-rc0032b0c35'
        DisplayName = 'cm01, cm02 to srv01: SMB'
        Description = 'cm01, cm02 to srv01: SMB (always). Flows: site-server-fallback-status-point#tirtt8pouy, site-server-state-migration-point#tirtt8pouy'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = 'System'
    }
    # cm01, cm02 to srv01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r88e35ca3a5'
        DisplayName = 'cm01, cm02 to srv01: RPC endpoint mapper'
        Description = 'cm01, cm02 to srv01: RPC endpoint mapper (always). Flows: site-server-fallback-status-point#tirtt8pouy, site-server-state-migration-point#tirtt8pouy'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to srv01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-refc7ffd2a4'
        DisplayName = 'cm01, cm02 to srv01: RPC dynamic ports'
        Description = 'cm01, cm02 to srv01: RPC dynamic ports (always). Flows: site-server-fallback-status-point#tirtt8pouy'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # srv01 to cm01, cm02: SMB (always)
    @{
        Name = 'Portolan-r18bf345d0e'
        DisplayName = 'srv01 to cm01, cm02: SMB'
        Description = 'srv01 to cm01, cm02: SMB (always). Flows: site-server-fallback-status-point~#d8rbog8kwu, site-server-state-migration-point~#d8rbog8kwu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # srv01 to cm01, cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-ra6bfaaa7fe'
        DisplayName = 'srv01 to cm01, cm02: RPC endpoint mapper'
        Description = 'srv01 to cm01, cm02: RPC endpoint mapper (always). Flows: site-server-fallback-status-point~#d8rbog8kwu, site-server-state-migration-point~#d8rbog8kwu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # srv01 to cm01, cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r28a8a55b6b'
        DisplayName = 'srv01 to cm01, cm02: RPC dynamic ports'
        Description = 'srv01 to cm01, cm02: RPC dynamic ports (always). Flows: site-server-fallback-status-point~#d8rbog8kwu'
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
