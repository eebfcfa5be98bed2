# Rules for the host "fab01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # fabrikam to fab01: Client notification, HTTPS alternate port (always)
    @{
        Name = 'Portolan-rd3e000f672'
        DisplayName = 'fabrikam to fab01: Client notification, HTTPS alternate port'
        Description = 'fabrikam to fab01: Client notification, HTTPS alternate port (always). Flows: client-management-point#o7fuormz5v, client-distribution-point#o7fuormz5v'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8443', '10123')
        RemoteAddress = @('10.60.16.0/20')
    }
    # fabrikam to fab01: HTTPS (always)
    @{
        Name = 'Portolan-re2439a4e1d'
        DisplayName = 'fabrikam to fab01: HTTPS'
        Description = 'fabrikam to fab01: HTTPS (always). Flows: client-management-point#o7fuormz5v, client-distribution-point#o7fuormz5v'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.60.16.0/20')
        Program = 'System'
    }
    # mp11 to fab01: HTTPS (always)
    @{
        Name = 'Portolan-rb1fd3cc44a'
        DisplayName = 'mp11 to fab01: HTTPS'
        Description = 'mp11 to fab01: HTTPS (always). Flows: distribution-point-management-point#q0o63miw71'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.10.12.31')
        Program = 'System'
    }
    # fab01 to mp11: HTTPS (always)
    @{
        Name = 'Portolan-r6a850a2cb3'
        DisplayName = 'fab01 to mp11: HTTPS'
        Description = 'fab01 to mp11: HTTPS (always). Flows: distribution-point-management-point#8mlsdtdavl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @('10.10.12.31')
    }
    # fab01 to sql11: SQL Server (always)
    @{
        Name = 'Portolan-r60cc71c600'
        DisplayName = 'fab01 to sql11: SQL Server'
        Description = 'fab01 to sql11: SQL Server (always). Flows: management-point-sql-server#i8t35ye8n3'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('51433')
        RemoteAddress = @('10.10.12.11')
    }
    # fab01 to dc60: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r3ca15c3325'
        DisplayName = 'fab01 to dc60: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'fab01 to dc60: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#cct8dx63nb, any-domain-controller-kerberos#cct8dx63nb, any-dns-server#cct8dx63nb'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.60.1.10')
    }
    # fab01 to dc60: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r2c235e62d3'
        DisplayName = 'fab01 to dc60: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'fab01 to dc60: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: management-point-domain-controller#cct8dx63nb, any-domain-controller-kerberos#cct8dx63nb, any-dns-server#cct8dx63nb'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.60.1.10')
    }
    # fab01 to dc60: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rf28289f792'
        DisplayName = 'fab01 to dc60: RPC endpoint mapper'
        Description = 'fab01 to dc60: RPC endpoint mapper (always). Flows: management-point-domain-controller#cct8dx63nb'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.60.1.10')
    }
    # fab01 to dc60: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r3af6a6042e'
        DisplayName = 'fab01 to dc60: RPC dynamic ports'
        Description = 'fab01 to dc60: RPC dynamic ports (always). Flows: management-point-domain-controller#cct8dx63nb'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.60.1.10')
    }
    # fab01 to dc01: NTP (always)
    @{
        Name = 'Portolan-re9adbac859'
        DisplayName = 'fab01 to dc01: NTP'
        Description = 'fab01 to dc01: NTP (always). Flows: any-ntp-server#8q16hkcqps'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.10')
    }
    # fab01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r5c30f352fa'
        DisplayName = 'fab01 to ntp01: NTP'
        Description = 'fab01 to ntp01: NTP (always). Flows: any-ntp-server#s35tf8ag4r'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm11 to fab01: SMB (always)
    @{
        Name = 'Portolan-r7ed8009838'
        DisplayName = 'cm11 to fab01: SMB'
        Description = 'cm11 to fab01: SMB (always). Flows: site-server-distribution-point#ekmwy5sbys, site-server-management-point#ekmwy5sbys'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.12.10')
        Program = 'System'
    }
    # cm11 to fab01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r9597164ee8'
        DisplayName = 'cm11 to fab01: RPC endpoint mapper'
        Description = 'cm11 to fab01: RPC endpoint mapper (always). Flows: site-server-distribution-point#ekmwy5sbys, site-server-management-point#ekmwy5sbys'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm11 to fab01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r1260306d88'
        DisplayName = 'cm11 to fab01: RPC dynamic ports'
        Description = 'cm11 to fab01: RPC dynamic ports (always). Flows: site-server-distribution-point#ekmwy5sbys, site-server-management-point#ekmwy5sbys'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.10')
    }
    # fab01 to cm11: SMB (always)
    @{
        Name = 'Portolan-r954bafbc3e'
        DisplayName = 'fab01 to cm11: SMB'
        Description = 'fab01 to cm11: SMB (always). Flows: site-server-management-point~#c47y4efrhe'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.12.10')
    }
    # fab01 to cm11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r722527e4e1'
        DisplayName = 'fab01 to cm11: RPC endpoint mapper'
        Description = 'fab01 to cm11: RPC endpoint mapper (always). Flows: site-server-management-point~#c47y4efrhe'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.12.10')
    }
    # fab01 to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rf3cf714ee2'
        DisplayName = 'fab01 to cm11: RPC dynamic ports'
        Description = 'fab01 to cm11: RPC dynamic ports (always). Flows: site-server-management-point~#c47y4efrhe'
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
