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
        Name = 'Portolan-reaa7f35fd4'
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
        Name = 'Portolan-rb3db01363c'
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
        Name = 'Portolan-rd324db9cec'
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
        Name = 'Portolan-ra5a25dda52'
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
        Name = 'Portolan-r7eae65a777'
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
        Name = 'Portolan-r71dff1da51'
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
        Name = 'Portolan-r6600721de6'
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
        Name = 'Portolan-rca8ed1da40'
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
        Name = 'Portolan-r1d89fda3f8'
        DisplayName = 'cas01 to dc02: RPC dynamic ports'
        Description = 'cas01 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#z69hfu42gr'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.1.10')
    }
    # cm01, cm02 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-rf81d96cd15'
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
        Name = 'Portolan-r0615903ea2'
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
        Name = 'Portolan-r1abb592926'
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
        Name = 'Portolan-rb66676321a'
        DisplayName = 'cm01, cm02 to dc02: RPC dynamic ports'
        Description = 'cm01, cm02 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#5g1kxq3ign'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # cm11 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r05fa69e82e'
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
        Name = 'Portolan-r00778bede5'
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
        Name = 'Portolan-r8438acdca0'
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
        Name = 'Portolan-r52c7cc50d1'
        DisplayName = 'cm11 to dc02: RPC dynamic ports'
        Description = 'cm11 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#advyp92oql'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.10')
    }
    # sec01 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-rf07aba697a'
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
        Name = 'Portolan-ra01b04e90f'
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
        Name = 'Portolan-r8121024b19'
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
        Name = 'Portolan-r3ebf2689e2'
        DisplayName = 'sec01 to dc02: RPC dynamic ports'
        Description = 'sec01 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#9ot4b5w0vx, management-point-domain-controller#9ot4b5w0vx'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.40.1.10')
    }
    # mp01 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r1941933af1'
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
        Name = 'Portolan-r0b07580183'
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
        Name = 'Portolan-rbfbbf14e33'
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
        Name = 'Portolan-re9b4bb729e'
        DisplayName = 'mp01 to dc02: RPC dynamic ports'
        Description = 'mp01 to dc02: RPC dynamic ports (always). Flows: management-point-domain-controller#fwy1cgfhr6'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.31')
    }
    # mp02 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-rdccf665bc2'
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
        Name = 'Portolan-r5def8570e0'
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
        Name = 'Portolan-rb1102fdb07'
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
        Name = 'Portolan-rbe44f94eb7'
        DisplayName = 'mp02 to dc02: RPC dynamic ports'
        Description = 'mp02 to dc02: RPC dynamic ports (always). Flows: management-point-domain-controller#8e6tfkh9g3'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.32')
    }
    # mp11 to dc02: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r6ccbbcf13e'
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
        Name = 'Portolan-r071777746e'
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
        Name = 'Portolan-r3002d1419b'
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
        Name = 'Portolan-r8df261fbd4'
        DisplayName = 'mp11 to dc02: RPC dynamic ports'
        Description = 'mp11 to dc02: RPC dynamic ports (always). Flows: management-point-domain-controller#b6dqopwg56'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.31')
    }
    # dc01, cm01, cm02, mp01 to dc02: Kerberos (always)
    @{
        Name = 'Portolan-rf6ff879ab9'
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
        Name = 'Portolan-r5412bc83b0'
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
        Name = 'Portolan-re1b8f54943'
        DisplayName = 'dc02 to dc01: Kerberos, DNS over TCP'
        Description = 'dc02 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # dc02 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-rec66dbd073'
        DisplayName = 'dc02 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'dc02 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w, any-ntp-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # dc02 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r7347f8478f'
        DisplayName = 'dc02 to dc40: Kerberos, DNS over TCP'
        Description = 'dc02 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dc02 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r93920afff3'
        DisplayName = 'dc02 to dc40: Kerberos over UDP, DNS'
        Description = 'dc02 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dhcp01, fs02, cas01 and 20 more to dc02: Kerberos (always)
    @{
        Name = 'Portolan-r73e730f21c'
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
        Name = 'Portolan-r3d8f71d4a9'
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
        Name = 'Portolan-r2aaa3057ec'
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
        Name = 'Portolan-r16aa12a8a1'
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
        Name = 'Portolan-r65c74b3036'
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
        Name = 'Portolan-r4d6e21b23d'
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
        Name = 'Portolan-r2f5cab1b58'
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
        Name = 'Portolan-r32d109cd95'
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
        Name = 'Portolan-r39a7086d18'
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
        Name = 'Portolan-rf2b43a7884'
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
        Name = 'Portolan-radafa3dbc6'
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
        Name = 'Portolan-r62b08b825e'
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
        Name = 'Portolan-r93b7954e69'
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
        Name = 'Portolan-r4434a36704'
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
        Name = 'Portolan-r158c340d96'
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
        Name = 'Portolan-r6049ee47bb'
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
        Name = 'Portolan-r8add544219'
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
        Name = 'Portolan-rbffecd4486'
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
        Name = 'Portolan-r9ca3ab86c9'
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
        Name = 'Portolan-rcdbcdfcb01'
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
        Name = 'Portolan-r0ba44a6bc8'
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
        Name = 'Portolan-rb268804b6c'
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
        Name = 'Portolan-rdb2103694a'
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
        Name = 'Portolan-rd7335085b6'
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
        Name = 'Portolan-r4af579328d'
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
        Name = 'Portolan-rc49e525ee7'
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
        Name = 'Portolan-r6abaa95d24'
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
        Name = 'Portolan-r8a498cd610'
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
        Name = 'Portolan-rcfd3f6c9cc'
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
        Name = 'Portolan-r32ab0ba4ac'
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
        Name = 'Portolan-r495275a172'
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
        Name = 'Portolan-rbeae6f0933'
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
        Name = 'Portolan-r1a5fde2664'
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
        Name = 'Portolan-r99b611c658'
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
        Name = 'Portolan-rb341824d3f'
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
        Name = 'Portolan-r3ef275337a'
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
        Name = 'Portolan-raa8cbc4285'
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
        Name = 'Portolan-rcedcdd69d8'
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
        Name = 'Portolan-r0b8e1bf3b0'
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
        Name = 'Portolan-r70ad8419e8'
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
