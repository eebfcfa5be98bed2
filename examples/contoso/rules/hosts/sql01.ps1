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
        Name = 'Portolan-rf1d50b4542'
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
        Name = 'Portolan-r84febc1b25'
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
        Name = 'Portolan-r87b23ae36a'
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
        Name = 'Portolan-rf10cab0b37'
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
        Name = 'Portolan-ra3b2dc507d'
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
        Name = 'Portolan-r0f8d738a92'
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
        Name = 'Portolan-r7126460f7a'
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
        Name = 'Portolan-rdde243b0e3'
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
        Name = 'Portolan-r1144390081'
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
        Name = 'Portolan-r8667872abd'
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
        Name = 'Portolan-r188f786c90'
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
        Name = 'Portolan-r96465f6b83'
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
        Name = 'Portolan-r2bef6033bc'
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
        Name = 'Portolan-r30380a0e95'
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
        Name = 'Portolan-rb5541dad77'
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
        Name = 'Portolan-ra92ccd96b4'
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
        Name = 'Portolan-r4475991710'
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
        Name = 'Portolan-r7cf34f769c'
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
        Name = 'Portolan-r36e9b7012d'
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
        Name = 'Portolan-re171119ee7'
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
        Name = 'Portolan-r07dfb6ba9d'
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
        Name = 'Portolan-r145c203a04'
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
        Name = 'Portolan-rde6642f93d'
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
        Name = 'Portolan-r1186c5c9e4'
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
        Name = 'Portolan-r1bae8c759a'
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
        Name = 'Portolan-re5da972c62'
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
        Name = 'Portolan-r663d1449a1'
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
        Name = 'Portolan-r7a2ff5a993'
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
