# Rules for the host "cm02" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # cm02 to proxy01: HTTP proxy (always)
    @{
        Name = 'Portolan-r687528012a'
        DisplayName = 'cm02 to proxy01: HTTP proxy'
        Description = 'cm02 to proxy01: HTTP proxy (always). Flows: site-server-azure-blob-storage#6yw0rrjkqe, site-server-internet#6yw0rrjkqe'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('3128')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('192.0.2.80')
    }
    # admins to cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r8d59050fdc'
        DisplayName = 'admins to cm02: RPC endpoint mapper'
        Description = 'admins to cm02: RPC endpoint mapper (always). Flows: console-site-server#0dzoe1xobw, console-sms-provider#rk8117mggg'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # admins to cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r3630660305'
        DisplayName = 'admins to cm02: RPC dynamic ports'
        Description = 'admins to cm02: RPC dynamic ports (always). Flows: console-sms-provider#rk8117mggg'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.50.0/28')
    }
    # admins to cm02: HTTPS (always)
    @{
        Name = 'Portolan-r6e030c31f6'
        DisplayName = 'admins to cm02: HTTPS'
        Description = 'admins to cm02: HTTPS (always). Flows: console-sms-provider#rk8117mggg'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.50.0/28')
    }
    # cm02 to sql01, sql02: SQL Server (always)
    @{
        Name = 'Portolan-r36222af26d'
        DisplayName = 'cm02 to sql01, sql02: SQL Server'
        Description = 'cm02 to sql01, sql02: SQL Server (always). Flows: site-server-sql-server#jjlem9dzsj, sms-provider-sql-server#52rk1f1iqj'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # cm02 to sqlp01: SQL Server (always)
    @{
        Name = 'Portolan-r231849c000'
        DisplayName = 'cm02 to sqlp01: SQL Server'
        Description = 'cm02 to sqlp01: SQL Server (always). Flows: site-server-sql-server#mzlympmvmj, sms-provider-sql-server#w5h8tovaoy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.20')
    }
    # cm02 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rd5e3ea82fc'
        DisplayName = 'cm02 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm02 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#v82te9qpfm, any-domain-controller-kerberos#iyasbnegyj, any-dns-server#iyasbnegyj'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # cm02 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-re1bee1f91b'
        DisplayName = 'cm02 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP'
        Description = 'cm02 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always). Flows: site-server-domain-controller#v82te9qpfm, any-domain-controller-kerberos#iyasbnegyj, any-dns-server#iyasbnegyj, any-ntp-server#iyasbnegyj'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123', '389')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # cm02 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rc4e7aa145f'
        DisplayName = 'cm02 to dc01: RPC endpoint mapper'
        Description = 'cm02 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#v82te9qpfm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # cm02 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r79efd6f4b0'
        DisplayName = 'cm02 to dc01: RPC dynamic ports'
        Description = 'cm02 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#v82te9qpfm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # cm02 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-re8ebfdb3fb'
        DisplayName = 'cm02 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm02 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#5g1kxq3ign, any-domain-controller-kerberos#99l6iy2ocw, any-dns-server#99l6iy2ocw'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.250.10')
    }
    # cm02 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rdd3bf432d7'
        DisplayName = 'cm02 to dc02: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cm02 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#5g1kxq3ign, any-domain-controller-kerberos#99l6iy2ocw, any-dns-server#99l6iy2ocw'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.250.10')
    }
    # cm02 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rccc545254e'
        DisplayName = 'cm02 to dc02: RPC endpoint mapper'
        Description = 'cm02 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#5g1kxq3ign'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.250.10')
    }
    # cm02 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r0127df74fe'
        DisplayName = 'cm02 to dc02: RPC dynamic ports'
        Description = 'cm02 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#5g1kxq3ign'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.250.10')
    }
    # cm02 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r148e004411'
        DisplayName = 'cm02 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm02 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#xitz81loe7, any-domain-controller-kerberos#mc41bbktj2, any-dns-server#mc41bbktj2'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.40.1.5')
    }
    # cm02 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r8fa339164b'
        DisplayName = 'cm02 to dc40: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cm02 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#xitz81loe7, any-domain-controller-kerberos#mc41bbktj2, any-dns-server#mc41bbktj2'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.40.1.5')
    }
    # cm02 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rd9fb0e3cff'
        DisplayName = 'cm02 to dc40: RPC endpoint mapper'
        Description = 'cm02 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#xitz81loe7'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.40.1.5')
    }
    # cm02 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6a21eee616'
        DisplayName = 'cm02 to dc40: RPC dynamic ports'
        Description = 'cm02 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#xitz81loe7'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.40.1.5')
    }
    # cm02 to ntp01: NTP (always)
    @{
        Name = 'Portolan-rde10914d0e'
        DisplayName = 'cm02 to ntp01: NTP'
        Description = 'cm02 to ntp01: NTP (always). Flows: any-ntp-server#61ik52n56l'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.0.123')
    }
    # cm02 to dp01: SMB (always)
    @{
        Name = 'Portolan-r9a44ac963f'
        DisplayName = 'cm02 to dp01: SMB'
        Description = 'cm02 to dp01: SMB (always). Flows: site-server-distribution-point#m8dtb6zgri'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.51')
    }
    # cm02 to dp01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r17c8af916f'
        DisplayName = 'cm02 to dp01: RPC endpoint mapper'
        Description = 'cm02 to dp01: RPC endpoint mapper (always). Flows: site-server-distribution-point#m8dtb6zgri'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.51')
    }
    # cm02 to dp01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ref7a2c353b'
        DisplayName = 'cm02 to dp01: RPC dynamic ports'
        Description = 'cm02 to dp01: RPC dynamic ports (always). Flows: site-server-distribution-point#m8dtb6zgri'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.51')
    }
    # cm02 to dp02: SMB (always)
    @{
        Name = 'Portolan-r0a3bba50f8'
        DisplayName = 'cm02 to dp02: SMB'
        Description = 'cm02 to dp02: SMB (always). Flows: site-server-distribution-point#sr7o6gutjy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.9.5')
    }
    # cm02 to dp02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rfed327fa8c'
        DisplayName = 'cm02 to dp02: RPC endpoint mapper'
        Description = 'cm02 to dp02: RPC endpoint mapper (always). Flows: site-server-distribution-point#sr7o6gutjy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.9.5')
    }
    # cm02 to dp02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r4d5a338e23'
        DisplayName = 'cm02 to dp02: RPC dynamic ports'
        Description = 'cm02 to dp02: RPC dynamic ports (always). Flows: site-server-distribution-point#sr7o6gutjy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.9.5')
    }
    # cm02 to dp03: SMB (always)
    @{
        Name = 'Portolan-rf8a320f618'
        DisplayName = 'cm02 to dp03: SMB'
        Description = 'cm02 to dp03: SMB (always). Flows: site-server-distribution-point#lu24mcwlbm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.9.6')
    }
    # cm02 to dp03: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r31b2c39c7c'
        DisplayName = 'cm02 to dp03: RPC endpoint mapper'
        Description = 'cm02 to dp03: RPC endpoint mapper (always). Flows: site-server-distribution-point#lu24mcwlbm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.9.6')
    }
    # cm02 to dp03: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra9aeb36e34'
        DisplayName = 'cm02 to dp03: RPC dynamic ports'
        Description = 'cm02 to dp03: RPC dynamic ports (always). Flows: site-server-distribution-point#lu24mcwlbm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.9.6')
    }
    # cm02 to web01: SMB, HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r97b665df7a'
        DisplayName = 'cm02 to web01: SMB, HTTP (WSUS), HTTPS (WSUS)'
        Description = 'cm02 to web01: SMB, HTTP (WSUS), HTTPS (WSUS) (always). Flows: site-server-distribution-point#dh901ovkis, site-server-management-point#dh901ovkis, site-server-software-update-point#dh901ovkis, site-server-internet-facing-management-point#dh901ovkis, site-server-internet-facing-distribution-point#dh901ovkis, site-server-internet-facing-software-update-point#dh901ovkis'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '8530-8531')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('192.0.2.31', '2001:db8:2::31')
    }
    # cm02 to web01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rb92114ee7c'
        DisplayName = 'cm02 to web01: RPC endpoint mapper'
        Description = 'cm02 to web01: RPC endpoint mapper (always). Flows: site-server-distribution-point#dh901ovkis, site-server-management-point#dh901ovkis, site-server-software-update-point#dh901ovkis, site-server-internet-facing-management-point#dh901ovkis, site-server-internet-facing-distribution-point#dh901ovkis, site-server-internet-facing-software-update-point#dh901ovkis, site-server-internet-facing-distribution-point-content#dh901ovkis'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('192.0.2.31', '2001:db8:2::31')
    }
    # cm02 to web01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rdc43a23bbe'
        DisplayName = 'cm02 to web01: RPC dynamic ports'
        Description = 'cm02 to web01: RPC dynamic ports (always). Flows: site-server-distribution-point#dh901ovkis, site-server-management-point#dh901ovkis, site-server-software-update-point#dh901ovkis, site-server-internet-facing-management-point#dh901ovkis, site-server-internet-facing-distribution-point#dh901ovkis, site-server-internet-facing-software-update-point#dh901ovkis, site-server-internet-facing-distribution-point-content#dh901ovkis'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('192.0.2.31', '2001:db8:2::31')
    }
    # cm02 to mp01: SMB (always)
    @{
        Name = 'Portolan-rf6e55d6ccc'
        DisplayName = 'cm02 to mp01: SMB'
        Description = 'cm02 to mp01: SMB (always). Flows: site-server-management-point#qhpeinwy3a'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # cm02 to mp01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rc37511b2be'
        DisplayName = 'cm02 to mp01: RPC endpoint mapper'
        Description = 'cm02 to mp01: RPC endpoint mapper (always). Flows: site-server-management-point#qhpeinwy3a'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # cm02 to mp01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-re538003ab9'
        DisplayName = 'cm02 to mp01: RPC dynamic ports'
        Description = 'cm02 to mp01: RPC dynamic ports (always). Flows: site-server-management-point#qhpeinwy3a'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # mp01 to cm02: SMB (always)
    @{
        Name = 'Portolan-r4b15ca8a47'
        DisplayName = 'mp01 to cm02: SMB'
        Description = 'mp01 to cm02: SMB (always). Flows: site-server-management-point~#146t3wmw9g'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        Program = 'System'
    }
    # mp01 to cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r312bd9267c'
        DisplayName = 'mp01 to cm02: RPC endpoint mapper'
        Description = 'mp01 to cm02: RPC endpoint mapper (always). Flows: site-server-management-point~#146t3wmw9g'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp01 to cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rc858e2b242'
        DisplayName = 'mp01 to cm02: RPC dynamic ports'
        Description = 'mp01 to cm02: RPC dynamic ports (always). Flows: site-server-management-point~#146t3wmw9g'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # cm02 to mp02: SMB (always)
    @{
        Name = 'Portolan-rc0b3f97728'
        DisplayName = 'cm02 to mp02: SMB'
        Description = 'cm02 to mp02: SMB (always). Flows: site-server-management-point#8swge7o5m1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.32')
    }
    # cm02 to mp02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rb62c0e05de'
        DisplayName = 'cm02 to mp02: RPC endpoint mapper'
        Description = 'cm02 to mp02: RPC endpoint mapper (always). Flows: site-server-management-point#8swge7o5m1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.32')
    }
    # cm02 to mp02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6459c6b703'
        DisplayName = 'cm02 to mp02: RPC dynamic ports'
        Description = 'cm02 to mp02: RPC dynamic ports (always). Flows: site-server-management-point#8swge7o5m1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.32')
    }
    # mp02 to cm02: SMB (always)
    @{
        Name = 'Portolan-r1c004bfb3d'
        DisplayName = 'mp02 to cm02: SMB'
        Description = 'mp02 to cm02: SMB (always). Flows: site-server-management-point~#izj20tq2q1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.32')
        Program = 'System'
    }
    # mp02 to cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r24bdcc87b3'
        DisplayName = 'mp02 to cm02: RPC endpoint mapper'
        Description = 'mp02 to cm02: RPC endpoint mapper (always). Flows: site-server-management-point~#izj20tq2q1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp02 to cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rbad7c70815'
        DisplayName = 'mp02 to cm02: RPC dynamic ports'
        Description = 'mp02 to cm02: RPC dynamic ports (always). Flows: site-server-management-point~#izj20tq2q1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.32')
    }
    # cm02 to sup01: SMB, HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r3cf8cfa16e'
        DisplayName = 'cm02 to sup01: SMB, HTTP (WSUS), HTTPS (WSUS)'
        Description = 'cm02 to sup01: SMB, HTTP (WSUS), HTTPS (WSUS) (always). Flows: site-server-software-update-point#aua1fbwpdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '8530-8531')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.41')
    }
    # cm02 to sup01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r76f0d49c5f'
        DisplayName = 'cm02 to sup01: RPC endpoint mapper'
        Description = 'cm02 to sup01: RPC endpoint mapper (always). Flows: site-server-software-update-point#aua1fbwpdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.41')
    }
    # cm02 to sup01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r1fea9a4f77'
        DisplayName = 'cm02 to sup01: RPC dynamic ports'
        Description = 'cm02 to sup01: RPC dynamic ports (always). Flows: site-server-software-update-point#aua1fbwpdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.41')
    }
    # sup01 to cm02: SMB (always)
    @{
        Name = 'Portolan-r63ab356299'
        DisplayName = 'sup01 to cm02: SMB'
        Description = 'sup01 to cm02: SMB (always). Flows: site-server-software-update-point~#c56frty0pk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.41')
        Program = 'System'
    }
    # sup01 to cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-ref58be75eb'
        DisplayName = 'sup01 to cm02: RPC endpoint mapper'
        Description = 'sup01 to cm02: RPC endpoint mapper (always). Flows: site-server-software-update-point~#c56frty0pk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.41')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # sup01 to cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r9a901c42c5'
        DisplayName = 'sup01 to cm02: RPC dynamic ports'
        Description = 'sup01 to cm02: RPC dynamic ports (always). Flows: site-server-software-update-point~#c56frty0pk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.41')
    }
    # cm02 to sup02: SMB, HTTP (WSUS) (always)
    @{
        Name = 'Portolan-rf5e41ba9af'
        DisplayName = 'cm02 to sup02: SMB, HTTP (WSUS)'
        Description = 'cm02 to sup02: SMB, HTTP (WSUS) (always). Flows: site-server-software-update-point#2103q625wt'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.42')
    }
    # cm02 to sup02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r74c760a7d4'
        DisplayName = 'cm02 to sup02: RPC endpoint mapper'
        Description = 'cm02 to sup02: RPC endpoint mapper (always). Flows: site-server-software-update-point#2103q625wt'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.42')
    }
    # cm02 to sup02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r1fc2e62c8d'
        DisplayName = 'cm02 to sup02: RPC dynamic ports'
        Description = 'cm02 to sup02: RPC dynamic ports (always). Flows: site-server-software-update-point#2103q625wt'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.42')
    }
    # sup02 to cm02: SMB (always)
    @{
        Name = 'Portolan-r3821c671a9'
        DisplayName = 'sup02 to cm02: SMB'
        Description = 'sup02 to cm02: SMB (always). Flows: site-server-software-update-point~#3ho93dr0vq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.42')
        Program = 'System'
    }
    # sup02 to cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-re9dc3df8c6'
        DisplayName = 'sup02 to cm02: RPC endpoint mapper'
        Description = 'sup02 to cm02: RPC endpoint mapper (always). Flows: site-server-software-update-point~#3ho93dr0vq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.42')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # sup02 to cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rda516832d6'
        DisplayName = 'sup02 to cm02: RPC dynamic ports'
        Description = 'sup02 to cm02: RPC dynamic ports (always). Flows: site-server-software-update-point~#3ho93dr0vq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.42')
    }
    # cm02 to srv01: SMB (always)
    @{
        Name = 'Portolan-rc44ec21783'
        DisplayName = 'cm02 to srv01: SMB'
        Description = 'cm02 to srv01: SMB (always). Flows: site-server-fallback-status-point#tirtt8pouy, site-server-state-migration-point#tirtt8pouy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.61')
    }
    # cm02 to srv01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r402d453b16'
        DisplayName = 'cm02 to srv01: RPC endpoint mapper'
        Description = 'cm02 to srv01: RPC endpoint mapper (always). Flows: site-server-fallback-status-point#tirtt8pouy, site-server-state-migration-point#tirtt8pouy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.61')
    }
    # cm02 to srv01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r86a34691c6'
        DisplayName = 'cm02 to srv01: RPC dynamic ports'
        Description = 'cm02 to srv01: RPC dynamic ports (always). Flows: site-server-fallback-status-point#tirtt8pouy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.61')
    }
    # srv01 to cm02: SMB (always)
    @{
        Name = 'Portolan-r08e00f05a6'
        DisplayName = 'srv01 to cm02: SMB'
        Description = 'srv01 to cm02: SMB (always). Flows: site-server-fallback-status-point~#d8rbog8kwu, site-server-state-migration-point~#d8rbog8kwu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.61')
        Program = 'System'
    }
    # srv01 to cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r506fb1d4fb'
        DisplayName = 'srv01 to cm02: RPC endpoint mapper'
        Description = 'srv01 to cm02: RPC endpoint mapper (always). Flows: site-server-fallback-status-point~#d8rbog8kwu, site-server-state-migration-point~#d8rbog8kwu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.61')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # srv01 to cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r4e76df50dd'
        DisplayName = 'srv01 to cm02: RPC dynamic ports'
        Description = 'srv01 to cm02: RPC dynamic ports (always). Flows: site-server-fallback-status-point~#d8rbog8kwu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.61')
    }
    # cm02 to ccp01: SMB (always)
    @{
        Name = 'Portolan-r28a9e68d66'
        DisplayName = 'cm02 to ccp01: SMB'
        Description = 'cm02 to ccp01: SMB (always). Flows: site-server-cmg-connection-point#2qcov3szwk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.71')
    }
    # cm02 to ccp01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r52d685ca12'
        DisplayName = 'cm02 to ccp01: RPC endpoint mapper'
        Description = 'cm02 to ccp01: RPC endpoint mapper (always). Flows: site-server-cmg-connection-point#2qcov3szwk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.71')
    }
    # cm02 to ccp01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r644e390286'
        DisplayName = 'cm02 to ccp01: RPC dynamic ports'
        Description = 'cm02 to ccp01: RPC dynamic ports (always). Flows: site-server-cmg-connection-point#2qcov3szwk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.71')
    }
    # ccp01 to cm02: SMB (always)
    @{
        Name = 'Portolan-rf72d02c0de'
        DisplayName = 'ccp01 to cm02: SMB'
        Description = 'ccp01 to cm02: SMB (always). Flows: site-server-cmg-connection-point~#1yfcv8rgwm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.71')
        Program = 'System'
    }
    # ccp01 to cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r501b4a2702'
        DisplayName = 'ccp01 to cm02: RPC endpoint mapper'
        Description = 'ccp01 to cm02: RPC endpoint mapper (always). Flows: site-server-cmg-connection-point~#1yfcv8rgwm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.71')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # ccp01 to cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rfd6f38c53d'
        DisplayName = 'ccp01 to cm02: RPC dynamic ports'
        Description = 'ccp01 to cm02: RPC dynamic ports (always). Flows: site-server-cmg-connection-point~#1yfcv8rgwm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.71')
    }
    # cm02 to cm01: SMB (always)
    @{
        Name = 'Portolan-r599634ff21'
        DisplayName = 'cm02 to cm01: SMB'
        Description = 'cm02 to cm01: SMB (always). Flows: site-server-sms-provider#r6we7v5ddp, site-server-passive-site-server#r6we7v5ddp'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.10', 'fd00:10:0:2::10')
    }
    # cm02 to cm01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r190f8bd880'
        DisplayName = 'cm02 to cm01: RPC endpoint mapper'
        Description = 'cm02 to cm01: RPC endpoint mapper (always). Flows: site-server-sms-provider#r6we7v5ddp'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.10', 'fd00:10:0:2::10')
    }
    # cm02 to cm01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r8e4fa3d0ac'
        DisplayName = 'cm02 to cm01: RPC dynamic ports'
        Description = 'cm02 to cm01: RPC dynamic ports (always). Flows: site-server-sms-provider#r6we7v5ddp'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('50000-50999')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.10', 'fd00:10:0:2::10')
    }
    # cm01 to cm02: SMB (always)
    @{
        Name = 'Portolan-r94c78c9e4a'
        DisplayName = 'cm01 to cm02: SMB'
        Description = 'cm01 to cm02: SMB (always). Flows: site-server-sms-provider#07mfl0knxv, site-server-passive-site-server~#07mfl0knxv'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        Program = 'System'
    }
    # cm01 to cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r52c951a30b'
        DisplayName = 'cm01 to cm02: RPC endpoint mapper'
        Description = 'cm01 to cm02: RPC endpoint mapper (always). Flows: site-server-sms-provider#07mfl0knxv'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01 to cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rc330d61812'
        DisplayName = 'cm01 to cm02: RPC dynamic ports'
        Description = 'cm01 to cm02: RPC dynamic ports (always). Flows: site-server-sms-provider#07mfl0knxv'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.10.2.10', 'fd00:10:0:2::10')
    }
    # cm02 to hq: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rfdca3e4259'
        DisplayName = 'cm02 to hq: SMB'
        Description = 'cm02 to hq: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#npngegogqh'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
    }
    # cm02 to hq: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rc842f378aa'
        DisplayName = 'cm02 to hq: RPC endpoint mapper'
        Description = 'cm02 to hq: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#npngegogqh'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
    }
    # cm02 to hq: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-radc90311ee'
        DisplayName = 'cm02 to hq: RPC dynamic ports'
        Description = 'cm02 to hq: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#npngegogqh'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
    }
    # cm02 to hq-lab: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rad3494d0b7'
        DisplayName = 'cm02 to hq-lab: SMB'
        Description = 'cm02 to hq-lab: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#hyrfck7dxy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.32.0/24')
    }
    # cm02 to hq-lab: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r0b8199be64'
        DisplayName = 'cm02 to hq-lab: RPC endpoint mapper'
        Description = 'cm02 to hq-lab: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#hyrfck7dxy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.32.0/24')
    }
    # cm02 to hq-lab: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rd67af4b603'
        DisplayName = 'cm02 to hq-lab: RPC dynamic ports'
        Description = 'cm02 to hq-lab: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#hyrfck7dxy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.20.32.0/24')
    }
    # cm02 to datacenter: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rd80ca514c1'
        DisplayName = 'cm02 to datacenter: SMB'
        Description = 'cm02 to datacenter: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#jfrb4y1683'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.100.0/22')
    }
    # cm02 to datacenter: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r03ed13cbb3'
        DisplayName = 'cm02 to datacenter: RPC endpoint mapper'
        Description = 'cm02 to datacenter: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#jfrb4y1683'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.100.0/22')
    }
    # cm02 to datacenter: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rd456abbbb3'
        DisplayName = 'cm02 to datacenter: RPC dynamic ports'
        Description = 'cm02 to datacenter: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#jfrb4y1683'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.100.0/22')
    }
    # cm02 to branch-office: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r6760dfa5a4'
        DisplayName = 'cm02 to branch-office: SMB'
        Description = 'cm02 to branch-office: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#y03yyvu0b4'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.40.16.0/22')
    }
    # cm02 to branch-office: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-ra691bc9f07'
        DisplayName = 'cm02 to branch-office: RPC endpoint mapper'
        Description = 'cm02 to branch-office: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#y03yyvu0b4'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.40.16.0/22')
    }
    # cm02 to branch-office: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rd2ac902331'
        DisplayName = 'cm02 to branch-office: RPC dynamic ports'
        Description = 'cm02 to branch-office: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#y03yyvu0b4'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.40.16.0/22')
    }
    # cm02 to perimeter: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rdea8c1b1c0'
        DisplayName = 'cm02 to perimeter: SMB'
        Description = 'cm02 to perimeter: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#v7s1wpdt5y'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('192.0.2.128/26')
    }
    # cm02 to perimeter: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r36bfbe2e28'
        DisplayName = 'cm02 to perimeter: RPC endpoint mapper'
        Description = 'cm02 to perimeter: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#v7s1wpdt5y'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('192.0.2.128/26')
    }
    # cm02 to perimeter: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r3904b12749'
        DisplayName = 'cm02 to perimeter: RPC dynamic ports'
        Description = 'cm02 to perimeter: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#v7s1wpdt5y'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('192.0.2.128/26')
    }
    # cm02 to cas01: SMB (always)
    @{
        Name = 'Portolan-rc2e6710869'
        DisplayName = 'cm02 to cas01: SMB'
        Description = 'cm02 to cas01: SMB (always). Flows: site-server-site-server#taalwkh655'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.1.10')
    }
    # cas01 to cm02: SMB (always)
    @{
        Name = 'Portolan-r354980e006'
        DisplayName = 'cas01 to cm02: SMB'
        Description = 'cas01 to cm02: SMB (always). Flows: site-server-site-server~#o7fv69qyve'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.1.10')
        Program = 'System'
    }
    # sec01 to cm02: SMB (always)
    @{
        Name = 'Portolan-rec639d7b60'
        DisplayName = 'sec01 to cm02: SMB'
        Description = 'sec01 to cm02: SMB (always). Flows: site-server-site-server#de66t6d4fo'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.40.1.10')
        Program = 'System'
    }
    # cm02 to sec01: SMB (always)
    @{
        Name = 'Portolan-rb021e230a4'
        DisplayName = 'cm02 to sec01: SMB'
        Description = 'cm02 to sec01: SMB (always). Flows: site-server-site-server~#14k9y12fzx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.40.1.10')
    }
    # cm02 to fs01: SMB (always)
    @{
        Name = 'Portolan-r065d4e54ad'
        DisplayName = 'cm02 to fs01: SMB'
        Description = 'cm02 to fs01: SMB (always). Flows: site-server-remote-content-library#linmcd7l4d'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.11')
        RemoteAddress = @('10.10.2.12')
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
