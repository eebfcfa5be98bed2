# Rules for the host "sql01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # cm01, cm02 to sql01: SQL Server (always)
    @{
        Name = 'Portolan-rf95e51d8ab'
        DisplayName = 'cm01, cm02 to sql01: SQL Server'
        Description = 'cm01, cm02 to sql01: SQL Server (always). Flows: site-server-sql-server#jjlem9dzsj, sms-provider-sql-server#52rk1f1iqj, sms-provider-sql-server#l9epwgl2zk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # cm01, cm02 to sqlp01: SQL Server (always)
    @{
        Name = 'Portolan-rc5c93a2bb2'
        DisplayName = 'cm01, cm02 to sqlp01: SQL Server'
        Description = 'cm01, cm02 to sqlp01: SQL Server (always). Flows: site-server-sql-server#mzlympmvmj, sms-provider-sql-server#w5h8tovaoy, sms-provider-sql-server#eecfapakkj'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        LocalAddress = @('10.10.2.20')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # mp01 to sql01: SQL Server (always)
    @{
        Name = 'Portolan-r10f1050f03'
        DisplayName = 'mp01 to sql01: SQL Server'
        Description = 'mp01 to sql01: SQL Server (always). Flows: management-point-sql-server#y85sw74c3l'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.2.31')
    }
    # mp01 to sqlp01: SQL Server (always)
    @{
        Name = 'Portolan-r5379f3cbc3'
        DisplayName = 'mp01 to sqlp01: SQL Server'
        Description = 'mp01 to sqlp01: SQL Server (always). Flows: management-point-sql-server#i4l8u1y0os'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        LocalAddress = @('10.10.2.20')
        RemoteAddress = @('10.10.2.31')
    }
    # web01 to sql01: SQL Server (always)
    @{
        Name = 'Portolan-r53bb4c2885'
        DisplayName = 'web01 to sql01: SQL Server'
        Description = 'web01 to sql01: SQL Server (always). Flows: management-point-sql-server#9b0gqg2wwd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('192.0.2.31')
    }
    # web01 to sqlp01: SQL Server (always)
    @{
        Name = 'Portolan-r5b54de593b'
        DisplayName = 'web01 to sqlp01: SQL Server'
        Description = 'web01 to sqlp01: SQL Server (always). Flows: management-point-sql-server#1l6syu7zvd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        LocalAddress = @('10.10.2.20')
        RemoteAddress = @('192.0.2.31')
    }
    # srv01 to sql01: SQL Server (always)
    @{
        Name = 'Portolan-rfe5ad03f21'
        DisplayName = 'srv01 to sql01: SQL Server'
        Description = 'srv01 to sql01: SQL Server (always). Flows: state-migration-point-sql-server#gorop19vkl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.2.61')
    }
    # srv01 to sqlp01: SQL Server (always)
    @{
        Name = 'Portolan-rf5c55d8cec'
        DisplayName = 'srv01 to sqlp01: SQL Server'
        Description = 'srv01 to sqlp01: SQL Server (always). Flows: state-migration-point-sql-server#d4qz2wdb5s'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        LocalAddress = @('10.10.2.20')
        RemoteAddress = @('10.10.2.61')
    }
    # sql01 to sqlcas: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r629db2b0fd'
        DisplayName = 'sql01 to sqlcas: SQL Server, SQL Server Service Broker'
        Description = 'sql01 to sqlcas: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#8wajwk1cij'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433', '4022')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.1.11')
    }
    # sqlcas to sql01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r47f5ebf7e3'
        DisplayName = 'sqlcas to sql01: SQL Server, SQL Server Service Broker'
        Description = 'sqlcas to sql01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#16snf0uw4u'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.1.11')
    }
    # sqlcas to sqlp01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r8022cd31f8'
        DisplayName = 'sqlcas to sqlp01: SQL Server, SQL Server Service Broker'
        Description = 'sqlcas to sqlp01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#z9ogso6lxc'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        LocalAddress = @('10.10.2.20')
        RemoteAddress = @('10.10.1.11')
    }
    # sec01 to sql01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r5ca01f34fb'
        DisplayName = 'sec01 to sql01: SQL Server, SQL Server Service Broker'
        Description = 'sec01 to sql01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#eh0ncpvo42'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.40.1.10')
    }
    # sec01 to sqlp01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-reb1da86768'
        DisplayName = 'sec01 to sqlp01: SQL Server, SQL Server Service Broker'
        Description = 'sec01 to sqlp01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#b0yr0ey36s'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        LocalAddress = @('10.10.2.20')
        RemoteAddress = @('10.40.1.10')
    }
    # sql01 to sec01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r65e0680212'
        DisplayName = 'sql01 to sec01: SQL Server, SQL Server Service Broker'
        Description = 'sql01 to sec01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#j2dqjns8l4'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433', '4022')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.40.1.10')
    }
    # sqlrep to sql01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r26aa743d9a'
        DisplayName = 'sqlrep to sql01: SQL Server, SQL Server Service Broker'
        Description = 'sqlrep to sql01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-replica-sql-server#iaz6pjx9ei'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.2.33')
    }
    # sqlrep to sql01: SMB (always)
    @{
        Name = 'Portolan-rdc572b2a2d'
        DisplayName = 'sqlrep to sql01: SMB'
        Description = 'sqlrep to sql01: SMB (always). Flows: sql-server-replica-sql-server#iaz6pjx9ei'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.2.33')
        Program = 'System'
    }
    # sqlrep to sqlp01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-rdfa2575162'
        DisplayName = 'sqlrep to sqlp01: SQL Server, SQL Server Service Broker'
        Description = 'sqlrep to sqlp01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-replica-sql-server#lqkc63i8yy'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        LocalAddress = @('10.10.2.20')
        RemoteAddress = @('10.10.2.33')
    }
    # sqlrep to sqlp01: SMB (always)
    @{
        Name = 'Portolan-rce7dcf935a'
        DisplayName = 'sqlrep to sqlp01: SMB'
        Description = 'sqlrep to sqlp01: SMB (always). Flows: sql-server-replica-sql-server#lqkc63i8yy'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.20')
        RemoteAddress = @('10.10.2.33')
        Program = 'System'
    }
    # sql01 to sqlrep: SQL Server, SQL Server Service Broker, SMB (always)
    @{
        Name = 'Portolan-r0bb574963b'
        DisplayName = 'sql01 to sqlrep: SQL Server, SQL Server Service Broker, SMB'
        Description = 'sql01 to sqlrep: SQL Server, SQL Server Service Broker, SMB (always). Flows: sql-server-replica-sql-server#r7hhcsj67l'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '1433', '4022')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.2.33')
    }
    # sql01 to sql02: SQL Server database mirroring endpoint (always)
    @{
        Name = 'Portolan-r5fcdacca36'
        DisplayName = 'sql01 to sql02: SQL Server database mirroring endpoint'
        Description = 'sql01 to sql02: SQL Server database mirroring endpoint (always). Flows: sql-server-availability-group#4k92hvp8vy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('5022')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.2.22')
    }
    # sql02 to sql01: SQL Server database mirroring endpoint (always)
    @{
        Name = 'Portolan-r324ec48bf9'
        DisplayName = 'sql02 to sql01: SQL Server database mirroring endpoint'
        Description = 'sql02 to sql01: SQL Server database mirroring endpoint (always). Flows: sql-server-availability-group#ta2ophiqbw'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('5022')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.2.22')
    }
    # sql01 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-raf1fea83e8'
        DisplayName = 'sql01 to dc01: Kerberos, DNS over TCP'
        Description = 'sql01 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.0.10')
    }
    # sql01 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-rf7b9f4a6fe'
        DisplayName = 'sql01 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'sql01 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.10.0.10')
    }
    # sql01 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r225cc847ff'
        DisplayName = 'sql01 to dc02: Kerberos, DNS over TCP'
        Description = 'sql01 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.20.250.10')
    }
    # sql01 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r40fb2da852'
        DisplayName = 'sql01 to dc02: Kerberos over UDP, DNS'
        Description = 'sql01 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.20.250.10')
    }
    # sql01 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r7531501eca'
        DisplayName = 'sql01 to dc40: Kerberos, DNS over TCP'
        Description = 'sql01 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.40.1.5')
    }
    # sql01 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r754f0613af'
        DisplayName = 'sql01 to dc40: Kerberos over UDP, DNS'
        Description = 'sql01 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        LocalAddress = @('10.10.2.21')
        RemoteAddress = @('10.40.1.5')
    }
    # sql01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r91829740c2'
        DisplayName = 'sql01 to ntp01: NTP'
        Description = 'sql01 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        LocalAddress = @('10.10.2.21')
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
