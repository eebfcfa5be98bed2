# Rules for the host "mp11" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # plant to mp11: Client notification, HTTPS alternate port, Delta content (always)
    @{
        Name = 'Portolan-r202de07c28'
        DisplayName = 'plant to mp11: Client notification, HTTPS alternate port, Delta content'
        Description = 'plant to mp11: Client notification, HTTPS alternate port, Delta content (always). Flows: client-management-point#u7gnw0lo2f, client-distribution-point#u7gnw0lo2f'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8005', '8443', '10123')
        RemoteAddress = @('10.21.0.0/20')
    }
    # plant to mp11: HTTPS (always)
    @{
        Name = 'Portolan-r36801d7aad'
        DisplayName = 'plant to mp11: HTTPS'
        Description = 'plant to mp11: HTTPS (always). Flows: client-management-point#u7gnw0lo2f, client-distribution-point#u7gnw0lo2f'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.21.0.0/20')
        Program = 'System'
    }
    # mp11 to fab01: HTTPS (always)
    @{
        Name = 'Portolan-rb8e8cd875c'
        DisplayName = 'mp11 to fab01: HTTPS'
        Description = 'mp11 to fab01: HTTPS (always). Flows: distribution-point-management-point#q0o63miw71'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @('10.60.1.20')
    }
    # fab01 to mp11: HTTPS (always)
    @{
        Name = 'Portolan-r2612a04fa1'
        DisplayName = 'fab01 to mp11: HTTPS'
        Description = 'fab01 to mp11: HTTPS (always). Flows: distribution-point-management-point#8mlsdtdavl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.60.1.20')
        Program = 'System'
    }
    # mp11 to sql11: SQL Server (always)
    @{
        Name = 'Portolan-r5d7248dd72'
        DisplayName = 'mp11 to sql11: SQL Server'
        Description = 'mp11 to sql11: SQL Server (always). Flows: management-point-sql-server#fcze999gf1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('51433')
        RemoteAddress = @('10.10.12.11')
    }
    # mp11 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rb84299c246'
        DisplayName = 'mp11 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'mp11 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#rehuqazo41, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.10.0.10')
    }
    # mp11 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-rae7e55fb1a'
        DisplayName = 'mp11 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP'
        Description = 'mp11 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always). Flows: management-point-domain-controller#rehuqazo41, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123', '389')
        RemoteAddress = @('10.10.0.10')
    }
    # mp11 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rd75a35a64e'
        DisplayName = 'mp11 to dc01: RPC endpoint mapper'
        Description = 'mp11 to dc01: RPC endpoint mapper (always). Flows: management-point-domain-controller#rehuqazo41'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.0.10')
    }
    # mp11 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r72cb99d6b3'
        DisplayName = 'mp11 to dc01: RPC dynamic ports'
        Description = 'mp11 to dc01: RPC dynamic ports (always). Flows: management-point-domain-controller#rehuqazo41'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.0.10')
    }
    # mp11 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r7d68494e8f'
        DisplayName = 'mp11 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'mp11 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#b6dqopwg56, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.20.250.10')
    }
    # mp11 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r1c2f9f1b5d'
        DisplayName = 'mp11 to dc02: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'mp11 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: management-point-domain-controller#b6dqopwg56, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.20.250.10')
    }
    # mp11 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r41662a3e00'
        DisplayName = 'mp11 to dc02: RPC endpoint mapper'
        Description = 'mp11 to dc02: RPC endpoint mapper (always). Flows: management-point-domain-controller#b6dqopwg56'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.20.250.10')
    }
    # mp11 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r9b031eaa27'
        DisplayName = 'mp11 to dc02: RPC dynamic ports'
        Description = 'mp11 to dc02: RPC dynamic ports (always). Flows: management-point-domain-controller#b6dqopwg56'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.20.250.10')
    }
    # mp11 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r5a7123e22b'
        DisplayName = 'mp11 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'mp11 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#obq83z3i8u, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.40.1.5')
    }
    # mp11 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rdc8fb96ad7'
        DisplayName = 'mp11 to dc40: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'mp11 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: management-point-domain-controller#obq83z3i8u, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.40.1.5')
    }
    # mp11 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rf77eae6ba3'
        DisplayName = 'mp11 to dc40: RPC endpoint mapper'
        Description = 'mp11 to dc40: RPC endpoint mapper (always). Flows: management-point-domain-controller#obq83z3i8u'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.40.1.5')
    }
    # mp11 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r70705052e5'
        DisplayName = 'mp11 to dc40: RPC dynamic ports'
        Description = 'mp11 to dc40: RPC dynamic ports (always). Flows: management-point-domain-controller#obq83z3i8u'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.40.1.5')
    }
    # mp11 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r8d25fe5ccb'
        DisplayName = 'mp11 to ntp01: NTP'
        Description = 'mp11 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm11 to mp11: SMB (always)
    @{
        Name = 'Portolan-rcaa39870a3'
        DisplayName = 'cm11 to mp11: SMB'
        Description = 'cm11 to mp11: SMB (always). Flows: site-server-distribution-point#h3ttqjg1kq, site-server-management-point#h3ttqjg1kq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.12.10')
        Program = 'System'
    }
    # cm11 to mp11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-re1c91383df'
        DisplayName = 'cm11 to mp11: RPC endpoint mapper'
        Description = 'cm11 to mp11: RPC endpoint mapper (always). Flows: site-server-distribution-point#h3ttqjg1kq, site-server-management-point#h3ttqjg1kq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm11 to mp11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r0993845285'
        DisplayName = 'cm11 to mp11: RPC dynamic ports'
        Description = 'cm11 to mp11: RPC dynamic ports (always). Flows: site-server-distribution-point#h3ttqjg1kq, site-server-management-point#h3ttqjg1kq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.10')
    }
    # mp11 to cm11: SMB (always)
    @{
        Name = 'Portolan-r8abb4c3b1a'
        DisplayName = 'mp11 to cm11: SMB'
        Description = 'mp11 to cm11: SMB (always). Flows: site-server-management-point~#rqc53rv9w9'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.12.10')
    }
    # mp11 to cm11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r687d2f7998'
        DisplayName = 'mp11 to cm11: RPC endpoint mapper'
        Description = 'mp11 to cm11: RPC endpoint mapper (always). Flows: site-server-management-point~#rqc53rv9w9'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.12.10')
    }
    # mp11 to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rb495b1891c'
        DisplayName = 'mp11 to cm11: RPC dynamic ports'
        Description = 'mp11 to cm11: RPC dynamic ports (always). Flows: site-server-management-point~#rqc53rv9w9'
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
