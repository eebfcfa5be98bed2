# Rules for the host "cm01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # cm01 to proxy01: HTTP proxy (always)
    @{
        Name = 'Portolan-r0df0a00e6a'
        DisplayName = 'cm01 to proxy01: HTTP proxy'
        Description = 'cm01 to proxy01: HTTP proxy (always). Flows: site-server-azure-blob-storage#6yw0rrjkqe, site-server-internet#6yw0rrjkqe'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('3128')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('192.0.2.80')
    }
    # admins to cm01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r83e6437ccd'
        DisplayName = 'admins to cm01: RPC endpoint mapper'
        Description = 'admins to cm01: RPC endpoint mapper (always). Flows: console-site-server#0dzoe1xobw, console-sms-provider#0wzq3ia1ib'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # admins to cm01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r30d84f563c'
        DisplayName = 'admins to cm01: RPC dynamic ports'
        Description = 'admins to cm01: RPC dynamic ports (always). Flows: console-sms-provider#0wzq3ia1ib'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.50.0/28')
    }
    # admins to cm01: HTTPS (always)
    @{
        Name = 'Portolan-rb523d5184b'
        DisplayName = 'admins to cm01: HTTPS'
        Description = 'admins to cm01: HTTPS (always). Flows: console-sms-provider#0wzq3ia1ib'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.50.0/28')
    }
    # auto01 to cm01: HTTPS (always)
    @{
        Name = 'Portolan-rda6ee268b0'
        DisplayName = 'auto01 to cm01: HTTPS'
        Description = 'auto01 to cm01: HTTPS (always). Flows: any-sms-provider-administration-service#qxdhwb35my'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.0.40')
    }
    # cm01 to sql01, sql02: SQL Server (always)
    @{
        Name = 'Portolan-re20a509337'
        DisplayName = 'cm01 to sql01, sql02: SQL Server'
        Description = 'cm01 to sql01, sql02: SQL Server (always). Flows: site-server-sql-server#jjlem9dzsj, sms-provider-sql-server#l9epwgl2zk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # cm01 to sqlp01: SQL Server (always)
    @{
        Name = 'Portolan-r0af49d361c'
        DisplayName = 'cm01 to sqlp01: SQL Server'
        Description = 'cm01 to sqlp01: SQL Server (always). Flows: site-server-sql-server#mzlympmvmj, sms-provider-sql-server#eecfapakkj'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.20')
    }
    # cm01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r854c1e7d61'
        DisplayName = 'cm01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#v82te9qpfm, any-domain-controller-kerberos#iyasbnegyj, any-dns-server#iyasbnegyj'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # cm01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-rdd06473458'
        DisplayName = 'cm01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP'
        Description = 'cm01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always). Flows: site-server-domain-controller#v82te9qpfm, any-domain-controller-kerberos#iyasbnegyj, any-dns-server#iyasbnegyj, any-ntp-server#iyasbnegyj'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123', '389')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # cm01 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-re71c4856d8'
        DisplayName = 'cm01 to dc01: RPC endpoint mapper'
        Description = 'cm01 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#v82te9qpfm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # cm01 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r70491eacfe'
        DisplayName = 'cm01 to dc01: RPC dynamic ports'
        Description = 'cm01 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#v82te9qpfm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # cm01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rcf39e83fdf'
        DisplayName = 'cm01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#5g1kxq3ign, any-domain-controller-kerberos#99l6iy2ocw, any-dns-server#99l6iy2ocw'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.250.10')
    }
    # cm01 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r87c1582fea'
        DisplayName = 'cm01 to dc02: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cm01 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#5g1kxq3ign, any-domain-controller-kerberos#99l6iy2ocw, any-dns-server#99l6iy2ocw'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.250.10')
    }
    # cm01 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rfcd5ab8d0c'
        DisplayName = 'cm01 to dc02: RPC endpoint mapper'
        Description = 'cm01 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#5g1kxq3ign'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.250.10')
    }
    # cm01 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r59aed62ed4'
        DisplayName = 'cm01 to dc02: RPC dynamic ports'
        Description = 'cm01 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#5g1kxq3ign'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.250.10')
    }
    # cm01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r6ac2c9c7b0'
        DisplayName = 'cm01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#xitz81loe7, any-domain-controller-kerberos#mc41bbktj2, any-dns-server#mc41bbktj2'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.40.1.5')
    }
    # cm01 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r3bb89bdc2b'
        DisplayName = 'cm01 to dc40: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cm01 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#xitz81loe7, any-domain-controller-kerberos#mc41bbktj2, any-dns-server#mc41bbktj2'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.40.1.5')
    }
    # cm01 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rbda08d0c1c'
        DisplayName = 'cm01 to dc40: RPC endpoint mapper'
        Description = 'cm01 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#xitz81loe7'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.40.1.5')
    }
    # cm01 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r938d798652'
        DisplayName = 'cm01 to dc40: RPC dynamic ports'
        Description = 'cm01 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#xitz81loe7'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.40.1.5')
    }
    # cm01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r9329bb33f8'
        DisplayName = 'cm01 to ntp01: NTP'
        Description = 'cm01 to ntp01: NTP (always). Flows: any-ntp-server#61ik52n56l'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01 to dp01: SMB (always)
    @{
        Name = 'Portolan-r658db9fcf3'
        DisplayName = 'cm01 to dp01: SMB'
        Description = 'cm01 to dp01: SMB (always). Flows: site-server-distribution-point#m8dtb6zgri'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.51')
    }
    # cm01 to dp01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r2607f559bf'
        DisplayName = 'cm01 to dp01: RPC endpoint mapper'
        Description = 'cm01 to dp01: RPC endpoint mapper (always). Flows: site-server-distribution-point#m8dtb6zgri'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.51')
    }
    # cm01 to dp01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r7bc3883fe7'
        DisplayName = 'cm01 to dp01: RPC dynamic ports'
        Description = 'cm01 to dp01: RPC dynamic ports (always). Flows: site-server-distribution-point#m8dtb6zgri'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.51')
    }
    # cm01 to dp02: SMB (always)
    @{
        Name = 'Portolan-r0a4dfdf351'
        DisplayName = 'cm01 to dp02: SMB'
        Description = 'cm01 to dp02: SMB (always). Flows: site-server-distribution-point#sr7o6gutjy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.9.5')
    }
    # cm01 to dp02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-redac89d8b6'
        DisplayName = 'cm01 to dp02: RPC endpoint mapper'
        Description = 'cm01 to dp02: RPC endpoint mapper (always). Flows: site-server-distribution-point#sr7o6gutjy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.9.5')
    }
    # cm01 to dp02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra348793adb'
        DisplayName = 'cm01 to dp02: RPC dynamic ports'
        Description = 'cm01 to dp02: RPC dynamic ports (always). Flows: site-server-distribution-point#sr7o6gutjy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.9.5')
    }
    # cm01 to dp03: SMB (always)
    @{
        Name = 'Portolan-r75d54afa92'
        DisplayName = 'cm01 to dp03: SMB'
        Description = 'cm01 to dp03: SMB (always). Flows: site-server-distribution-point#lu24mcwlbm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.9.6')
    }
    # cm01 to dp03: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-re2f103cda7'
        DisplayName = 'cm01 to dp03: RPC endpoint mapper'
        Description = 'cm01 to dp03: RPC endpoint mapper (always). Flows: site-server-distribution-point#lu24mcwlbm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.9.6')
    }
    # cm01 to dp03: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6f8123335c'
        DisplayName = 'cm01 to dp03: RPC dynamic ports'
        Description = 'cm01 to dp03: RPC dynamic ports (always). Flows: site-server-distribution-point#lu24mcwlbm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.9.6')
    }
    # cm01 to web01: SMB, HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r8662eb1066'
        DisplayName = 'cm01 to web01: SMB, HTTP (WSUS), HTTPS (WSUS)'
        Description = 'cm01 to web01: SMB, HTTP (WSUS), HTTPS (WSUS) (always). Flows: site-server-distribution-point#dh901ovkis, site-server-management-point#dh901ovkis, site-server-software-update-point#dh901ovkis, site-server-internet-facing-management-point#dh901ovkis, site-server-internet-facing-distribution-point#dh901ovkis, site-server-internet-facing-software-update-point#dh901ovkis'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '8530-8531')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('192.0.2.31', '2001:db8:2::31')
    }
    # cm01 to web01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r29ba574a94'
        DisplayName = 'cm01 to web01: RPC endpoint mapper'
        Description = 'cm01 to web01: RPC endpoint mapper (always). Flows: site-server-distribution-point#dh901ovkis, site-server-management-point#dh901ovkis, site-server-software-update-point#dh901ovkis, site-server-internet-facing-management-point#dh901ovkis, site-server-internet-facing-distribution-point#dh901ovkis, site-server-internet-facing-software-update-point#dh901ovkis, site-server-internet-facing-distribution-point-content#dh901ovkis'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('192.0.2.31', '2001:db8:2::31')
    }
    # cm01 to web01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra4439bd365'
        DisplayName = 'cm01 to web01: RPC dynamic ports'
        Description = 'cm01 to web01: RPC dynamic ports (always). Flows: site-server-distribution-point#dh901ovkis, site-server-management-point#dh901ovkis, site-server-software-update-point#dh901ovkis, site-server-internet-facing-management-point#dh901ovkis, site-server-internet-facing-distribution-point#dh901ovkis, site-server-internet-facing-software-update-point#dh901ovkis, site-server-internet-facing-distribution-point-content#dh901ovkis'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('192.0.2.31', '2001:db8:2::31')
    }
    # cm01 to mp01: SMB (always)
    @{
        Name = 'Portolan-rac0fda6141'
        DisplayName = 'cm01 to mp01: SMB'
        Description = 'cm01 to mp01: SMB (always). Flows: site-server-management-point#qhpeinwy3a'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # cm01 to mp01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r9ad52faac4'
        DisplayName = 'cm01 to mp01: RPC endpoint mapper'
        Description = 'cm01 to mp01: RPC endpoint mapper (always). Flows: site-server-management-point#qhpeinwy3a'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # cm01 to mp01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-redfd674d14'
        DisplayName = 'cm01 to mp01: RPC dynamic ports'
        Description = 'cm01 to mp01: RPC dynamic ports (always). Flows: site-server-management-point#qhpeinwy3a'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # mp01 to cm01: SMB (always)
    @{
        Name = 'Portolan-r531936e2de'
        DisplayName = 'mp01 to cm01: SMB'
        Description = 'mp01 to cm01: SMB (always). Flows: site-server-management-point~#146t3wmw9g'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        Program = 'System'
    }
    # mp01 to cm01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r196373746a'
        DisplayName = 'mp01 to cm01: RPC endpoint mapper'
        Description = 'mp01 to cm01: RPC endpoint mapper (always). Flows: site-server-management-point~#146t3wmw9g'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp01 to cm01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rf081cb1ea6'
        DisplayName = 'mp01 to cm01: RPC dynamic ports'
        Description = 'mp01 to cm01: RPC dynamic ports (always). Flows: site-server-management-point~#146t3wmw9g'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # cm01 to mp02: SMB (always)
    @{
        Name = 'Portolan-r576fd3a8d7'
        DisplayName = 'cm01 to mp02: SMB'
        Description = 'cm01 to mp02: SMB (always). Flows: site-server-management-point#8swge7o5m1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.32')
    }
    # cm01 to mp02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r1988732330'
        DisplayName = 'cm01 to mp02: RPC endpoint mapper'
        Description = 'cm01 to mp02: RPC endpoint mapper (always). Flows: site-server-management-point#8swge7o5m1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.32')
    }
    # cm01 to mp02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rd84f528004'
        DisplayName = 'cm01 to mp02: RPC dynamic ports'
        Description = 'cm01 to mp02: RPC dynamic ports (always). Flows: site-server-management-point#8swge7o5m1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.32')
    }
    # mp02 to cm01: SMB (always)
    @{
        Name = 'Portolan-r2aff5c2159'
        DisplayName = 'mp02 to cm01: SMB'
        Description = 'mp02 to cm01: SMB (always). Flows: site-server-management-point~#izj20tq2q1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.32')
        Program = 'System'
    }
    # mp02 to cm01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r70a8a48fad'
        DisplayName = 'mp02 to cm01: RPC endpoint mapper'
        Description = 'mp02 to cm01: RPC endpoint mapper (always). Flows: site-server-management-point~#izj20tq2q1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.32')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp02 to cm01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6bacf59f83'
        DisplayName = 'mp02 to cm01: RPC dynamic ports'
        Description = 'mp02 to cm01: RPC dynamic ports (always). Flows: site-server-management-point~#izj20tq2q1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.32')
    }
    # cm01 to sup01: SMB, HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r8c7db091ac'
        DisplayName = 'cm01 to sup01: SMB, HTTP (WSUS), HTTPS (WSUS)'
        Description = 'cm01 to sup01: SMB, HTTP (WSUS), HTTPS (WSUS) (always). Flows: site-server-software-update-point#aua1fbwpdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '8530-8531')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.41')
    }
    # cm01 to sup01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rd917a9081d'
        DisplayName = 'cm01 to sup01: RPC endpoint mapper'
        Description = 'cm01 to sup01: RPC endpoint mapper (always). Flows: site-server-software-update-point#aua1fbwpdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.41')
    }
    # cm01 to sup01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r79d69fc8ce'
        DisplayName = 'cm01 to sup01: RPC dynamic ports'
        Description = 'cm01 to sup01: RPC dynamic ports (always). Flows: site-server-software-update-point#aua1fbwpdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.41')
    }
    # sup01 to cm01: SMB (always)
    @{
        Name = 'Portolan-r55a06d0914'
        DisplayName = 'sup01 to cm01: SMB'
        Description = 'sup01 to cm01: SMB (always). Flows: site-server-software-update-point~#c56frty0pk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.41')
        Program = 'System'
    }
    # sup01 to cm01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rc402b1638c'
        DisplayName = 'sup01 to cm01: RPC endpoint mapper'
        Description = 'sup01 to cm01: RPC endpoint mapper (always). Flows: site-server-software-update-point~#c56frty0pk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.41')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # sup01 to cm01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r9f020b6fe0'
        DisplayName = 'sup01 to cm01: RPC dynamic ports'
        Description = 'sup01 to cm01: RPC dynamic ports (always). Flows: site-server-software-update-point~#c56frty0pk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.41')
    }
    # cm01 to sup02: SMB, HTTP (WSUS) (always)
    @{
        Name = 'Portolan-r326f1b5849'
        DisplayName = 'cm01 to sup02: SMB, HTTP (WSUS)'
        Description = 'cm01 to sup02: SMB, HTTP (WSUS) (always). Flows: site-server-software-update-point#2103q625wt'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.42')
    }
    # cm01 to sup02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r6d234f8a2b'
        DisplayName = 'cm01 to sup02: RPC endpoint mapper'
        Description = 'cm01 to sup02: RPC endpoint mapper (always). Flows: site-server-software-update-point#2103q625wt'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.42')
    }
    # cm01 to sup02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r20bd35e83b'
        DisplayName = 'cm01 to sup02: RPC dynamic ports'
        Description = 'cm01 to sup02: RPC dynamic ports (always). Flows: site-server-software-update-point#2103q625wt'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.42')
    }
    # sup02 to cm01: SMB (always)
    @{
        Name = 'Portolan-r108e8357af'
        DisplayName = 'sup02 to cm01: SMB'
        Description = 'sup02 to cm01: SMB (always). Flows: site-server-software-update-point~#3ho93dr0vq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.42')
        Program = 'System'
    }
    # sup02 to cm01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rf9c1cf08f6'
        DisplayName = 'sup02 to cm01: RPC endpoint mapper'
        Description = 'sup02 to cm01: RPC endpoint mapper (always). Flows: site-server-software-update-point~#3ho93dr0vq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.42')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # sup02 to cm01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rac35bdeb11'
        DisplayName = 'sup02 to cm01: RPC dynamic ports'
        Description = 'sup02 to cm01: RPC dynamic ports (always). Flows: site-server-software-update-point~#3ho93dr0vq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.42')
    }
    # cm01 to srv01: SMB (always)
    @{
        Name = 'Portolan-r2664dddd57'
        DisplayName = 'cm01 to srv01: SMB'
        Description = 'cm01 to srv01: SMB (always). Flows: site-server-fallback-status-point#tirtt8pouy, site-server-state-migration-point#tirtt8pouy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.61')
    }
    # cm01 to srv01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rff6f2d9a80'
        DisplayName = 'cm01 to srv01: RPC endpoint mapper'
        Description = 'cm01 to srv01: RPC endpoint mapper (always). Flows: site-server-fallback-status-point#tirtt8pouy, site-server-state-migration-point#tirtt8pouy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.61')
    }
    # cm01 to srv01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6b0679e80a'
        DisplayName = 'cm01 to srv01: RPC dynamic ports'
        Description = 'cm01 to srv01: RPC dynamic ports (always). Flows: site-server-fallback-status-point#tirtt8pouy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.61')
    }
    # srv01 to cm01: SMB (always)
    @{
        Name = 'Portolan-r6519e9d0ce'
        DisplayName = 'srv01 to cm01: SMB'
        Description = 'srv01 to cm01: SMB (always). Flows: site-server-fallback-status-point~#d8rbog8kwu, site-server-state-migration-point~#d8rbog8kwu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.61')
        Program = 'System'
    }
    # srv01 to cm01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rf7af2af03f'
        DisplayName = 'srv01 to cm01: RPC endpoint mapper'
        Description = 'srv01 to cm01: RPC endpoint mapper (always). Flows: site-server-fallback-status-point~#d8rbog8kwu, site-server-state-migration-point~#d8rbog8kwu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.61')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # srv01 to cm01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r671269f744'
        DisplayName = 'srv01 to cm01: RPC dynamic ports'
        Description = 'srv01 to cm01: RPC dynamic ports (always). Flows: site-server-fallback-status-point~#d8rbog8kwu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.61')
    }
    # cm01 to ccp01: SMB (always)
    @{
        Name = 'Portolan-rc08bc1bfda'
        DisplayName = 'cm01 to ccp01: SMB'
        Description = 'cm01 to ccp01: SMB (always). Flows: site-server-cmg-connection-point#2qcov3szwk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.71')
    }
    # cm01 to ccp01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-re2b36f79e8'
        DisplayName = 'cm01 to ccp01: RPC endpoint mapper'
        Description = 'cm01 to ccp01: RPC endpoint mapper (always). Flows: site-server-cmg-connection-point#2qcov3szwk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.71')
    }
    # cm01 to ccp01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r7454eaba09'
        DisplayName = 'cm01 to ccp01: RPC dynamic ports'
        Description = 'cm01 to ccp01: RPC dynamic ports (always). Flows: site-server-cmg-connection-point#2qcov3szwk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.71')
    }
    # ccp01 to cm01: SMB (always)
    @{
        Name = 'Portolan-r2773131d85'
        DisplayName = 'ccp01 to cm01: SMB'
        Description = 'ccp01 to cm01: SMB (always). Flows: site-server-cmg-connection-point~#1yfcv8rgwm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.71')
        Program = 'System'
    }
    # ccp01 to cm01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rc9df156a0a'
        DisplayName = 'ccp01 to cm01: RPC endpoint mapper'
        Description = 'ccp01 to cm01: RPC endpoint mapper (always). Flows: site-server-cmg-connection-point~#1yfcv8rgwm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.71')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # ccp01 to cm01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rdd8f0e9718'
        DisplayName = 'ccp01 to cm01: RPC dynamic ports'
        Description = 'ccp01 to cm01: RPC dynamic ports (always). Flows: site-server-cmg-connection-point~#1yfcv8rgwm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.2.71')
    }
    # cm02 to cm01: SMB (always)
    @{
        Name = 'Portolan-r0a2096a0d7'
        DisplayName = 'cm02 to cm01: SMB'
        Description = 'cm02 to cm01: SMB (always). Flows: site-server-sms-provider#r6we7v5ddp, site-server-passive-site-server#r6we7v5ddp'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        Program = 'System'
    }
    # cm02 to cm01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rfd7097dfb1'
        DisplayName = 'cm02 to cm01: RPC endpoint mapper'
        Description = 'cm02 to cm01: RPC endpoint mapper (always). Flows: site-server-sms-provider#r6we7v5ddp'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.11', 'fd00:10:0:2::11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm02 to cm01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r36c6666412'
        DisplayName = 'cm02 to cm01: RPC dynamic ports'
        Description = 'cm02 to cm01: RPC dynamic ports (always). Flows: site-server-sms-provider#r6we7v5ddp'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.11', 'fd00:10:0:2::11')
    }
    # cm01 to cm02: SMB (always)
    @{
        Name = 'Portolan-r474db6bf6d'
        DisplayName = 'cm01 to cm02: SMB'
        Description = 'cm01 to cm02: SMB (always). Flows: site-server-sms-provider#07mfl0knxv, site-server-passive-site-server~#07mfl0knxv'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.11', 'fd00:10:0:2::11')
    }
    # cm01 to cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r12d0bef199'
        DisplayName = 'cm01 to cm02: RPC endpoint mapper'
        Description = 'cm01 to cm02: RPC endpoint mapper (always). Flows: site-server-sms-provider#07mfl0knxv'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.11', 'fd00:10:0:2::11')
    }
    # cm01 to cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r95fa79abcc'
        DisplayName = 'cm01 to cm02: RPC dynamic ports'
        Description = 'cm01 to cm02: RPC dynamic ports (always). Flows: site-server-sms-provider#07mfl0knxv'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('50000-50999')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.10.2.11', 'fd00:10:0:2::11')
    }
    # cm01 to hq: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r15035fe061'
        DisplayName = 'cm01 to hq: SMB'
        Description = 'cm01 to hq: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#npngegogqh'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
    }
    # cm01 to hq: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r443aff9cef'
        DisplayName = 'cm01 to hq: RPC endpoint mapper'
        Description = 'cm01 to hq: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#npngegogqh'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
    }
    # cm01 to hq: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r6a27a262c9'
        DisplayName = 'cm01 to hq: RPC dynamic ports'
        Description = 'cm01 to hq: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#npngegogqh'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10', 'fd00:10:0:2::10')
        RemoteAddress = @('10.20.0.0/20', 'fd00:20:0:1::/64')
    }
    # cm01 to hq-lab: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rcb8a5fc727'
        DisplayName = 'cm01 to hq-lab: SMB'
        Description = 'cm01 to hq-lab: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#hyrfck7dxy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.32.0/24')
    }
    # cm01 to hq-lab: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r371629091b'
        DisplayName = 'cm01 to hq-lab: RPC endpoint mapper'
        Description = 'cm01 to hq-lab: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#hyrfck7dxy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.32.0/24')
    }
    # cm01 to hq-lab: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rca21a3d354'
        DisplayName = 'cm01 to hq-lab: RPC dynamic ports'
        Description = 'cm01 to hq-lab: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#hyrfck7dxy'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.20.32.0/24')
    }
    # cm01 to datacenter: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-rb48aab7e2b'
        DisplayName = 'cm01 to datacenter: SMB'
        Description = 'cm01 to datacenter: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#jfrb4y1683'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.100.0/22')
    }
    # cm01 to datacenter: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-re73411b4e8'
        DisplayName = 'cm01 to datacenter: RPC endpoint mapper'
        Description = 'cm01 to datacenter: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#jfrb4y1683'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.100.0/22')
    }
    # cm01 to datacenter: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r7dd12a433d'
        DisplayName = 'cm01 to datacenter: RPC dynamic ports'
        Description = 'cm01 to datacenter: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#jfrb4y1683'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.100.0/22')
    }
    # cm01 to branch-office: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r5cb9afad55'
        DisplayName = 'cm01 to branch-office: SMB'
        Description = 'cm01 to branch-office: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#y03yyvu0b4'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.40.16.0/22')
    }
    # cm01 to branch-office: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r322601194a'
        DisplayName = 'cm01 to branch-office: RPC endpoint mapper'
        Description = 'cm01 to branch-office: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#y03yyvu0b4'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.40.16.0/22')
    }
    # cm01 to branch-office: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r3fcad572aa'
        DisplayName = 'cm01 to branch-office: RPC dynamic ports'
        Description = 'cm01 to branch-office: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#y03yyvu0b4'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.40.16.0/22')
    }
    # cm01 to perimeter: SMB (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r7c31f89e11'
        DisplayName = 'cm01 to perimeter: SMB'
        Description = 'cm01 to perimeter: SMB (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#v7s1wpdt5y'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('192.0.2.128/26')
    }
    # cm01 to perimeter: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r490d1db9c8'
        DisplayName = 'cm01 to perimeter: RPC endpoint mapper'
        Description = 'cm01 to perimeter: RPC endpoint mapper (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#v7s1wpdt5y'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('192.0.2.128/26')
    }
    # cm01 to perimeter: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31)
    @{
        Name = 'Portolan-r6b2c84cda7'
        DisplayName = 'cm01 to perimeter: RPC dynamic ports'
        Description = 'cm01 to perimeter: RPC dynamic ports (install, from 2026-12-01 until 2026-12-31). Flows: site-server-client-push#v7s1wpdt5y'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('192.0.2.128/26')
    }
    # cm01 to cas01: SMB (always)
    @{
        Name = 'Portolan-r0a99990c53'
        DisplayName = 'cm01 to cas01: SMB'
        Description = 'cm01 to cas01: SMB (always). Flows: site-server-site-server#taalwkh655'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.1.10')
    }
    # cas01 to cm01: SMB (always)
    @{
        Name = 'Portolan-r6f03dad32f'
        DisplayName = 'cas01 to cm01: SMB'
        Description = 'cas01 to cm01: SMB (always). Flows: site-server-site-server~#o7fv69qyve'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.10.1.10')
        Program = 'System'
    }
    # sec01 to cm01: SMB (always)
    @{
        Name = 'Portolan-r9180c1acda'
        DisplayName = 'sec01 to cm01: SMB'
        Description = 'sec01 to cm01: SMB (always). Flows: site-server-site-server#de66t6d4fo'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.40.1.10')
        Program = 'System'
    }
    # cm01 to sec01: SMB (always)
    @{
        Name = 'Portolan-r2ed7cecbab'
        DisplayName = 'cm01 to sec01: SMB'
        Description = 'cm01 to sec01: SMB (always). Flows: site-server-site-server~#14k9y12fzx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
        RemoteAddress = @('10.40.1.10')
    }
    # cm01 to fs01: SMB (always)
    @{
        Name = 'Portolan-rd5dbdd00ef'
        DisplayName = 'cm01 to fs01: SMB'
        Description = 'cm01 to fs01: SMB (always). Flows: site-server-remote-content-library#linmcd7l4d'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        LocalAddress = @('10.10.2.10')
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
