# Rules for the host "sqlcas" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # cas01 to sqlcas: SQL Server (always)
    @{
        Name = 'Portolan-r1df390a6fb'
        DisplayName = 'cas01 to sqlcas: SQL Server'
        Description = 'cas01 to sqlcas: SQL Server (always). Flows: site-server-sql-server#jygh0ajdv9, sms-provider-sql-server#jygh0ajdv9, service-connection-point-sql-server#jygh0ajdv9, endpoint-protection-point-sql-server#jygh0ajdv9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        RemoteAddress = @('10.10.1.10')
    }
    # rsp00 to sqlcas: SQL Server (always)
    @{
        Name = 'Portolan-re9ff28b50d'
        DisplayName = 'rsp00 to sqlcas: SQL Server'
        Description = 'rsp00 to sqlcas: SQL Server (always). Flows: reporting-services-point-sql-server#m5q8cv9bj3'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        RemoteAddress = @('10.10.1.16')
    }
    # dw01 to sqlcas: SQL Server (always)
    @{
        Name = 'Portolan-r1e08b36778'
        DisplayName = 'dw01 to sqlcas: SQL Server'
        Description = 'dw01 to sqlcas: SQL Server (always). Flows: data-warehouse-service-point-sql-server#8uswnoopnt'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        RemoteAddress = @('10.10.1.14')
    }
    # sql01, sql02 to sqlcas: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r0cfb90c512'
        DisplayName = 'sql01, sql02 to sqlcas: SQL Server, SQL Server Service Broker'
        Description = 'sql01, sql02 to sqlcas: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#8wajwk1cij'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # sqlcas to sql01, sql02: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r2794f52de1'
        DisplayName = 'sqlcas to sql01, sql02: SQL Server, SQL Server Service Broker'
        Description = 'sqlcas to sql01, sql02: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#16snf0uw4u'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433', '4022')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # sqlcas to sqlp01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r13020590e3'
        DisplayName = 'sqlcas to sqlp01: SQL Server, SQL Server Service Broker'
        Description = 'sqlcas to sqlp01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#z9ogso6lxc'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433', '4022')
        RemoteAddress = @('10.10.2.20')
    }
    # sql11 to sqlcas: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r4528a998ad'
        DisplayName = 'sql11 to sqlcas: SQL Server, SQL Server Service Broker'
        Description = 'sql11 to sqlcas: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#esl79k0wlx'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        RemoteAddress = @('10.10.12.11')
    }
    # sqlcas to sql11: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r287ef220e3'
        DisplayName = 'sqlcas to sql11: SQL Server, SQL Server Service Broker'
        Description = 'sqlcas to sql11: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#hm0srid7uy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('4023', '51433')
        RemoteAddress = @('10.10.12.11')
    }
    # sqlcas to sql11: SQL Server Browser (always)
    @{
        Name = 'Portolan-r6e77dcc6e0'
        DisplayName = 'sqlcas to sql11: SQL Server Browser'
        Description = 'sqlcas to sql11: SQL Server Browser (always). Flows: sql-server-sql-server#hm0srid7uy'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('1434')
        RemoteAddress = @('10.10.12.11')
    }
    # sqlcas to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r9dea00af41'
        DisplayName = 'sqlcas to dc01: Kerberos, DNS over TCP'
        Description = 'sqlcas to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # sqlcas to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r7ffefd1e27'
        DisplayName = 'sqlcas to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'sqlcas to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # sqlcas to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rf862d863ad'
        DisplayName = 'sqlcas to dc02: Kerberos, DNS over TCP'
        Description = 'sqlcas to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sqlcas to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r95f23fca8b'
        DisplayName = 'sqlcas to dc02: Kerberos over UDP, DNS'
        Description = 'sqlcas to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sqlcas to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r7c4f917453'
        DisplayName = 'sqlcas to dc40: Kerberos, DNS over TCP'
        Description = 'sqlcas to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sqlcas to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r2c0d5402bc'
        DisplayName = 'sqlcas to dc40: Kerberos over UDP, DNS'
        Description = 'sqlcas to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sqlcas to ntp01: NTP (always)
    @{
        Name = 'Portolan-r52e3674c65'
        DisplayName = 'sqlcas to ntp01: NTP'
        Description = 'sqlcas to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
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
