# Rules for the host "sql11" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # cm11 to sql11: SQL Server (always)
    @{
        Name = 'Portolan-rb9d73a5132'
        DisplayName = 'cm11 to sql11: SQL Server'
        Description = 'cm11 to sql11: SQL Server (always). Flows: site-server-sql-server#pqqo53n8kc, sms-provider-sql-server#pqqo53n8kc'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('51433')
        RemoteAddress = @('10.10.12.10')
    }
    # mp11 to sql11: SQL Server (always)
    @{
        Name = 'Portolan-r775ea0398d'
        DisplayName = 'mp11 to sql11: SQL Server'
        Description = 'mp11 to sql11: SQL Server (always). Flows: management-point-sql-server#fcze999gf1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('51433')
        RemoteAddress = @('10.10.12.31')
    }
    # fab01 to sql11: SQL Server (always)
    @{
        Name = 'Portolan-r0cdd99fe88'
        DisplayName = 'fab01 to sql11: SQL Server'
        Description = 'fab01 to sql11: SQL Server (always). Flows: management-point-sql-server#i8t35ye8n3'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('51433')
        RemoteAddress = @('10.60.1.20')
    }
    # sql11 to sqlcas: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-rc3fd6d9cbb'
        DisplayName = 'sql11 to sqlcas: SQL Server, SQL Server Service Broker'
        Description = 'sql11 to sqlcas: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#esl79k0wlx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433', '4022')
        RemoteAddress = @('10.10.1.11')
    }
    # sqlcas to sql11: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r296b1b1a89'
        DisplayName = 'sqlcas to sql11: SQL Server, SQL Server Service Broker'
        Description = 'sqlcas to sql11: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#hm0srid7uy'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('4023', '51433')
        RemoteAddress = @('10.10.1.11')
    }
    # sqlcas to sql11: SQL Server Browser (always)
    @{
        Name = 'Portolan-r1bcc19317d'
        DisplayName = 'sqlcas to sql11: SQL Server Browser'
        Description = 'sqlcas to sql11: SQL Server Browser (always). Flows: sql-server-sql-server#hm0srid7uy'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('1434')
        RemoteAddress = @('10.10.1.11')
        Service = 'SQLBrowser'
    }
    # sql11 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rfddcc075eb'
        DisplayName = 'sql11 to dc01: Kerberos, DNS over TCP'
        Description = 'sql11 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # sql11 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r2f4c3470b4'
        DisplayName = 'sql11 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'sql11 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # sql11 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r26a1add32d'
        DisplayName = 'sql11 to dc02: Kerberos, DNS over TCP'
        Description = 'sql11 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sql11 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r951ed404d8'
        DisplayName = 'sql11 to dc02: Kerberos over UDP, DNS'
        Description = 'sql11 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sql11 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r4de5e7b35b'
        DisplayName = 'sql11 to dc40: Kerberos, DNS over TCP'
        Description = 'sql11 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sql11 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-re6c7a34406'
        DisplayName = 'sql11 to dc40: Kerberos over UDP, DNS'
        Description = 'sql11 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sql11 to ntp01: NTP (always)
    @{
        Name = 'Portolan-rea4ad34581'
        DisplayName = 'sql11 to ntp01: NTP'
        Description = 'sql11 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
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
