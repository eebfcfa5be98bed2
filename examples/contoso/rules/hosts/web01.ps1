# Rules for the host "web01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # perimeter to web01: Client notification (always)
    @{
        Name = 'Portolan-ra534925dec'
        DisplayName = 'perimeter to web01: Client notification'
        Description = 'perimeter to web01: Client notification (always). Flows: client-management-point#v7386cogei'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('10123')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('192.0.2.128/26')
    }
    # perimeter to web01: HTTPS, HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r0a738fcc4f'
        DisplayName = 'perimeter to web01: HTTPS, HTTP (WSUS), HTTPS (WSUS)'
        Description = 'perimeter to web01: HTTPS, HTTP (WSUS), HTTPS (WSUS) (always). Flows: client-management-point#v7386cogei, client-distribution-point#v7386cogei, client-software-update-point#v7386cogei'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443', '8530-8531')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('192.0.2.128/26')
        Program = 'System'
    }
    # ccp01 to web01: HTTPS, HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-rbd0ce69088'
        DisplayName = 'ccp01 to web01: HTTPS, HTTPS (WSUS)'
        Description = 'ccp01 to web01: HTTPS, HTTPS (WSUS) (always). Flows: cmg-connection-point-management-point#34tbl4kpwc, cmg-connection-point-software-update-point#34tbl4kpwc'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443', '8531')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('10.10.2.71')
        Program = 'System'
    }
    # dp01 to web01: HTTPS (always)
    @{
        Name = 'Portolan-r6d829c5e03'
        DisplayName = 'dp01 to web01: HTTPS'
        Description = 'dp01 to web01: HTTPS (always). Flows: distribution-point-management-point#zjs216t745'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('10.10.2.51')
        Program = 'System'
    }
    # dp02 to web01: HTTPS (always)
    @{
        Name = 'Portolan-r2f329b59e0'
        DisplayName = 'dp02 to web01: HTTPS'
        Description = 'dp02 to web01: HTTPS (always). Flows: distribution-point-management-point#w1xjhyx1fo'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('10.20.9.5')
        Program = 'System'
    }
    # dp03 to web01: HTTPS (always)
    @{
        Name = 'Portolan-r6c39bfce98'
        DisplayName = 'dp03 to web01: HTTPS'
        Description = 'dp03 to web01: HTTPS (always). Flows: distribution-point-management-point#ijmxwz0ff9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('10.20.9.6')
        Program = 'System'
    }
    # web01 to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r43f9df1a2d'
        DisplayName = 'web01 to mp01: HTTP, HTTPS'
        Description = 'web01 to mp01: HTTP, HTTPS (always). Flows: distribution-point-management-point#otncworbrk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        LocalAddress = @('192.0.2.31', '2001:db8:2::31')
        RemoteAddress = @('10.10.2.31', 'fd00:10:0:2::31')
    }
    # web01 to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-rb1ef57fc40'
        DisplayName = 'web01 to mp02: HTTP, HTTPS'
        Description = 'web01 to mp02: HTTP, HTTPS (always). Flows: distribution-point-management-point#mj086ob2yw'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('10.10.2.32')
    }
    # web01 to sup01: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r1e16a1dbb5'
        DisplayName = 'web01 to sup01: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'web01 to sup01: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#jv86sncq3f'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('8530-8531')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('10.10.2.41')
    }
    # web01 to sql01, sql02: SQL Server (always)
    @{
        Name = 'Portolan-r83cb8bf705'
        DisplayName = 'web01 to sql01, sql02: SQL Server'
        Description = 'web01 to sql01, sql02: SQL Server (always). Flows: management-point-sql-server#9b0gqg2wwd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # web01 to sqlp01: SQL Server (always)
    @{
        Name = 'Portolan-r78515ab15f'
        DisplayName = 'web01 to sqlp01: SQL Server'
        Description = 'web01 to sqlp01: SQL Server (always). Flows: management-point-sql-server#1l6syu7zvd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('10.10.2.20')
    }
    # web01 to dc90: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rbf0a6bc4e5'
        DisplayName = 'web01 to dc90: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'web01 to dc90: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#sg3zcvhoza, any-domain-controller-kerberos#sg3zcvhoza, any-dns-server#sg3zcvhoza'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('192.0.2.10')
    }
    # web01 to dc90: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rdbe6d28fd3'
        DisplayName = 'web01 to dc90: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'web01 to dc90: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: management-point-domain-controller#sg3zcvhoza, any-domain-controller-kerberos#sg3zcvhoza, any-dns-server#sg3zcvhoza'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('192.0.2.10')
    }
    # web01 to dc90: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r86c2208294'
        DisplayName = 'web01 to dc90: RPC endpoint mapper'
        Description = 'web01 to dc90: RPC endpoint mapper (always). Flows: management-point-domain-controller#sg3zcvhoza'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('192.0.2.10')
    }
    # web01 to dc90: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rd0e7863d41'
        DisplayName = 'web01 to dc90: RPC dynamic ports'
        Description = 'web01 to dc90: RPC dynamic ports (always). Flows: management-point-domain-controller#sg3zcvhoza'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('192.0.2.10')
    }
    # web01 to dc01: NTP (always)
    @{
        Name = 'Portolan-r5caccf0002'
        DisplayName = 'web01 to dc01: NTP'
        Description = 'web01 to dc01: NTP (always). Flows: any-ntp-server#8g05xt4apj'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        LocalAddress = @('192.0.2.31', '2001:db8:2::31')
        RemoteAddress = @('10.10.0.10', 'fd00:10::10')
    }
    # web01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r2a249dde2c'
        DisplayName = 'web01 to ntp01: NTP'
        Description = 'web01 to ntp01: NTP (always). Flows: any-ntp-server#3h3boxpp1c'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        LocalAddress = @('192.0.2.31')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to web01: SMB, HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r05a380a025'
        DisplayName = 'cm01, cm02 to web01: SMB, HTTP (WSUS), HTTPS (WSUS)'
        Description = 'cm01, cm02 to web01: SMB, HTTP (WSUS), HTTPS (WSUS) (always). Flows: site-server-distribution-point#dh901ovkis, site-server-management-point#dh901ovkis, site-server-software-update-point#dh901ovkis, site-server-internet-facing-management-point#dh901ovkis, site-server-internet-facing-distribution-point#dh901ovkis, site-server-internet-facing-software-update-point#dh901ovkis'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445', '8530-8531')
        LocalAddress = @('192.0.2.31', '2001:db8:2::31')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
        Program = 'System'
    }
    # cm01, cm02 to web01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r179443ada8'
        DisplayName = 'cm01, cm02 to web01: RPC endpoint mapper'
        Description = 'cm01, cm02 to web01: RPC endpoint mapper (always). Flows: site-server-distribution-point#dh901ovkis, site-server-management-point#dh901ovkis, site-server-software-update-point#dh901ovkis, site-server-internet-facing-management-point#dh901ovkis, site-server-internet-facing-distribution-point#dh901ovkis, site-server-internet-facing-software-update-point#dh901ovkis, site-server-internet-facing-distribution-point-content#dh901ovkis'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        LocalAddress = @('192.0.2.31', '2001:db8:2::31')
        RemoteAddress = @('10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to web01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rce1aba7f71'
        DisplayName = 'cm01, cm02 to web01: RPC dynamic ports'
        Description = 'cm01, cm02 to web01: RPC dynamic ports (always). Flows: site-server-distribution-point#dh901ovkis, site-server-management-point#dh901ovkis, site-server-software-update-point#dh901ovkis, site-server-internet-facing-management-point#dh901ovkis, site-server-internet-facing-distribution-point#dh901ovkis, site-server-internet-facing-software-update-point#dh901ovkis, site-server-internet-facing-distribution-point-content#dh901ovkis'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        LocalAddress = @('192.0.2.31', '2001:db8:2::31')
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
