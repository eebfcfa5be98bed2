# Rules for the host "dc02" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to dc02: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r6f93297c3e'
        DisplayName = 'hq to dc02: Global catalog, Kerberos'
        Description = 'hq to dc02: Global catalog, Kerberos (always). Flows: client-global-catalog#sjvps8o1l7, any-domain-controller-kerberos#sjvps8o1l7, any-domain-controller-kerberos#ykvkroi82q'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.20.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # hq-lab to dc02: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r0cc896d8e3'
        DisplayName = 'hq-lab to dc02: Global catalog, Kerberos'
        Description = 'hq-lab to dc02: Global catalog, Kerberos (always). Flows: client-global-catalog#ejw54wphwu, any-domain-controller-kerberos#ejw54wphwu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # datacenter to dc02: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r62d2f0beb7'
        DisplayName = 'datacenter to dc02: Global catalog, Kerberos'
        Description = 'datacenter to dc02: Global catalog, Kerberos (always). Flows: client-global-catalog#r70l00cvkj, any-domain-controller-kerberos#r70l00cvkj'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # branch-office to dc02: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-ra8dd14e3d9'
        DisplayName = 'branch-office to dc02: Global catalog, Kerberos'
        Description = 'branch-office to dc02: Global catalog, Kerberos (always). Flows: client-global-catalog#gpjm0u2m5i, any-domain-controller-kerberos#gpjm0u2m5i'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant to dc02: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-ra5a5d47310'
        DisplayName = 'plant to dc02: Global catalog, Kerberos'
        Description = 'plant to dc02: Global catalog, Kerberos (always). Flows: client-global-catalog#k09l3ppm7x, any-domain-controller-kerberos#k09l3ppm7x'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cas01 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-rb5739cd17d'
        DisplayName = 'cas01 to dc02: LDAP, LDAP over TLS, Global catalog'
        Description = 'cas01 to dc02: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#z69hfu42gr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cas01 to dc02: LDAP over UDP (always)
    @{
        Name = 'Portolan-r82f4e25800'
        DisplayName = 'cas01 to dc02: LDAP over UDP'
        Description = 'cas01 to dc02: LDAP over UDP (always). Flows: site-server-domain-controller#z69hfu42gr'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cas01 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-ref8e6c63f4'
        DisplayName = 'cas01 to dc02: RPC endpoint mapper'
        Description = 'cas01 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#z69hfu42gr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.1.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cas01 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r9f2fa9707e'
        DisplayName = 'cas01 to dc02: RPC dynamic ports'
        Description = 'cas01 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#z69hfu42gr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.1.10')
    }
    # cm01, cm02 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r83faccb882'
        DisplayName = 'cm01, cm02 to dc02: LDAP, LDAP over TLS, Global catalog'
        Description = 'cm01, cm02 to dc02: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#5g1kxq3ign'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm01, cm02 to dc02: LDAP over UDP (always)
    @{
        Name = 'Portolan-r5436d5312e'
        DisplayName = 'cm01, cm02 to dc02: LDAP over UDP'
        Description = 'cm01, cm02 to dc02: LDAP over UDP (always). Flows: site-server-domain-controller#5g1kxq3ign'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm01, cm02 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r23f62dfe54'
        DisplayName = 'cm01, cm02 to dc02: RPC endpoint mapper'
        Description = 'cm01, cm02 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#5g1kxq3ign'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra84cd14857'
        DisplayName = 'cm01, cm02 to dc02: RPC dynamic ports'
        Description = 'cm01, cm02 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#5g1kxq3ign'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # cm11 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-ree98a54fbc'
        DisplayName = 'cm11 to dc02: LDAP, LDAP over TLS, Global catalog'
        Description = 'cm11 to dc02: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#advyp92oql'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm11 to dc02: LDAP over UDP (always)
    @{
        Name = 'Portolan-r1db2c9cbab'
        DisplayName = 'cm11 to dc02: LDAP over UDP'
        Description = 'cm11 to dc02: LDAP over UDP (always). Flows: site-server-domain-controller#advyp92oql'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm11 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r317c617cfb'
        DisplayName = 'cm11 to dc02: RPC endpoint mapper'
        Description = 'cm11 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#advyp92oql'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm11 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6bd2fe1d01'
        DisplayName = 'cm11 to dc02: RPC dynamic ports'
        Description = 'cm11 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#advyp92oql'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.10')
    }
    # sec01 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-rfbf404c0ab'
        DisplayName = 'sec01 to dc02: LDAP, LDAP over TLS, Global catalog'
        Description = 'sec01 to dc02: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#9ot4b5w0vx, management-point-domain-controller#9ot4b5w0vx'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01 to dc02: LDAP over UDP (always)
    @{
        Name = 'Portolan-r4713c94791'
        DisplayName = 'sec01 to dc02: LDAP over UDP'
        Description = 'sec01 to dc02: LDAP over UDP (always). Flows: site-server-domain-controller#9ot4b5w0vx, management-point-domain-controller#9ot4b5w0vx'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rd60fd50852'
        DisplayName = 'sec01 to dc02: RPC endpoint mapper'
        Description = 'sec01 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#9ot4b5w0vx, management-point-domain-controller#9ot4b5w0vx'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.40.1.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # sec01 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r7bbb06f7aa'
        DisplayName = 'sec01 to dc02: RPC dynamic ports'
        Description = 'sec01 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#9ot4b5w0vx, management-point-domain-controller#9ot4b5w0vx'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.40.1.10')
    }
    # mp01 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r01913b6790'
        DisplayName = 'mp01 to dc02: LDAP, LDAP over TLS, Global catalog'
        Description = 'mp01 to dc02: LDAP, LDAP over TLS, Global catalog (always). Flows: management-point-domain-controller#fwy1cgfhr6'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp01 to dc02: LDAP over UDP (always)
    @{
        Name = 'Portolan-r8ff0c5fbe1'
        DisplayName = 'mp01 to dc02: LDAP over UDP'
        Description = 'mp01 to dc02: LDAP over UDP (always). Flows: management-point-domain-controller#fwy1cgfhr6'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp01 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r80d8cfcbf3'
        DisplayName = 'mp01 to dc02: RPC endpoint mapper'
        Description = 'mp01 to dc02: RPC endpoint mapper (always). Flows: management-point-domain-controller#fwy1cgfhr6'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp01 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r5ea4f0b075'
        DisplayName = 'mp01 to dc02: RPC dynamic ports'
        Description = 'mp01 to dc02: RPC dynamic ports (always). Flows: management-point-domain-controller#fwy1cgfhr6'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.31')
    }
    # mp02 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r35cee0923a'
        DisplayName = 'mp02 to dc02: LDAP, LDAP over TLS, Global catalog'
        Description = 'mp02 to dc02: LDAP, LDAP over TLS, Global catalog (always). Flows: management-point-domain-controller#8e6tfkh9g3'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp02 to dc02: LDAP over UDP (always)
    @{
        Name = 'Portolan-ree9d31b603'
        DisplayName = 'mp02 to dc02: LDAP over UDP'
        Description = 'mp02 to dc02: LDAP over UDP (always). Flows: management-point-domain-controller#8e6tfkh9g3'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp02 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r67c9cfda5f'
        DisplayName = 'mp02 to dc02: RPC endpoint mapper'
        Description = 'mp02 to dc02: RPC endpoint mapper (always). Flows: management-point-domain-controller#8e6tfkh9g3'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp02 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r2e5e8e23cb'
        DisplayName = 'mp02 to dc02: RPC dynamic ports'
        Description = 'mp02 to dc02: RPC dynamic ports (always). Flows: management-point-domain-controller#8e6tfkh9g3'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.32')
    }
    # mp11 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r18139eeeb4'
        DisplayName = 'mp11 to dc02: LDAP, LDAP over TLS, Global catalog'
        Description = 'mp11 to dc02: LDAP, LDAP over TLS, Global catalog (always). Flows: management-point-domain-controller#b6dqopwg56'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp11 to dc02: LDAP over UDP (always)
    @{
        Name = 'Portolan-r041e4fd424'
        DisplayName = 'mp11 to dc02: LDAP over UDP'
        Description = 'mp11 to dc02: LDAP over UDP (always). Flows: management-point-domain-controller#b6dqopwg56'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # mp11 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r9c3f2d2786'
        DisplayName = 'mp11 to dc02: RPC endpoint mapper'
        Description = 'mp11 to dc02: RPC endpoint mapper (always). Flows: management-point-domain-controller#b6dqopwg56'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp11 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r00649e1df9'
        DisplayName = 'mp11 to dc02: RPC dynamic ports'
        Description = 'mp11 to dc02: RPC dynamic ports (always). Flows: management-point-domain-controller#b6dqopwg56'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.31')
    }
    # dc01, cm01, cm02, mp01 to dc02: Kerberos (always)
    @{
        Name = 'Portolan-rd91fdbcfa0'
        DisplayName = 'dc01, cm01, cm02, mp01 to dc02: Kerberos'
        Description = 'dc01, cm01, cm02, mp01 to dc02: Kerberos (always). Flows: any-domain-controller-kerberos#99l6iy2ocw'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.0.10', '10.10.2.10', '10.10.2.11', '10.10.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc01, cm01, cm02, mp01 to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r2530da7781'
        DisplayName = 'dc01, cm01, cm02, mp01 to dc02: Kerberos over UDP'
        Description = 'dc01, cm01, cm02, mp01 to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#99l6iy2ocw'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.0.10', '10.10.2.10', '10.10.2.11', '10.10.2.31')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc02 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r8c0ab36ce0'
        DisplayName = 'dc02 to dc01: Kerberos, DNS over TCP'
        Description = 'dc02 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # dc02 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r3a0f73c54e'
        DisplayName = 'dc02 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'dc02 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w, any-ntp-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # dc02 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r0f5dd3f099'
        DisplayName = 'dc02 to dc40: Kerberos, DNS over TCP'
        Description = 'dc02 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dc02 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rbf45ff4d56'
        DisplayName = 'dc02 to dc40: Kerberos over UDP, DNS'
        Description = 'dc02 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dhcp01, fs02, cas01 and 20 more to dc02: Kerberos (always)
    @{
        Name = 'Portolan-r3be1b2edc0'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc02: Kerberos'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc02: Kerberos (always). Flows: any-domain-controller-kerberos#7z0trsvg9v'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dhcp01, fs02, cas01 and 20 more to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r55355312fd'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc02: Kerberos over UDP'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01, dc40 to dc02: Kerberos (always)
    @{
        Name = 'Portolan-ra947070585'
        DisplayName = 'sec01, dc40 to dc02: Kerberos'
        Description = 'sec01, dc40 to dc02: Kerberos (always). Flows: any-domain-controller-kerberos#gnvzunqkf2'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.40.1.5', '10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # sec01, dc40 to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rd8e178b488'
        DisplayName = 'sec01, dc40 to dc02: Kerberos over UDP'
        Description = 'sec01, dc40 to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#gnvzunqkf2'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.40.1.5', '10.40.1.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # hq to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r49f6b6be87'
        DisplayName = 'hq to dc02: Kerberos over UDP'
        Description = 'hq to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#sjvps8o1l7, any-domain-controller-kerberos#ykvkroi82q'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.20.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # hq-lab to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r451e34040d'
        DisplayName = 'hq-lab to dc02: Kerberos over UDP'
        Description = 'hq-lab to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#ejw54wphwu'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # datacenter to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r114bb645b6'
        DisplayName = 'datacenter to dc02: Kerberos over UDP'
        Description = 'datacenter to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#r70l00cvkj'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # branch-office to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rfe4c1c4fcf'
        DisplayName = 'branch-office to dc02: Kerberos over UDP'
        Description = 'branch-office to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#gpjm0u2m5i'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r79f225a1ea'
        DisplayName = 'plant to dc02: Kerberos over UDP'
        Description = 'plant to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#k09l3ppm7x'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # admins to dc02: Kerberos (always)
    @{
        Name = 'Portolan-rcb61175dba'
        DisplayName = 'admins to dc02: Kerberos'
        Description = 'admins to dc02: Kerberos (always). Flows: any-domain-controller-kerberos#b0k69uoq6g'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # admins to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r4c4912086a'
        DisplayName = 'admins to dc02: Kerberos over UDP'
        Description = 'admins to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#b0k69uoq6g'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant-it to dc02: Kerberos (always)
    @{
        Name = 'Portolan-r8cc8125485'
        DisplayName = 'plant-it to dc02: Kerberos'
        Description = 'plant-it to dc02: Kerberos (always). Flows: any-domain-controller-kerberos#f479jqf5zr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # plant-it to dc02: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r974b24231d'
        DisplayName = 'plant-it to dc02: Kerberos over UDP'
        Description = 'plant-it to dc02: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#f479jqf5zr'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # dc01, cm01, cm02, mp01 to dc02: DNS (always)
    @{
        Name = 'Portolan-r588dbae16f'
        DisplayName = 'dc01, cm01, cm02, mp01 to dc02: DNS'
        Description = 'dc01, cm01, cm02, mp01 to dc02: DNS (always). Flows: any-dns-server#99l6iy2ocw'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.10', '10.10.2.10', '10.10.2.11', '10.10.2.31')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc01, cm01, cm02, mp01 to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-r1eea156d2a'
        DisplayName = 'dc01, cm01, cm02, mp01 to dc02: DNS over TCP'
        Description = 'dc01, cm01, cm02, mp01 to dc02: DNS over TCP (always). Flows: any-dns-server#99l6iy2ocw'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.10', '10.10.2.10', '10.10.2.11', '10.10.2.31')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dhcp01, fs02, cas01 and 20 more to dc02: DNS (always)
    @{
        Name = 'Portolan-rb47e188702'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc02: DNS'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc02: DNS (always). Flows: any-dns-server#7z0trsvg9v'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dhcp01, fs02, cas01 and 20 more to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-ra6ff12c8c2'
        DisplayName = 'dhcp01, fs02, cas01 and 20 more to dc02: DNS over TCP'
        Description = 'dhcp01, fs02, cas01 and 20 more to dc02: DNS over TCP (always). Flows: any-dns-server#7z0trsvg9v'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.20', '10.10.0.30', '10.10.1.10', '10.10.1.11', '10.10.1.12', '10.10.1.13', '10.10.1.14', '10.10.1.15', '10.10.1.16', '10.10.2.12', '10.10.2.21', '10.10.2.22', '10.10.2.32', '10.10.2.33', '10.10.2.41', '10.10.2.42', '10.10.2.51', '10.10.2.61', '10.10.2.71', '10.10.12.10', '10.10.12.11', '10.10.12.31', '10.10.12.41')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # proxy01 to dc02: DNS (always)
    @{
        Name = 'Portolan-rf37f59285a'
        DisplayName = 'proxy01 to dc02: DNS'
        Description = 'proxy01 to dc02: DNS (always). Flows: any-dns-server#dgqzqii4tm'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.80')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # proxy01 to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-r9360a35167'
        DisplayName = 'proxy01 to dc02: DNS over TCP'
        Description = 'proxy01 to dc02: DNS over TCP (always). Flows: any-dns-server#dgqzqii4tm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.80')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # ntp01, auto01 to dc02: DNS (always)
    @{
        Name = 'Portolan-r158cd82057'
        DisplayName = 'ntp01, auto01 to dc02: DNS'
        Description = 'ntp01, auto01 to dc02: DNS (always). Flows: any-dns-server#s57rd81vwm'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.40', '10.10.0.123')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # ntp01, auto01 to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-r26cf8b77b5'
        DisplayName = 'ntp01, auto01 to dc02: DNS over TCP'
        Description = 'ntp01, auto01 to dc02: DNS over TCP (always). Flows: any-dns-server#s57rd81vwm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.0.40', '10.10.0.123')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # sec01, dc40 to dc02: DNS (always)
    @{
        Name = 'Portolan-rde62c6c41c'
        DisplayName = 'sec01, dc40 to dc02: DNS'
        Description = 'sec01, dc40 to dc02: DNS (always). Flows: any-dns-server#gnvzunqkf2'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.40.1.5', '10.40.1.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # sec01, dc40 to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-r4cf7635619'
        DisplayName = 'sec01, dc40 to dc02: DNS over TCP'
        Description = 'sec01, dc40 to dc02: DNS over TCP (always). Flows: any-dns-server#gnvzunqkf2'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.40.1.5', '10.40.1.10')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq to dc02: DNS (always)
    @{
        Name = 'Portolan-rcda8d2b50c'
        DisplayName = 'hq to dc02: DNS'
        Description = 'hq to dc02: DNS (always). Flows: any-dns-server#sjvps8o1l7, any-dns-server#ykvkroi82q'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-r1645ab2d11'
        DisplayName = 'hq to dc02: DNS over TCP'
        Description = 'hq to dc02: DNS over TCP (always). Flows: any-dns-server#sjvps8o1l7, any-dns-server#ykvkroi82q'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq-lab to dc02: DNS (always)
    @{
        Name = 'Portolan-r75ecb45f7d'
        DisplayName = 'hq-lab to dc02: DNS'
        Description = 'hq-lab to dc02: DNS (always). Flows: any-dns-server#ejw54wphwu'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # hq-lab to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-rb3eb5be7da'
        DisplayName = 'hq-lab to dc02: DNS over TCP'
        Description = 'hq-lab to dc02: DNS over TCP (always). Flows: any-dns-server#ejw54wphwu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.20.32.0/24')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # datacenter to dc02: DNS (always)
    @{
        Name = 'Portolan-rc4d31f5b0c'
        DisplayName = 'datacenter to dc02: DNS'
        Description = 'datacenter to dc02: DNS (always). Flows: any-dns-server#r70l00cvkj'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # datacenter to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-rd8725ebf13'
        DisplayName = 'datacenter to dc02: DNS over TCP'
        Description = 'datacenter to dc02: DNS over TCP (always). Flows: any-dns-server#r70l00cvkj'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.100.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # branch-office to dc02: DNS (always)
    @{
        Name = 'Portolan-r73062cd001'
        DisplayName = 'branch-office to dc02: DNS'
        Description = 'branch-office to dc02: DNS (always). Flows: any-dns-server#gpjm0u2m5i'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # branch-office to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-r2ae6e3723d'
        DisplayName = 'branch-office to dc02: DNS over TCP'
        Description = 'branch-office to dc02: DNS over TCP (always). Flows: any-dns-server#gpjm0u2m5i'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.40.16.0/22')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant to dc02: DNS (always)
    @{
        Name = 'Portolan-r461aa7be09'
        DisplayName = 'plant to dc02: DNS'
        Description = 'plant to dc02: DNS (always). Flows: any-dns-server#k09l3ppm7x'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-r0f309b7a19'
        DisplayName = 'plant to dc02: DNS over TCP'
        Description = 'plant to dc02: DNS over TCP (always). Flows: any-dns-server#k09l3ppm7x'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.21.0.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # perimeter to dc02: DNS (always)
    @{
        Name = 'Portolan-rc0ec9c82f9'
        DisplayName = 'perimeter to dc02: DNS'
        Description = 'perimeter to dc02: DNS (always). Flows: any-dns-server#s0cmsp2n6o'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.128/26')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # perimeter to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-r5c5e3e554d'
        DisplayName = 'perimeter to dc02: DNS over TCP'
        Description = 'perimeter to dc02: DNS over TCP (always). Flows: any-dns-server#s0cmsp2n6o'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('192.0.2.128/26')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # admins to dc02: DNS (always)
    @{
        Name = 'Portolan-rf96d256e9d'
        DisplayName = 'admins to dc02: DNS'
        Description = 'admins to dc02: DNS (always). Flows: any-dns-server#b0k69uoq6g'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # admins to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-rb51538dda6'
        DisplayName = 'admins to dc02: DNS over TCP'
        Description = 'admins to dc02: DNS over TCP (always). Flows: any-dns-server#b0k69uoq6g'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant-it to dc02: DNS (always)
    @{
        Name = 'Portolan-reb765dd2e7'
        DisplayName = 'plant-it to dc02: DNS'
        Description = 'plant-it to dc02: DNS (always). Flows: any-dns-server#f479jqf5zr'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # plant-it to dc02: DNS over TCP (always)
    @{
        Name = 'Portolan-r1103d8f895'
        DisplayName = 'plant-it to dc02: DNS over TCP'
        Description = 'plant-it to dc02: DNS over TCP (always). Flows: any-dns-server#f479jqf5zr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc02 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r5502cdcbf7'
        DisplayName = 'dc02 to ntp01: NTP'
        Description = 'dc02 to ntp01: NTP (always). Flows: any-ntp-server#bgbk461pdo'
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
