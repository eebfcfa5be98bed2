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
        Name = 'Portolan-r11233bdd02'
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
        Name = 'Portolan-r28a63fa149'
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
        Name = 'Portolan-r086f4857dd'
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
        Name = 'Portolan-r8a20234df3'
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
        Name = 'Portolan-r5b4944a484'
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
        Name = 'Portolan-r483a9ed98c'
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
        Name = 'Portolan-rba76b6a90a'
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
        Name = 'Portolan-r38382b9694'
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
        Name = 'Portolan-r88871ae264'
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
        Name = 'Portolan-rfd51876cae'
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
        Name = 'Portolan-rdf5559887e'
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
        Name = 'Portolan-r3ab5fabe0f'
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
        Name = 'Portolan-r55ddf78fa6'
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
        Name = 'Portolan-re7711b7b19'
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
        Name = 'Portolan-r33b38e189d'
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
        Name = 'Portolan-r1ddc1817d0'
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
        Name = 'Portolan-ra3602ab1c4'
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
        Name = 'Portolan-rd8ef77f7cf'
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
        Name = 'Portolan-r63fea4d30f'
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
        Name = 'Portolan-r20b36ce3ec'
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
        Name = 'Portolan-r0dba4589e9'
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
        Name = 'Portolan-ra52b7787ba'
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
        Name = 'Portolan-rf55545dcbc'
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
        Name = 'Portolan-r41e05242d2'
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
        Name = 'Portolan-rec9a7439c1'
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
        Name = 'Portolan-r7800f912a3'
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
        Name = 'Portolan-r0bbcb02761'
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
        Name = 'Portolan-rec5de98607'
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
        Name = 'Portolan-rb914882fbf'
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
        Name = 'Portolan-r65e648150f'
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
