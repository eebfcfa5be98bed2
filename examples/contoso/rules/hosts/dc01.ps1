# Rules for the host "dc01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to dc01: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r5f49082765'
        DisplayName = 'hq to dc01: Global catalog, Kerberos'
        Description = 'hq to dc01: Global catalog, Kerberos (always). Flows: client-global-catalog#ah25al1yyg, any-domain-controller-kerberos#ah25al1yyg'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # hq-lab to dc01: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-rd6e66ad4ca'
        DisplayName = 'hq-lab to dc01: Global catalog, Kerberos'
        Description = 'hq-lab to dc01: Global catalog, Kerberos (always). Flows: client-global-catalog#3b2lvznr1e, any-domain-controller-kerberos#3b2lvznr1e'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # datacenter to dc01: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-rc58c0b18e2'
        DisplayName = 'datacenter to dc01: Global catalog, Kerberos'
        Description = 'datacenter to dc01: Global catalog, Kerberos (always). Flows: client-global-catalog#ofu1q7azon, any-domain-controller-kerberos#ofu1q7azon'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # branch-office to dc01: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-rc6c3c2eeaa'
        DisplayName = 'branch-office to dc01: Global catalog, Kerberos'
        Description = 'branch-office to dc01: Global catalog, Kerberos (always). Flows: client-global-catalog#k4x2ozroq4, any-domain-controller-kerberos#k4x2ozroq4'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant to dc01: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r23812b87e0'
        DisplayName = 'plant to dc01: Global catalog, Kerberos'
        Description = 'plant to dc01: Global catalog, Kerberos (always). Flows: client-global-catalog#036bir8jnt, any-domain-controller-kerberos#036bir8jnt'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cas01 to dc01: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r63f5257cb1'
        DisplayName = 'cas01 to dc01: LDAP, LDAP over TLS, Global catalog'
        Description = 'cas01 to dc01: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#7s7gtgdwfl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cas01 to dc01: LDAP over UDP (always)
    @{
        Name = 'Portolan-rc8b12e5081'
        DisplayName = 'cas01 to dc01: LDAP over UDP'
        Description = 'cas01 to dc01: LDAP over UDP (always). Flows: site-server-domain-controller#7s7gtgdwfl'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cas01 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rb4164cfa57'
        DisplayName = 'cas01 to dc01: RPC endpoint mapper'
        Description = 'cas01 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#7s7gtgdwfl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cas01 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6257489a59'
        DisplayName = 'cas01 to dc01: RPC dynamic ports'
        Description = 'cas01 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#7s7gtgdwfl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.1.10')
    }
    # cm01, cm02 to dc01: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r948e236ccf'
        DisplayName = 'cm01, cm02 to dc01: LDAP, LDAP over TLS, Global catalog'
        Description = 'cm01, cm02 to dc01: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#v82te9qpfm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm01, cm02 to dc01: LDAP over UDP (always)
    @{
        Name = 'Portolan-r91affed8e8'
        DisplayName = 'cm01, cm02 to dc01: LDAP over UDP'
        Description = 'cm01, cm02 to dc01: LDAP over UDP (always). Flows: site-server-domain-controller#v82te9qpfm'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm01, cm02 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r4b73fbc479'
        DisplayName = 'cm01, cm02 to dc01: RPC endpoint mapper'
        Description = 'cm01, cm02 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#v82te9qpfm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-re1323da4cc'
        DisplayName = 'cm01, cm02 to dc01: RPC dynamic ports'
        Description = 'cm01, cm02 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#v82te9qpfm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
    }
    # cm11 to dc01: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-rfebf0b4dc0'
        DisplayName = 'cm11 to dc01: LDAP, LDAP over TLS, Global catalog'
        Description = 'cm11 to dc01: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#ijnqpg39zm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm11 to dc01: LDAP over UDP (always)
    @{
        Name = 'Portolan-r8ed22ed211'
        DisplayName = 'cm11 to dc01: LDAP over UDP'
        Description = 'cm11 to dc01: LDAP over UDP (always). Flows: site-server-domain-controller#ijnqpg39zm'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm11 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-re2a5a830a7'
        DisplayName = 'cm11 to dc01: RPC endpoint mapper'
        Description = 'cm11 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#ijnqpg39zm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm11 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r0854d23d03'
        DisplayName = 'cm11 to dc01: RPC dynamic ports'
        Description = 'cm11 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#ijnqpg39zm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.12.10')
    }
    # sec01 to dc01: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-re22b266923'
        DisplayName = 'sec01 to dc01: LDAP, LDAP over TLS, Global catalog'
        Description = 'sec01 to dc01: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#fn463g07jv, management-point-domain-controller#fn463g07jv'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01 to dc01: LDAP over UDP (always)
    @{
        Name = 'Portolan-r4f0c05192a'
        DisplayName = 'sec01 to dc01: LDAP over UDP'
        Description = 'sec01 to dc01: LDAP over UDP (always). Flows: site-server-domain-controller#fn463g07jv, management-point-domain-controller#fn463g07jv'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rc20c651ca2'
        DisplayName = 'sec01 to dc01: RPC endpoint mapper'
        Description = 'sec01 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#fn463g07jv, management-point-domain-controller#fn463g07jv'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # sec01 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r494bd534fc'
        DisplayName = 'sec01 to dc01: RPC dynamic ports'
        Description = 'sec01 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#fn463g07jv, management-point-domain-controller#fn463g07jv'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.10')
    }
    # mp01 to dc01: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-rcc1a1cd125'
        DisplayName = 'mp01 to dc01: LDAP, LDAP over TLS, Global catalog'
        Description = 'mp01 to dc01: LDAP, LDAP over TLS, Global catalog (always). Flows: management-point-domain-controller#vrhqbj9ffz'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp01 to dc01: LDAP over UDP (always)
    @{
        Name = 'Portolan-r975eeb28a8'
        DisplayName = 'mp01 to dc01: LDAP over UDP'
        Description = 'mp01 to dc01: LDAP over UDP (always). Flows: management-point-domain-controller#vrhqbj9ffz'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp01 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r0b92b11827'
        DisplayName = 'mp01 to dc01: RPC endpoint mapper'
        Description = 'mp01 to dc01: RPC endpoint mapper (always). Flows: management-point-domain-controller#vrhqbj9ffz'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp01 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra4f919eb55'
        DisplayName = 'mp01 to dc01: RPC dynamic ports'
        Description = 'mp01 to dc01: RPC dynamic ports (always). Flows: management-point-domain-controller#vrhqbj9ffz'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # mp02 to dc01: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-rf721288dd5'
        DisplayName = 'mp02 to dc01: LDAP, LDAP over TLS, Global catalog'
        Description = 'mp02 to dc01: LDAP, LDAP over TLS, Global catalog (always). Flows: management-point-domain-controller#ya1n4yz5zo'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp02 to dc01: LDAP over UDP (always)
    @{
        Name = 'Portolan-r902761e4f5'
        DisplayName = 'mp02 to dc01: LDAP over UDP'
        Description = 'mp02 to dc01: LDAP over UDP (always). Flows: management-point-domain-controller#ya1n4yz5zo'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp02 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r1882cbe9f5'
        DisplayName = 'mp02 to dc01: RPC endpoint mapper'
        Description = 'mp02 to dc01: RPC endpoint mapper (always). Flows: management-point-domain-controller#ya1n4yz5zo'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp02 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r00f00b3ded'
        DisplayName = 'mp02 to dc01: RPC dynamic ports'
        Description = 'mp02 to dc01: RPC dynamic ports (always). Flows: management-point-domain-controller#ya1n4yz5zo'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.2.32')
    }
    # mp11 to dc01: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r84f0406d3a'
        DisplayName = 'mp11 to dc01: LDAP, LDAP over TLS, Global catalog'
        Description = 'mp11 to dc01: LDAP, LDAP over TLS, Global catalog (always). Flows: management-point-domain-controller#rehuqazo41'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp11 to dc01: LDAP over UDP (always)
    @{
        Name = 'Portolan-r3c3613189d'
        DisplayName = 'mp11 to dc01: LDAP over UDP'
        Description = 'mp11 to dc01: LDAP over UDP (always). Flows: management-point-domain-controller#rehuqazo41'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp11 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r0341b7eea2'
        DisplayName = 'mp11 to dc01: RPC endpoint mapper'
        Description = 'mp11 to dc01: RPC endpoint mapper (always). Flows: management-point-domain-controller#rehuqazo41'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp11 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r771f51ea5f'
        DisplayName = 'mp11 to dc01: RPC dynamic ports'
        Description = 'mp11 to dc01: RPC dynamic ports (always). Flows: management-point-domain-controller#rehuqazo41'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.12.31')
    }
    # cm01, cm02, mp01 to dc01: Kerberos (always)
    @{
        Name = 'Portolan-rba8c04a95b'
        DisplayName = 'cm01, cm02, mp01 to dc01: Kerberos'
        Description = 'cm01, cm02, mp01 to dc01: Kerberos (always). Flows: any-domain-controller-kerberos#iyasbnegyj'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', '10.10.2.31', 'fd00:10:0:2::10', 'fd00:10:0:2::11', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm01, cm02, mp01 to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rc7a6bdb1b5'
        DisplayName = 'cm01, cm02, mp01 to dc01: Kerberos over UDP'
        Description = 'cm01, cm02, mp01 to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#iyasbnegyj'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', '10.10.2.31', 'fd00:10:0:2::10', 'fd00:10:0:2::11', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc01 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r90d109a253'
        DisplayName = 'dc01 to dc02: Kerberos, DNS over TCP'
        Description = 'dc01 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#99l6iy2ocw, any-dns-server#99l6iy2ocw'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.250.10')
    }
    # dc01 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r0a5ab7e4c2'
        DisplayName = 'dc01 to dc02: Kerberos over UDP, DNS'
        Description = 'dc01 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#99l6iy2ocw, any-dns-server#99l6iy2ocw'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.250.10')
    }
    # dc01 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r80b64f53c4'
        DisplayName = 'dc01 to dc40: Kerberos, DNS over TCP'
        Description = 'dc01 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#mc41bbktj2, any-dns-server#mc41bbktj2'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.5')
    }
    # dc01 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r99aad7ce55'
        DisplayName = 'dc01 to dc40: Kerberos over UDP, DNS'
        Description = 'dc01 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#mc41bbktj2, any-dns-server#mc41bbktj2'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.5')
    }
    # dc02, dp02, dp03 to dc01: Kerberos (always)
    @{
        Name = 'Portolan-rea35793cce'
        DisplayName = 'dc02, dp02, dp03 to dc01: Kerberos'
        Description = 'dc02, dp02, dp03 to dc01: Kerberos (always). Flows: any-domain-controller-kerberos#a15kfsmv2w'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.9.5', '10.20.9.6', '10.20.250.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc02, dp02, dp03 to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r4c1ff8e4d5'
        DisplayName = 'dc02, dp02, dp03 to dc01: Kerberos over UDP'
        Description = 'dc02, dp02, dp03 to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.9.5', '10.20.9.6', '10.20.250.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dhcp01, fs02, cas01 and 20 more to dc01: Kerberos (always)
    @{
        Name = 'Portolan-r99fa85d3b5'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc01: Kerberos'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc01: Kerberos (always). Flows: any-domain-controller-kerberos#xiifvy965q'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dhcp01, fs02, cas01 and 20 more to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r88069efe30'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc01: Kerberos over UDP'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#xiifvy965q'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01, dc40 to dc01: Kerberos (always)
    @{
        Name = 'Portolan-rcb28cd9bf9'
        DisplayName = 'sec01, dc40 to dc01: Kerberos'
        Description = 'sec01, dc40 to dc01: Kerberos (always). Flows: any-domain-controller-kerberos#17g7pu1s1z'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.5', '10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01, dc40 to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rbc2c1f5235'
        DisplayName = 'sec01, dc40 to dc01: Kerberos over UDP'
        Description = 'sec01, dc40 to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#17g7pu1s1z'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.5', '10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # hq to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rc42c1f9df1'
        DisplayName = 'hq to dc01: Kerberos over UDP'
        Description = 'hq to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#ah25al1yyg'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # hq-lab to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rff8965acf8'
        DisplayName = 'hq-lab to dc01: Kerberos over UDP'
        Description = 'hq-lab to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#3b2lvznr1e'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # datacenter to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r990fcbf4e2'
        DisplayName = 'datacenter to dc01: Kerberos over UDP'
        Description = 'datacenter to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#ofu1q7azon'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # branch-office to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r3ccbf2e551'
        DisplayName = 'branch-office to dc01: Kerberos over UDP'
        Description = 'branch-office to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#k4x2ozroq4'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r575a157bed'
        DisplayName = 'plant to dc01: Kerberos over UDP'
        Description = 'plant to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#036bir8jnt'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # admins to dc01: Kerberos (always)
    @{
        Name = 'Portolan-rcfb89666f9'
        DisplayName = 'admins to dc01: Kerberos'
        Description = 'admins to dc01: Kerberos (always). Flows: any-domain-controller-kerberos#qxqv574sms'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # admins to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rda8dc05fe6'
        DisplayName = 'admins to dc01: Kerberos over UDP'
        Description = 'admins to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#qxqv574sms'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant-it to dc01: Kerberos (always)
    @{
        Name = 'Portolan-ref5276a620'
        DisplayName = 'plant-it to dc01: Kerberos'
        Description = 'plant-it to dc01: Kerberos (always). Flows: any-domain-controller-kerberos#hmm8zbmbgq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant-it to dc01: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rbeafddacd8'
        DisplayName = 'plant-it to dc01: Kerberos over UDP'
        Description = 'plant-it to dc01: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#hmm8zbmbgq'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm01, cm02, mp01 to dc01: DNS (always)
    @{
        Name = 'Portolan-r8892c84071'
        DisplayName = 'cm01, cm02, mp01 to dc01: DNS'
        Description = 'cm01, cm02, mp01 to dc01: DNS (always). Flows: any-dns-server#iyasbnegyj'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', '10.10.2.31', 'fd00:10:0:2::10', 'fd00:10:0:2::11', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # cm01, cm02, mp01 to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-r025ded7ce7'
        DisplayName = 'cm01, cm02, mp01 to dc01: DNS over TCP'
        Description = 'cm01, cm02, mp01 to dc01: DNS over TCP (always). Flows: any-dns-server#iyasbnegyj'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', '10.10.2.31', 'fd00:10:0:2::10', 'fd00:10:0:2::11', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc02, dp02, dp03 to dc01: DNS (always)
    @{
        Name = 'Portolan-r31cdfc3252'
        DisplayName = 'dc02, dp02, dp03 to dc01: DNS'
        Description = 'dc02, dp02, dp03 to dc01: DNS (always). Flows: any-dns-server#a15kfsmv2w'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.9.5', '10.20.9.6', '10.20.250.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc02, dp02, dp03 to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-rb76f4d27a1'
        DisplayName = 'dc02, dp02, dp03 to dc01: DNS over TCP'
        Description = 'dc02, dp02, dp03 to dc01: DNS over TCP (always). Flows: any-dns-server#a15kfsmv2w'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.9.5', '10.20.9.6', '10.20.250.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dhcp01, fs02, cas01 and 20 more to dc01: DNS (always)
    @{
        Name = 'Portolan-r02f457cdfc'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc01: DNS'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc01: DNS (always). Flows: any-dns-server#xiifvy965q'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dhcp01, fs02, cas01 and 20 more to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-rbfd520b22c'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc01: DNS over TCP'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc01: DNS over TCP (always). Flows: any-dns-server#xiifvy965q'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # proxy01 to dc01: DNS (always)
    @{
        Name = 'Portolan-r49e62a54ce'
        DisplayName = 'proxy01 to dc01: DNS'
        Description = 'proxy01 to dc01: DNS (always). Flows: any-dns-server#uprcdf0nx8'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('192.0.2.80')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # proxy01 to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-r9382c59a84'
        DisplayName = 'proxy01 to dc01: DNS over TCP'
        Description = 'proxy01 to dc01: DNS over TCP (always). Flows: any-dns-server#uprcdf0nx8'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('192.0.2.80')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # ntp01, auto01 to dc01: DNS (always)
    @{
        Name = 'Portolan-rc64a2d3f0c'
        DisplayName = 'ntp01, auto01 to dc01: DNS'
        Description = 'ntp01, auto01 to dc01: DNS (always). Flows: any-dns-server#lr6qu51oyr'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.0.40', '10.10.0.123')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # ntp01, auto01 to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-r3c5244e63b'
        DisplayName = 'ntp01, auto01 to dc01: DNS over TCP'
        Description = 'ntp01, auto01 to dc01: DNS over TCP (always). Flows: any-dns-server#lr6qu51oyr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.0.40', '10.10.0.123')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # sec01, dc40 to dc01: DNS (always)
    @{
        Name = 'Portolan-r5d002cd004'
        DisplayName = 'sec01, dc40 to dc01: DNS'
        Description = 'sec01, dc40 to dc01: DNS (always). Flows: any-dns-server#17g7pu1s1z'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.5', '10.40.1.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # sec01, dc40 to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-rb0d5ba571f'
        DisplayName = 'sec01, dc40 to dc01: DNS over TCP'
        Description = 'sec01, dc40 to dc01: DNS over TCP (always). Flows: any-dns-server#17g7pu1s1z'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.5', '10.40.1.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq to dc01: DNS (always)
    @{
        Name = 'Portolan-r54fa7a3bd1'
        DisplayName = 'hq to dc01: DNS'
        Description = 'hq to dc01: DNS (always). Flows: any-dns-server#ah25al1yyg'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-ra04184f562'
        DisplayName = 'hq to dc01: DNS over TCP'
        Description = 'hq to dc01: DNS over TCP (always). Flows: any-dns-server#ah25al1yyg'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq-lab to dc01: DNS (always)
    @{
        Name = 'Portolan-r2a1525042c'
        DisplayName = 'hq-lab to dc01: DNS'
        Description = 'hq-lab to dc01: DNS (always). Flows: any-dns-server#3b2lvznr1e'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq-lab to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-rbdc5e60297'
        DisplayName = 'hq-lab to dc01: DNS over TCP'
        Description = 'hq-lab to dc01: DNS over TCP (always). Flows: any-dns-server#3b2lvznr1e'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # datacenter to dc01: DNS (always)
    @{
        Name = 'Portolan-r78698ba38f'
        DisplayName = 'datacenter to dc01: DNS'
        Description = 'datacenter to dc01: DNS (always). Flows: any-dns-server#ofu1q7azon'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # datacenter to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-r32d5df66b5'
        DisplayName = 'datacenter to dc01: DNS over TCP'
        Description = 'datacenter to dc01: DNS over TCP (always). Flows: any-dns-server#ofu1q7azon'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # branch-office to dc01: DNS (always)
    @{
        Name = 'Portolan-r5dc4a1b621'
        DisplayName = 'branch-office to dc01: DNS'
        Description = 'branch-office to dc01: DNS (always). Flows: any-dns-server#k4x2ozroq4'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # branch-office to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-rd03ced75c3'
        DisplayName = 'branch-office to dc01: DNS over TCP'
        Description = 'branch-office to dc01: DNS over TCP (always). Flows: any-dns-server#k4x2ozroq4'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant to dc01: DNS (always)
    @{
        Name = 'Portolan-r363e3704e2'
        DisplayName = 'plant to dc01: DNS'
        Description = 'plant to dc01: DNS (always). Flows: any-dns-server#036bir8jnt'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-r427f797014'
        DisplayName = 'plant to dc01: DNS over TCP'
        Description = 'plant to dc01: DNS over TCP (always). Flows: any-dns-server#036bir8jnt'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # perimeter to dc01: DNS (always)
    @{
        Name = 'Portolan-r9b7f274d42'
        DisplayName = 'perimeter to dc01: DNS'
        Description = 'perimeter to dc01: DNS (always). Flows: any-dns-server#28zw95k11x'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('192.0.2.128/26')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # perimeter to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-r1d93283296'
        DisplayName = 'perimeter to dc01: DNS over TCP'
        Description = 'perimeter to dc01: DNS over TCP (always). Flows: any-dns-server#28zw95k11x'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('192.0.2.128/26')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # admins to dc01: DNS (always)
    @{
        Name = 'Portolan-r059954760a'
        DisplayName = 'admins to dc01: DNS'
        Description = 'admins to dc01: DNS (always). Flows: any-dns-server#qxqv574sms'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # admins to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-ree17a81c42'
        DisplayName = 'admins to dc01: DNS over TCP'
        Description = 'admins to dc01: DNS over TCP (always). Flows: any-dns-server#qxqv574sms'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant-it to dc01: DNS (always)
    @{
        Name = 'Portolan-r68f987aac4'
        DisplayName = 'plant-it to dc01: DNS'
        Description = 'plant-it to dc01: DNS (always). Flows: any-dns-server#hmm8zbmbgq'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant-it to dc01: DNS over TCP (always)
    @{
        Name = 'Portolan-r1bc1dbb658'
        DisplayName = 'plant-it to dc01: DNS over TCP'
        Description = 'plant-it to dc01: DNS over TCP (always). Flows: any-dns-server#hmm8zbmbgq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # cm01, cm02, mp01 to dc01: NTP (always)
    @{
        Name = 'Portolan-r04e2df5bdf'
        DisplayName = 'cm01, cm02, mp01 to dc01: NTP'
        Description = 'cm01, cm02, mp01 to dc01: NTP (always). Flows: any-ntp-server#iyasbnegyj'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', '10.10.2.31', 'fd00:10:0:2::10', 'fd00:10:0:2::11', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # dc01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r271fc5de6a'
        DisplayName = 'dc01 to ntp01: NTP'
        Description = 'dc01 to ntp01: NTP (always). Flows: any-ntp-server#61ik52n56l'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.0.123')
    }
    # dc02, dp02, dp03 to dc01: NTP (always)
    @{
        Name = 'Portolan-r685b091ca8'
        DisplayName = 'dc02, dp02, dp03 to dc01: NTP'
        Description = 'dc02, dp02, dp03 to dc01: NTP (always). Flows: any-ntp-server#a15kfsmv2w'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.9.5', '10.20.9.6', '10.20.250.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # dhcp01, fs02, cas01 and 20 more to dc01: NTP (always)
    @{
        Name = 'Portolan-r8e691fcf4f'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc01: NTP'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc01: NTP (always). Flows: any-ntp-server#xiifvy965q'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # proxy01 to dc01: NTP (always)
    @{
        Name = 'Portolan-rae451a571a'
        DisplayName = 'proxy01 to dc01: NTP'
        Description = 'proxy01 to dc01: NTP (always). Flows: any-ntp-server#uprcdf0nx8'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('192.0.2.80')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # ntp01, auto01 to dc01: NTP (always)
    @{
        Name = 'Portolan-r54f8997164'
        DisplayName = 'ntp01, auto01 to dc01: NTP'
        Description = 'ntp01, auto01 to dc01: NTP (always). Flows: any-ntp-server#lr6qu51oyr'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.0.40', '10.10.0.123')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # sec01, dc40 to dc01: NTP (always)
    @{
        Name = 'Portolan-rfcb6c18f52'
        DisplayName = 'sec01, dc40 to dc01: NTP'
        Description = 'sec01, dc40 to dc01: NTP (always). Flows: any-ntp-server#17g7pu1s1z'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.1.5', '10.40.1.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # web01 to dc01: NTP (always)
    @{
        Name = 'Portolan-ra4f5a58378'
        DisplayName = 'web01 to dc01: NTP'
        Description = 'web01 to dc01: NTP (always). Flows: any-ntp-server#8g05xt4apj'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('192.0.2.31', '2001:db8:2::31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # dc90 to dc01: NTP (always)
    @{
        Name = 'Portolan-reafff0463a'
        DisplayName = 'dc90 to dc01: NTP'
        Description = 'dc90 to dc01: NTP (always). Flows: any-ntp-server#3i9lc1u2fz'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('192.0.2.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # fab01, dc60 to dc01: NTP (always)
    @{
        Name = 'Portolan-r831ec9d9e5'
        DisplayName = 'fab01, dc60 to dc01: NTP'
        Description = 'fab01, dc60 to dc01: NTP (always). Flows: any-ntp-server#8q16hkcqps'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.60.1.10', '10.60.1.20')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # hq to dc01: NTP (always)
    @{
        Name = 'Portolan-r5ae748b991'
        DisplayName = 'hq to dc01: NTP'
        Description = 'hq to dc01: NTP (always). Flows: any-ntp-server#ah25al1yyg'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10', 'fd00:10::10')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # hq-lab to dc01: NTP (always)
    @{
        Name = 'Portolan-r5e24f095c8'
        DisplayName = 'hq-lab to dc01: NTP'
        Description = 'hq-lab to dc01: NTP (always). Flows: any-ntp-server#3b2lvznr1e'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # datacenter to dc01: NTP (always)
    @{
        Name = 'Portolan-rf37d888710'
        DisplayName = 'datacenter to dc01: NTP'
        Description = 'datacenter to dc01: NTP (always). Flows: any-ntp-server#ofu1q7azon'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # branch-office to dc01: NTP (always)
    @{
        Name = 'Portolan-r1c37c62a85'
        DisplayName = 'branch-office to dc01: NTP'
        Description = 'branch-office to dc01: NTP (always). Flows: any-ntp-server#k4x2ozroq4'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # plant to dc01: NTP (always)
    @{
        Name = 'Portolan-rbb41702a68'
        DisplayName = 'plant to dc01: NTP'
        Description = 'plant to dc01: NTP (always). Flows: any-ntp-server#036bir8jnt'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # fabrikam to dc01: NTP (always)
    @{
        Name = 'Portolan-r28095e69a1'
        DisplayName = 'fabrikam to dc01: NTP'
        Description = 'fabrikam to dc01: NTP (always). Flows: any-ntp-server#ow2gmwghqb'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.60.16.0/20')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # perimeter to dc01: NTP (always)
    @{
        Name = 'Portolan-ra7d405228e'
        DisplayName = 'perimeter to dc01: NTP'
        Description = 'perimeter to dc01: NTP (always). Flows: any-ntp-server#28zw95k11x'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('192.0.2.128/26')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # admins to dc01: NTP (always)
    @{
        Name = 'Portolan-r5b172ec773'
        DisplayName = 'admins to dc01: NTP'
        Description = 'admins to dc01: NTP (always). Flows: any-ntp-server#qxqv574sms'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
    }
    # plant-it to dc01: NTP (always)
    @{
        Name = 'Portolan-re77f2ca42d'
        DisplayName = 'plant-it to dc01: NTP'
        Description = 'plant-it to dc01: NTP (always). Flows: any-ntp-server#hmm8zbmbgq'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('123')
        LocalAddress = @('10.10.0.10')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'W32Time'
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
