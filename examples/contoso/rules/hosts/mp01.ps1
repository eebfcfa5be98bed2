# Rules for the host "mp01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to mp01: Client notification (always)
    @{
        Name = 'Portolan-rcc1e51c3c1'
        DisplayName = 'hq to mp01: Client notification'
        Description = 'hq to mp01: Client notification (always). Flows: client-management-point#cf6u6hg6at'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('10123')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
    }
    # hq to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r5511a006ce'
        DisplayName = 'hq to mp01: HTTP, HTTPS'
        Description = 'hq to mp01: HTTP, HTTPS (always). Flows: client-management-point#cf6u6hg6at, distribution-point-management-point#q1phtj8g6r, distribution-point-management-point#xsabzgh8dn'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
        Program = 'System'
    }
    # hq-lab to mp01: Client notification (always)
    @{
        Name = 'Portolan-r3f1bdf44cd'
        DisplayName = 'hq-lab to mp01: Client notification'
        Description = 'hq-lab to mp01: Client notification (always). Flows: client-management-point#yvjv61yuux'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('10123')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.20.32.0/24')
    }
    # hq-lab to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r70473cdc7b'
        DisplayName = 'hq-lab to mp01: HTTP, HTTPS'
        Description = 'hq-lab to mp01: HTTP, HTTPS (always). Flows: client-management-point#yvjv61yuux'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.20.32.0/24')
        Program = 'System'
    }
    # datacenter to mp01: Client notification (always)
    @{
        Name = 'Portolan-r435d078db9'
        DisplayName = 'datacenter to mp01: Client notification'
        Description = 'datacenter to mp01: Client notification (always). Flows: client-management-point#6lpnbef2gr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('10123')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.10.100.0/22')
    }
    # datacenter to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r4a82840361'
        DisplayName = 'datacenter to mp01: HTTP, HTTPS'
        Description = 'datacenter to mp01: HTTP, HTTPS (always). Flows: client-management-point#6lpnbef2gr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.10.100.0/22')
        Program = 'System'
    }
    # ccp01 to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r02ee0f4b2e'
        DisplayName = 'ccp01 to mp01: HTTP, HTTPS'
        Description = 'ccp01 to mp01: HTTP, HTTPS (always). Flows: cmg-connection-point-management-point#n8kts7rv0o'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.10.2.71')
        Program = 'System'
    }
    # dp01 to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r9ffdd037e7'
        DisplayName = 'dp01 to mp01: HTTP, HTTPS'
        Description = 'dp01 to mp01: HTTP, HTTPS (always). Flows: distribution-point-management-point#nx1fub9h1a'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.10.2.51')
        Program = 'System'
    }
    # web01 to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r7f2b5de7b2'
        DisplayName = 'web01 to mp01: HTTP, HTTPS'
        Description = 'web01 to mp01: HTTP, HTTPS (always). Flows: distribution-point-management-point#otncworbrk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('192.0.2.31', '2001:db8:2::31')
        Program = 'System'
    }
    # mp01 to sql01, sql02: SQL Server (always)
    @{
        Name = 'Portolan-ra611ef2409'
        DisplayName = 'mp01 to sql01, sql02: SQL Server'
        Description = 'mp01 to sql01, sql02: SQL Server (always). Flows: management-point-sql-server#y85sw74c3l'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # mp01 to sqlp01: SQL Server (always)
    @{
        Name = 'Portolan-r65a4f7490e'
        DisplayName = 'mp01 to sqlp01: SQL Server'
        Description = 'mp01 to sqlp01: SQL Server (always). Flows: management-point-sql-server#i4l8u1y0os'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.10.2.20')
    }
    # mp01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r08d6d93ef8'
        DisplayName = 'mp01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'mp01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#vrhqbj9ffz, any-domain-controller-kerberos#iyasbnegyj, any-dns-server#iyasbnegyj'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # mp01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r918a983d5b'
        DisplayName = 'mp01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP'
        Description = 'mp01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always). Flows: management-point-domain-controller#vrhqbj9ffz, any-domain-controller-kerberos#iyasbnegyj, any-dns-server#iyasbnegyj, any-ntp-server#iyasbnegyj'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123', '389')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # mp01 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rb6aa701371'
        DisplayName = 'mp01 to dc01: RPC endpoint mapper'
        Description = 'mp01 to dc01: RPC endpoint mapper (always). Flows: management-point-domain-controller#vrhqbj9ffz'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # mp01 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r10d0ad237e'
        DisplayName = 'mp01 to dc01: RPC dynamic ports'
        Description = 'mp01 to dc01: RPC dynamic ports (always). Flows: management-point-domain-controller#vrhqbj9ffz'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # mp01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r04dbcfc39e'
        DisplayName = 'mp01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'mp01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#fwy1cgfhr6, any-domain-controller-kerberos#99l6iy2ocw, any-dns-server#99l6iy2ocw'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.20.250.10')
    }
    # mp01 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r91e57c81cd'
        DisplayName = 'mp01 to dc02: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'mp01 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: management-point-domain-controller#fwy1cgfhr6, any-domain-controller-kerberos#99l6iy2ocw, any-dns-server#99l6iy2ocw'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.20.250.10')
    }
    # mp01 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-raaf13bc1ec'
        DisplayName = 'mp01 to dc02: RPC endpoint mapper'
        Description = 'mp01 to dc02: RPC endpoint mapper (always). Flows: management-point-domain-controller#fwy1cgfhr6'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.20.250.10')
    }
    # mp01 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r0afa54d802'
        DisplayName = 'mp01 to dc02: RPC dynamic ports'
        Description = 'mp01 to dc02: RPC dynamic ports (always). Flows: management-point-domain-controller#fwy1cgfhr6'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.20.250.10')
    }
    # mp01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r236e6f71ef'
        DisplayName = 'mp01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'mp01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#8h46o3pwdl, any-domain-controller-kerberos#mc41bbktj2, any-dns-server#mc41bbktj2'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.40.1.5')
    }
    # mp01 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r0c9b9bf714'
        DisplayName = 'mp01 to dc40: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'mp01 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: management-point-domain-controller#8h46o3pwdl, any-domain-controller-kerberos#mc41bbktj2, any-dns-server#mc41bbktj2'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.40.1.5')
    }
    # mp01 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r24030bec39'
        DisplayName = 'mp01 to dc40: RPC endpoint mapper'
        Description = 'mp01 to dc40: RPC endpoint mapper (always). Flows: management-point-domain-controller#8h46o3pwdl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.40.1.5')
    }
    # mp01 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra2d7e21596'
        DisplayName = 'mp01 to dc40: RPC dynamic ports'
        Description = 'mp01 to dc40: RPC dynamic ports (always). Flows: management-point-domain-controller#8h46o3pwdl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.40.1.5')
    }
    # mp01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r8704fcb178'
        DisplayName = 'mp01 to ntp01: NTP'
        Description = 'mp01 to ntp01: NTP (always). Flows: any-ntp-server#61ik52n56l'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        LocalAddress = @('10.10.2.31')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to mp01: SMB (always)
    @{
        Name = 'Portolan-r87758a8380'
        DisplayName = 'cm01, cm02 to mp01: SMB'
        Description = 'cm01, cm02 to mp01: SMB (always). Flows: site-server-management-point#qhpeinwy3a'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
        Program = 'System'
    }
    # cm01, cm02 to mp01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r02fa0051ee'
        DisplayName = 'cm01, cm02 to mp01: RPC endpoint mapper'
        Description = 'cm01, cm02 to mp01: RPC endpoint mapper (always). Flows: site-server-management-point#qhpeinwy3a'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to mp01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r8ed9a7ffbb'
        DisplayName = 'cm01, cm02 to mp01: RPC dynamic ports'
        Description = 'cm01, cm02 to mp01: RPC dynamic ports (always). Flows: site-server-management-point#qhpeinwy3a'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
    }
    # mp01 to cm01, cm02: SMB (always)
    @{
        Name = 'Portolan-r053c12ed9c'
        DisplayName = 'mp01 to cm01, cm02: SMB'
        Description = 'mp01 to cm01, cm02: SMB (always). Flows: site-server-management-point~#146t3wmw9g'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
    }
    # mp01 to cm01, cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-ra7797c7317'
        DisplayName = 'mp01 to cm01, cm02: RPC endpoint mapper'
        Description = 'mp01 to cm01, cm02: RPC endpoint mapper (always). Flows: site-server-management-point~#146t3wmw9g'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
    }
    # mp01 to cm01, cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r5304a3a6f9'
        DisplayName = 'mp01 to cm01, cm02: RPC dynamic ports'
        Description = 'mp01 to cm01, cm02: RPC dynamic ports (always). Flows: site-server-management-point~#146t3wmw9g'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('50000-50999')
        LocalAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
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
