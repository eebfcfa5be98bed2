# Rules for the host "cas01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # cas01 to proxy01: HTTP proxy (always)
    @{
        Name = 'Portolan-r96c16a94ca'
        DisplayName = 'cas01 to proxy01: HTTP proxy'
        Description = 'cas01 to proxy01: HTTP proxy (always). Flows: service-connection-point-azure#b4mhalbm20, service-connection-point-azure-logic-app#b4mhalbm20, service-connection-point-internet#b4mhalbm20, site-server-internet#b4mhalbm20, endpoint-protection-point-internet#b4mhalbm20'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('3128')
        RemoteAddress = @('192.0.2.80')
    }
    # admins to cas01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r7208ffaf22'
        DisplayName = 'admins to cas01: RPC endpoint mapper'
        Description = 'admins to cas01: RPC endpoint mapper (always). Flows: console-site-server#fu4a4mozuh, console-sms-provider#fu4a4mozuh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # admins to cas01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r862cd83ea6'
        DisplayName = 'admins to cas01: RPC dynamic ports'
        Description = 'admins to cas01: RPC dynamic ports (always). Flows: console-sms-provider#fu4a4mozuh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.50.0/28')
    }
    # admins to cas01: HTTPS (always)
    @{
        Name = 'Portolan-rbcef6fa77a'
        DisplayName = 'admins to cas01: HTTPS'
        Description = 'admins to cas01: HTTPS (always). Flows: console-sms-provider#fu4a4mozuh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.10.50.0/28')
    }
    # cas01 to sqlcas: SQL Server (always)
    @{
        Name = 'Portolan-r4ea501791f'
        DisplayName = 'cas01 to sqlcas: SQL Server'
        Description = 'cas01 to sqlcas: SQL Server (always). Flows: site-server-sql-server#jygh0ajdv9, sms-provider-sql-server#jygh0ajdv9, service-connection-point-sql-server#jygh0ajdv9, endpoint-protection-point-sql-server#jygh0ajdv9'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        RemoteAddress = @('10.10.1.11')
    }
    # cas01 to sqlwsus: SQL Server (always)
    @{
        Name = 'Portolan-r35630a2ffa'
        DisplayName = 'cas01 to sqlwsus: SQL Server'
        Description = 'cas01 to sqlwsus: SQL Server (always). Flows: site-server-wsus-database-server#2lldz8kf8c'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        RemoteAddress = @('10.10.1.13')
    }
    # cas01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r0239ec84a9'
        DisplayName = 'cas01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cas01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#7s7gtgdwfl, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.10.0.10')
    }
    # cas01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r13619c939e'
        DisplayName = 'cas01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP'
        Description = 'cas01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always). Flows: site-server-domain-controller#7s7gtgdwfl, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123', '389')
        RemoteAddress = @('10.10.0.10')
    }
    # cas01 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-ra180ecfe2f'
        DisplayName = 'cas01 to dc01: RPC endpoint mapper'
        Description = 'cas01 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#7s7gtgdwfl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.0.10')
    }
    # cas01 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r8edc0d2d61'
        DisplayName = 'cas01 to dc01: RPC dynamic ports'
        Description = 'cas01 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#7s7gtgdwfl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.0.10')
    }
    # cas01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rffd08bb9bb'
        DisplayName = 'cas01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cas01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#z69hfu42gr, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.20.250.10')
    }
    # cas01 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rdb263bbc9d'
        DisplayName = 'cas01 to dc02: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cas01 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#z69hfu42gr, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.20.250.10')
    }
    # cas01 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rad52079660'
        DisplayName = 'cas01 to dc02: RPC endpoint mapper'
        Description = 'cas01 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#z69hfu42gr'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.20.250.10')
    }
    # cas01 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra07e1307d7'
        DisplayName = 'cas01 to dc02: RPC dynamic ports'
        Description = 'cas01 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#z69hfu42gr'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.20.250.10')
    }
    # cas01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r49b3ef077d'
        DisplayName = 'cas01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cas01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#j70fco8vgd, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.40.1.5')
    }
    # cas01 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r0c875612ba'
        DisplayName = 'cas01 to dc40: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cas01 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#j70fco8vgd, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.40.1.5')
    }
    # cas01 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-ra7539d45aa'
        DisplayName = 'cas01 to dc40: RPC endpoint mapper'
        Description = 'cas01 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#j70fco8vgd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.40.1.5')
    }
    # cas01 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r10baf6aa08'
        DisplayName = 'cas01 to dc40: RPC dynamic ports'
        Description = 'cas01 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#j70fco8vgd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.40.1.5')
    }
    # cas01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r79d8174c9c'
        DisplayName = 'cas01 to ntp01: NTP'
        Description = 'cas01 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cas01 to sup00: SMB, HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r704640b1ba'
        DisplayName = 'cas01 to sup00: SMB, HTTP (WSUS), HTTPS (WSUS)'
        Description = 'cas01 to sup00: SMB, HTTP (WSUS), HTTPS (WSUS) (always). Flows: site-server-software-update-point#cv8eeq5omk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '8530-8531')
        RemoteAddress = @('10.10.1.12')
    }
    # cas01 to sup00: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r13cdd47a08'
        DisplayName = 'cas01 to sup00: RPC endpoint mapper'
        Description = 'cas01 to sup00: RPC endpoint mapper (always). Flows: site-server-software-update-point#cv8eeq5omk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.1.12')
    }
    # cas01 to sup00: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r7240214128'
        DisplayName = 'cas01 to sup00: RPC dynamic ports'
        Description = 'cas01 to sup00: RPC dynamic ports (always). Flows: site-server-software-update-point#cv8eeq5omk'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.1.12')
    }
    # sup00 to cas01: SMB (always)
    @{
        Name = 'Portolan-r13b77de894'
        DisplayName = 'sup00 to cas01: SMB'
        Description = 'sup00 to cas01: SMB (always). Flows: site-server-software-update-point~#mhlkrakeas'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.1.12')
        Program = 'System'
    }
    # sup00 to cas01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r137c2b8404'
        DisplayName = 'sup00 to cas01: RPC endpoint mapper'
        Description = 'sup00 to cas01: RPC endpoint mapper (always). Flows: site-server-software-update-point~#mhlkrakeas'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.1.12')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # sup00 to cas01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r1bbf07ab74'
        DisplayName = 'sup00 to cas01: RPC dynamic ports'
        Description = 'sup00 to cas01: RPC dynamic ports (always). Flows: site-server-software-update-point~#mhlkrakeas'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.1.12')
    }
    # cas01 to rsp00: SMB (always)
    @{
        Name = 'Portolan-r6be4e72698'
        DisplayName = 'cas01 to rsp00: SMB'
        Description = 'cas01 to rsp00: SMB (always). Flows: site-server-reporting-services-point#jkp8slx31v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.1.16')
    }
    # cas01 to rsp00: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rb145f21dd9'
        DisplayName = 'cas01 to rsp00: RPC endpoint mapper'
        Description = 'cas01 to rsp00: RPC endpoint mapper (always). Flows: site-server-reporting-services-point#jkp8slx31v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.1.16')
    }
    # cas01 to rsp00: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r8863bd7d46'
        DisplayName = 'cas01 to rsp00: RPC dynamic ports'
        Description = 'cas01 to rsp00: RPC dynamic ports (always). Flows: site-server-reporting-services-point#jkp8slx31v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.1.16')
    }
    # cm01, cm02 to cas01: SMB (always)
    @{
        Name = 'Portolan-r28e33f7093'
        DisplayName = 'cm01, cm02 to cas01: SMB'
        Description = 'cm01, cm02 to cas01: SMB (always). Flows: site-server-site-server#taalwkh655'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = 'System'
    }
    # cas01 to cm01, cm02: SMB (always)
    @{
        Name = 'Portolan-ra32f8d93c7'
        DisplayName = 'cas01 to cm01, cm02: SMB'
        Description = 'cas01 to cm01, cm02: SMB (always). Flows: site-server-site-server~#o7fv69qyve'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # cm11 to cas01: SMB (always)
    @{
        Name = 'Portolan-rbc0ef40ef7'
        DisplayName = 'cm11 to cas01: SMB'
        Description = 'cm11 to cas01: SMB (always). Flows: site-server-site-server#dsgjqojcch'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.12.10')
        Program = 'System'
    }
    # cas01 to cm11: SMB (always)
    @{
        Name = 'Portolan-r3af7506d12'
        DisplayName = 'cas01 to cm11: SMB'
        Description = 'cas01 to cm11: SMB (always). Flows: site-server-site-server~#q69baxt7t8'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
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
