# Rules for the host "sqlrep" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # mp02 to sqlrep: SQL Server (always)
    @{
        Name = 'Portolan-r66ed258afc'
        DisplayName = 'mp02 to sqlrep: SQL Server'
        Description = 'mp02 to sqlrep: SQL Server (always). Flows: management-point-sql-server#v2c2vs7dlr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433')
        RemoteAddress = @('10.10.2.32')
    }
    # sqlrep to sql01, sql02: SQL Server, SQL Server Service Broker, SMB (always)
    @{
        Name = 'Portolan-r3ac48e3aec'
        DisplayName = 'sqlrep to sql01, sql02: SQL Server, SQL Server Service Broker, SMB'
        Description = 'sqlrep to sql01, sql02: SQL Server, SQL Server Service Broker, SMB (always). Flows: sql-server-replica-sql-server#iaz6pjx9ei'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '1433', '4022')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # sqlrep to sqlp01: SQL Server, SQL Server Service Broker, SMB (always)
    @{
        Name = 'Portolan-r6cf823241c'
        DisplayName = 'sqlrep to sqlp01: SQL Server, SQL Server Service Broker, SMB'
        Description = 'sqlrep to sqlp01: SQL Server, SQL Server Service Broker, SMB (always). Flows: sql-server-replica-sql-server#lqkc63i8yy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '1433', '4022')
        RemoteAddress = @('10.10.2.20')
    }
    # sql01, sql02 to sqlrep: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-rb007cb9203'
        DisplayName = 'sql01, sql02 to sqlrep: SQL Server, SQL Server Service Broker'
        Description = 'sql01, sql02 to sqlrep: SQL Server, SQL Server Service Broker (always). Flows: sql-server-replica-sql-server#r7hhcsj67l'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # sql01, sql02 to sqlrep: SMB (always)
    @{
        Name = 'Portolan-r2b0206dedb'
        DisplayName = 'sql01, sql02 to sqlrep: SMB'
        Description = 'sql01, sql02 to sqlrep: SMB (always). Flows: sql-server-replica-sql-server#r7hhcsj67l'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
        Program = 'System'
    }
    # sqlrep to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r7b17fb867f'
        DisplayName = 'sqlrep to dc01: Kerberos, DNS over TCP'
        Description = 'sqlrep to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # sqlrep to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-re8a6a9f0b9'
        DisplayName = 'sqlrep to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'sqlrep to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # sqlrep to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r8f10d014a5'
        DisplayName = 'sqlrep to dc02: Kerberos, DNS over TCP'
        Description = 'sqlrep to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sqlrep to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-ra63666749a'
        DisplayName = 'sqlrep to dc02: Kerberos over UDP, DNS'
        Description = 'sqlrep to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sqlrep to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r83dc8c7915'
        DisplayName = 'sqlrep to dc40: Kerberos, DNS over TCP'
        Description = 'sqlrep to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sqlrep to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r5bbea16871'
        DisplayName = 'sqlrep to dc40: Kerberos over UDP, DNS'
        Description = 'sqlrep to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sqlrep to ntp01: NTP (always)
    @{
        Name = 'Portolan-r9247763647'
        DisplayName = 'sqlrep to ntp01: NTP'
        Description = 'sqlrep to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
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
