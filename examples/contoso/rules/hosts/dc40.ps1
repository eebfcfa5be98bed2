# Rules for the host "dc40" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to dc40: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r9a777d7439'
        DisplayName = 'hq to dc40: Global catalog, Kerberos'
        Description = 'hq to dc40: Global catalog, Kerberos (always). Flows: client-global-catalog#y10me0n692, any-domain-controller-kerberos#y10me0n692'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.20.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # hq-lab to dc40: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-ra83f247f90'
        DisplayName = 'hq-lab to dc40: Global catalog, Kerberos'
        Description = 'hq-lab to dc40: Global catalog, Kerberos (always). Flows: client-global-catalog#j216mtb1hr, any-domain-controller-kerberos#j216mtb1hr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # datacenter to dc40: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r1227723313'
        DisplayName = 'datacenter to dc40: Global catalog, Kerberos'
        Description = 'datacenter to dc40: Global catalog, Kerberos (always). Flows: client-global-catalog#2dgk5oo7sk, any-domain-controller-kerberos#2dgk5oo7sk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # branch-office to dc40: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-re3ec1f2764'
        DisplayName = 'branch-office to dc40: Global catalog, Kerberos'
        Description = 'branch-office to dc40: Global catalog, Kerberos (always). Flows: client-global-catalog#y4ers3lupz, any-domain-controller-kerberos#y4ers3lupz'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant to dc40: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-rd2964994fd'
        DisplayName = 'plant to dc40: Global catalog, Kerberos'
        Description = 'plant to dc40: Global catalog, Kerberos (always). Flows: client-global-catalog#capyxu2trb, any-domain-controller-kerberos#capyxu2trb'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cas01 to dc40: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r8906c6ddd5'
        DisplayName = 'cas01 to dc40: LDAP, LDAP over TLS, Global catalog'
        Description = 'cas01 to dc40: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#j70fco8vgd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cas01 to dc40: LDAP over UDP (always)
    @{
        Name = 'Portolan-r58a741c6d1'
        DisplayName = 'cas01 to dc40: LDAP over UDP'
        Description = 'cas01 to dc40: LDAP over UDP (always). Flows: site-server-domain-controller#j70fco8vgd'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cas01 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r1b6b040876'
        DisplayName = 'cas01 to dc40: RPC endpoint mapper'
        Description = 'cas01 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#j70fco8vgd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cas01 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r93d8421553'
        DisplayName = 'cas01 to dc40: RPC dynamic ports'
        Description = 'cas01 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#j70fco8vgd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.1.10')
    }
    # cm01, cm02 to dc40: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r8d39558e3f'
        DisplayName = 'cm01, cm02 to dc40: LDAP, LDAP over TLS, Global catalog'
        Description = 'cm01, cm02 to dc40: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#xitz81loe7'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm01, cm02 to dc40: LDAP over UDP (always)
    @{
        Name = 'Portolan-r1460c85ecd'
        DisplayName = 'cm01, cm02 to dc40: LDAP over UDP'
        Description = 'cm01, cm02 to dc40: LDAP over UDP (always). Flows: site-server-domain-controller#xitz81loe7'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm01, cm02 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r320e36ced4'
        DisplayName = 'cm01, cm02 to dc40: RPC endpoint mapper'
        Description = 'cm01, cm02 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#xitz81loe7'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r0ee7b9eba6'
        DisplayName = 'cm01, cm02 to dc40: RPC dynamic ports'
        Description = 'cm01, cm02 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#xitz81loe7'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # cm11 to dc40: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r5ec9f93f63'
        DisplayName = 'cm11 to dc40: LDAP, LDAP over TLS, Global catalog'
        Description = 'cm11 to dc40: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#b20a1v26rg'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm11 to dc40: LDAP over UDP (always)
    @{
        Name = 'Portolan-racdf347151'
        DisplayName = 'cm11 to dc40: LDAP over UDP'
        Description = 'cm11 to dc40: LDAP over UDP (always). Flows: site-server-domain-controller#b20a1v26rg'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm11 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r84f5d0ffc3'
        DisplayName = 'cm11 to dc40: RPC endpoint mapper'
        Description = 'cm11 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#b20a1v26rg'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm11 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r2d89189c48'
        DisplayName = 'cm11 to dc40: RPC dynamic ports'
        Description = 'cm11 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#b20a1v26rg'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.10')
    }
    # sec01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r0605292e31'
        DisplayName = 'sec01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos'
        Description = 'sec01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos (always). Flows: site-server-domain-controller#71lie3ez0b, management-point-domain-controller#71lie3ez0b, any-domain-controller-kerberos#71lie3ez0b'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '389', '636', '3268')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01 to dc40: LDAP over UDP, Kerberos over UDP (always)
    @{
        Name = 'Portolan-raccae4b072'
        DisplayName = 'sec01 to dc40: LDAP over UDP, Kerberos over UDP'
        Description = 'sec01 to dc40: LDAP over UDP, Kerberos over UDP (always). Flows: site-server-domain-controller#71lie3ez0b, management-point-domain-controller#71lie3ez0b, any-domain-controller-kerberos#71lie3ez0b'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88', '389')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r7dcbc71bed'
        DisplayName = 'sec01 to dc40: RPC endpoint mapper'
        Description = 'sec01 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#71lie3ez0b, management-point-domain-controller#71lie3ez0b'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # sec01 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-re338439a3a'
        DisplayName = 'sec01 to dc40: RPC dynamic ports'
        Description = 'sec01 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#71lie3ez0b, management-point-domain-controller#71lie3ez0b'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.40.1.10')
    }
    # mp01 to dc40: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-rff08bcbf45'
        DisplayName = 'mp01 to dc40: LDAP, LDAP over TLS, Global catalog'
        Description = 'mp01 to dc40: LDAP, LDAP over TLS, Global catalog (always). Flows: management-point-domain-controller#8h46o3pwdl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp01 to dc40: LDAP over UDP (always)
    @{
        Name = 'Portolan-r52e903c145'
        DisplayName = 'mp01 to dc40: LDAP over UDP'
        Description = 'mp01 to dc40: LDAP over UDP (always). Flows: management-point-domain-controller#8h46o3pwdl'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp01 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rd5950277da'
        DisplayName = 'mp01 to dc40: RPC endpoint mapper'
        Description = 'mp01 to dc40: RPC endpoint mapper (always). Flows: management-point-domain-controller#8h46o3pwdl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp01 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rba632e26a7'
        DisplayName = 'mp01 to dc40: RPC dynamic ports'
        Description = 'mp01 to dc40: RPC dynamic ports (always). Flows: management-point-domain-controller#8h46o3pwdl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.31')
    }
    # mp02 to dc40: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r3f518b0950'
        DisplayName = 'mp02 to dc40: LDAP, LDAP over TLS, Global catalog'
        Description = 'mp02 to dc40: LDAP, LDAP over TLS, Global catalog (always). Flows: management-point-domain-controller#479442i3wa'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp02 to dc40: LDAP over UDP (always)
    @{
        Name = 'Portolan-r826446d01e'
        DisplayName = 'mp02 to dc40: LDAP over UDP'
        Description = 'mp02 to dc40: LDAP over UDP (always). Flows: management-point-domain-controller#479442i3wa'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp02 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r7a7aba5835'
        DisplayName = 'mp02 to dc40: RPC endpoint mapper'
        Description = 'mp02 to dc40: RPC endpoint mapper (always). Flows: management-point-domain-controller#479442i3wa'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp02 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r90f6c348c0'
        DisplayName = 'mp02 to dc40: RPC dynamic ports'
        Description = 'mp02 to dc40: RPC dynamic ports (always). Flows: management-point-domain-controller#479442i3wa'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.32')
    }
    # mp11 to dc40: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r743e9a8454'
        DisplayName = 'mp11 to dc40: LDAP, LDAP over TLS, Global catalog'
        Description = 'mp11 to dc40: LDAP, LDAP over TLS, Global catalog (always). Flows: management-point-domain-controller#obq83z3i8u'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp11 to dc40: LDAP over UDP (always)
    @{
        Name = 'Portolan-r4376650841'
        DisplayName = 'mp11 to dc40: LDAP over UDP'
        Description = 'mp11 to dc40: LDAP over UDP (always). Flows: management-point-domain-controller#obq83z3i8u'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp11 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-re0986b74ac'
        DisplayName = 'mp11 to dc40: RPC endpoint mapper'
        Description = 'mp11 to dc40: RPC endpoint mapper (always). Flows: management-point-domain-controller#obq83z3i8u'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp11 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rb14c2d6a9a'
        DisplayName = 'mp11 to dc40: RPC dynamic ports'
        Description = 'mp11 to dc40: RPC dynamic ports (always). Flows: management-point-domain-controller#obq83z3i8u'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.31')
    }
    # dc01, cm01, cm02, mp01 to dc40: Kerberos (always)
    @{
        Name = 'Portolan-ra36d7448ad'
        DisplayName = 'dc01, cm01, cm02, mp01 to dc40: Kerberos'
        Description = 'dc01, cm01, cm02, mp01 to dc40: Kerberos (always). Flows: any-domain-controller-kerberos#mc41bbktj2'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.0.10', '10.10.2.10', '10.10.2.11', '10.10.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc01, cm01, cm02, mp01 to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r8297c772fd'
        DisplayName = 'dc01, cm01, cm02, mp01 to dc40: Kerberos over UDP'
        Description = 'dc01, cm01, cm02, mp01 to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#mc41bbktj2'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.0.10', '10.10.2.10', '10.10.2.11', '10.10.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc02, dp02, dp03 to dc40: Kerberos (always)
    @{
        Name = 'Portolan-rbae3bde53b'
        DisplayName = 'dc02, dp02, dp03 to dc40: Kerberos'
        Description = 'dc02, dp02, dp03 to dc40: Kerberos (always). Flows: any-domain-controller-kerberos#y3en841fdd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.20.9.5', '10.20.9.6', '10.20.250.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc02, dp02, dp03 to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r1ba5f9b03d'
        DisplayName = 'dc02, dp02, dp03 to dc40: Kerberos over UDP'
        Description = 'dc02, dp02, dp03 to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#y3en841fdd'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.20.9.5', '10.20.9.6', '10.20.250.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dhcp01, fs02, cas01 and 20 more to dc40: Kerberos (always)
    @{
        Name = 'Portolan-r265e7d6313'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc40: Kerberos'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc40: Kerberos (always). Flows: any-domain-controller-kerberos#897pahlxcl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dhcp01, fs02, cas01 and 20 more to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r3c21ac075a'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc40: Kerberos over UDP'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#897pahlxcl'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc40 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r0ef9f9cc64'
        DisplayName = 'dc40 to dc01: Kerberos, DNS over TCP'
        Description = 'dc40 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#17g7pu1s1z, any-dns-server#17g7pu1s1z'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # dc40 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-rcaebaf95a9'
        DisplayName = 'dc40 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'dc40 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#17g7pu1s1z, any-dns-server#17g7pu1s1z, any-ntp-server#17g7pu1s1z'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # dc40 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rc4bcd31aec'
        DisplayName = 'dc40 to dc02: Kerberos, DNS over TCP'
        Description = 'dc40 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#gnvzunqkf2, any-dns-server#gnvzunqkf2'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dc40 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rb600f66e16'
        DisplayName = 'dc40 to dc02: Kerberos over UDP, DNS'
        Description = 'dc40 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#gnvzunqkf2, any-dns-server#gnvzunqkf2'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # hq to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r543cd076ab'
        DisplayName = 'hq to dc40: Kerberos over UDP'
        Description = 'hq to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#y10me0n692'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.20.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # hq-lab to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r5c14da9145'
        DisplayName = 'hq-lab to dc40: Kerberos over UDP'
        Description = 'hq-lab to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#j216mtb1hr'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # datacenter to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r16210a0094'
        DisplayName = 'datacenter to dc40: Kerberos over UDP'
        Description = 'datacenter to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#2dgk5oo7sk'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # branch-office to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rad39e42b19'
        DisplayName = 'branch-office to dc40: Kerberos over UDP'
        Description = 'branch-office to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#y4ers3lupz'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rcbbb02fa82'
        DisplayName = 'plant to dc40: Kerberos over UDP'
        Description = 'plant to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#capyxu2trb'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # admins to dc40: Kerberos (always)
    @{
        Name = 'Portolan-r79d1f8416c'
        DisplayName = 'admins to dc40: Kerberos'
        Description = 'admins to dc40: Kerberos (always). Flows: any-domain-controller-kerberos#r3ezwqe16s'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # admins to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rb146b23ad9'
        DisplayName = 'admins to dc40: Kerberos over UDP'
        Description = 'admins to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#r3ezwqe16s'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant-it to dc40: Kerberos (always)
    @{
        Name = 'Portolan-r971d9ddac5'
        DisplayName = 'plant-it to dc40: Kerberos'
        Description = 'plant-it to dc40: Kerberos (always). Flows: any-domain-controller-kerberos#jgx7kq5saj'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant-it to dc40: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rdf4646a51a'
        DisplayName = 'plant-it to dc40: Kerberos over UDP'
        Description = 'plant-it to dc40: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#jgx7kq5saj'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc01, cm01, cm02, mp01 to dc40: DNS (always)
    @{
        Name = 'Portolan-r8f0e2b485f'
        DisplayName = 'dc01, cm01, cm02, mp01 to dc40: DNS'
        Description = 'dc01, cm01, cm02, mp01 to dc40: DNS (always). Flows: any-dns-server#mc41bbktj2'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.10', '10.10.2.10', '10.10.2.11', '10.10.2.31')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc01, cm01, cm02, mp01 to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-reda5ac28fe'
        DisplayName = 'dc01, cm01, cm02, mp01 to dc40: DNS over TCP'
        Description = 'dc01, cm01, cm02, mp01 to dc40: DNS over TCP (always). Flows: any-dns-server#mc41bbktj2'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.10', '10.10.2.10', '10.10.2.11', '10.10.2.31')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc02, dp02, dp03 to dc40: DNS (always)
    @{
        Name = 'Portolan-rdc4f1a9f8a'
        DisplayName = 'dc02, dp02, dp03 to dc40: DNS'
        Description = 'dc02, dp02, dp03 to dc40: DNS (always). Flows: any-dns-server#y3en841fdd'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.9.5', '10.20.9.6', '10.20.250.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc02, dp02, dp03 to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r4b915a862e'
        DisplayName = 'dc02, dp02, dp03 to dc40: DNS over TCP'
        Description = 'dc02, dp02, dp03 to dc40: DNS over TCP (always). Flows: any-dns-server#y3en841fdd'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.9.5', '10.20.9.6', '10.20.250.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dhcp01, fs02, cas01 and 20 more to dc40: DNS (always)
    @{
        Name = 'Portolan-r800ade3c7f'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc40: DNS'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc40: DNS (always). Flows: any-dns-server#897pahlxcl'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dhcp01, fs02, cas01 and 20 more to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r46b2ef052c'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc40: DNS over TCP'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc40: DNS over TCP (always). Flows: any-dns-server#897pahlxcl'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # proxy01 to dc40: DNS (always)
    @{
        Name = 'Portolan-r663f48fc8f'
        DisplayName = 'proxy01 to dc40: DNS'
        Description = 'proxy01 to dc40: DNS (always). Flows: any-dns-server#yjdrei0jyg'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.80')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # proxy01 to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r366d6a5963'
        DisplayName = 'proxy01 to dc40: DNS over TCP'
        Description = 'proxy01 to dc40: DNS over TCP (always). Flows: any-dns-server#yjdrei0jyg'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.80')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # ntp01, auto01 to dc40: DNS (always)
    @{
        Name = 'Portolan-rf5965f7542'
        DisplayName = 'ntp01, auto01 to dc40: DNS'
        Description = 'ntp01, auto01 to dc40: DNS (always). Flows: any-dns-server#t9zf1x4jz4'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.40', '10.10.0.123')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # ntp01, auto01 to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r13a8aa6ab5'
        DisplayName = 'ntp01, auto01 to dc40: DNS over TCP'
        Description = 'ntp01, auto01 to dc40: DNS over TCP (always). Flows: any-dns-server#t9zf1x4jz4'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.40', '10.10.0.123')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # sec01 to dc40: DNS (always)
    @{
        Name = 'Portolan-r7e41da45f3'
        DisplayName = 'sec01 to dc40: DNS'
        Description = 'sec01 to dc40: DNS (always). Flows: any-dns-server#71lie3ez0b'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # sec01 to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-rd9d23f64de'
        DisplayName = 'sec01 to dc40: DNS over TCP'
        Description = 'sec01 to dc40: DNS over TCP (always). Flows: any-dns-server#71lie3ez0b'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq to dc40: DNS (always)
    @{
        Name = 'Portolan-rbecc5576ee'
        DisplayName = 'hq to dc40: DNS'
        Description = 'hq to dc40: DNS (always). Flows: any-dns-server#y10me0n692'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r89c9059d69'
        DisplayName = 'hq to dc40: DNS over TCP'
        Description = 'hq to dc40: DNS over TCP (always). Flows: any-dns-server#y10me0n692'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq-lab to dc40: DNS (always)
    @{
        Name = 'Portolan-r92a501d80a'
        DisplayName = 'hq-lab to dc40: DNS'
        Description = 'hq-lab to dc40: DNS (always). Flows: any-dns-server#j216mtb1hr'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq-lab to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r10ac059c0c'
        DisplayName = 'hq-lab to dc40: DNS over TCP'
        Description = 'hq-lab to dc40: DNS over TCP (always). Flows: any-dns-server#j216mtb1hr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # datacenter to dc40: DNS (always)
    @{
        Name = 'Portolan-rf042240514'
        DisplayName = 'datacenter to dc40: DNS'
        Description = 'datacenter to dc40: DNS (always). Flows: any-dns-server#2dgk5oo7sk'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # datacenter to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-rbf2652ae3d'
        DisplayName = 'datacenter to dc40: DNS over TCP'
        Description = 'datacenter to dc40: DNS over TCP (always). Flows: any-dns-server#2dgk5oo7sk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # branch-office to dc40: DNS (always)
    @{
        Name = 'Portolan-rcf50a26d0e'
        DisplayName = 'branch-office to dc40: DNS'
        Description = 'branch-office to dc40: DNS (always). Flows: any-dns-server#y4ers3lupz'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # branch-office to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r0a9da29a52'
        DisplayName = 'branch-office to dc40: DNS over TCP'
        Description = 'branch-office to dc40: DNS over TCP (always). Flows: any-dns-server#y4ers3lupz'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant to dc40: DNS (always)
    @{
        Name = 'Portolan-rdfca5701e8'
        DisplayName = 'plant to dc40: DNS'
        Description = 'plant to dc40: DNS (always). Flows: any-dns-server#capyxu2trb'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r0857c41ca9'
        DisplayName = 'plant to dc40: DNS over TCP'
        Description = 'plant to dc40: DNS over TCP (always). Flows: any-dns-server#capyxu2trb'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # perimeter to dc40: DNS (always)
    @{
        Name = 'Portolan-r86e8dab45d'
        DisplayName = 'perimeter to dc40: DNS'
        Description = 'perimeter to dc40: DNS (always). Flows: any-dns-server#0g6z8dj35q'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.128/26')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # perimeter to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-ra02cdc7708'
        DisplayName = 'perimeter to dc40: DNS over TCP'
        Description = 'perimeter to dc40: DNS over TCP (always). Flows: any-dns-server#0g6z8dj35q'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.128/26')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # admins to dc40: DNS (always)
    @{
        Name = 'Portolan-r21b9e01129'
        DisplayName = 'admins to dc40: DNS'
        Description = 'admins to dc40: DNS (always). Flows: any-dns-server#r3ezwqe16s'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # admins to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r036ad3dffa'
        DisplayName = 'admins to dc40: DNS over TCP'
        Description = 'admins to dc40: DNS over TCP (always). Flows: any-dns-server#r3ezwqe16s'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant-it to dc40: DNS (always)
    @{
        Name = 'Portolan-r2da69f45d2'
        DisplayName = 'plant-it to dc40: DNS'
        Description = 'plant-it to dc40: DNS (always). Flows: any-dns-server#jgx7kq5saj'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant-it to dc40: DNS over TCP (always)
    @{
        Name = 'Portolan-r6bcb7d706c'
        DisplayName = 'plant-it to dc40: DNS over TCP'
        Description = 'plant-it to dc40: DNS over TCP (always). Flows: any-dns-server#jgx7kq5saj'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc40 to ntp01: NTP (always)
    @{
        Name = 'Portolan-rd170693229'
        DisplayName = 'dc40 to ntp01: NTP'
        Description = 'dc40 to ntp01: NTP (always). Flows: any-ntp-server#y0nh7v486w'
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
