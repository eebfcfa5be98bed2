# Rules for the host "cm11" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # admins to cm11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rc496a99676'
        DisplayName = 'admins to cm11: RPC endpoint mapper'
        Description = 'admins to cm11: RPC endpoint mapper (always). Flows: console-site-server#r8rmz4oyz9, console-sms-provider#r8rmz4oyz9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.50.0/28')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # plant-it to cm11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-ra1967248ae'
        DisplayName = 'plant-it to cm11: RPC endpoint mapper'
        Description = 'plant-it to cm11: RPC endpoint mapper (always). Flows: console-site-server#lufo5p6rgh, console-sms-provider#lufo5p6rgh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.21.200.0/28')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # admins to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rbf7859027e'
        DisplayName = 'admins to cm11: RPC dynamic ports'
        Description = 'admins to cm11: RPC dynamic ports (always). Flows: console-sms-provider#r8rmz4oyz9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.50.0/28')
    }
    # admins to cm11: HTTPS (always)
    @{
        Name = 'Portolan-re53832383b'
        DisplayName = 'admins to cm11: HTTPS'
        Description = 'admins to cm11: HTTPS (always). Flows: console-sms-provider#r8rmz4oyz9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.10.50.0/28')
    }
    # plant-it to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rebba95401b'
        DisplayName = 'plant-it to cm11: RPC dynamic ports'
        Description = 'plant-it to cm11: RPC dynamic ports (always). Flows: console-sms-provider#lufo5p6rgh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.21.200.0/28')
    }
    # plant-it to cm11: HTTPS (always)
    @{
        Name = 'Portolan-r88796dc827'
        DisplayName = 'plant-it to cm11: HTTPS'
        Description = 'plant-it to cm11: HTTPS (always). Flows: console-sms-provider#lufo5p6rgh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.21.200.0/28')
    }
    # cm11 to sql11: SQL Server (always)
    @{
        Name = 'Portolan-rcb9bf4db78'
        DisplayName = 'cm11 to sql11: SQL Server'
        Description = 'cm11 to sql11: SQL Server (always). Flows: site-server-sql-server#pqqo53n8kc, sms-provider-sql-server#pqqo53n8kc'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('51433')
        RemoteAddress = @('10.10.12.11')
    }
    # cm11 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rbcee5e9241'
        DisplayName = 'cm11 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm11 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#ijnqpg39zm, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.10.0.10')
    }
    # cm11 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r0c486786be'
        DisplayName = 'cm11 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP'
        Description = 'cm11 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always). Flows: site-server-domain-controller#ijnqpg39zm, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123', '389')
        RemoteAddress = @('10.10.0.10')
    }
    # cm11 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r3d0704fa93'
        DisplayName = 'cm11 to dc01: RPC endpoint mapper'
        Description = 'cm11 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#ijnqpg39zm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.0.10')
    }
    # cm11 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6699bf8bc0'
        DisplayName = 'cm11 to dc01: RPC dynamic ports'
        Description = 'cm11 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#ijnqpg39zm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.0.10')
    }
    # cm11 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r7b7777f1f0'
        DisplayName = 'cm11 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm11 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#advyp92oql, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.20.250.10')
    }
    # cm11 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rac9db6c26c'
        DisplayName = 'cm11 to dc02: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cm11 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#advyp92oql, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.20.250.10')
    }
    # cm11 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r23da9f16f3'
        DisplayName = 'cm11 to dc02: RPC endpoint mapper'
        Description = 'cm11 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#advyp92oql'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.20.250.10')
    }
    # cm11 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6bca6faf9a'
        DisplayName = 'cm11 to dc02: RPC dynamic ports'
        Description = 'cm11 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#advyp92oql'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.20.250.10')
    }
    # cm11 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r272285a54f'
        DisplayName = 'cm11 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm11 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#b20a1v26rg, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.40.1.5')
    }
    # cm11 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-re577c9d2e5'
        DisplayName = 'cm11 to dc40: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cm11 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#b20a1v26rg, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.40.1.5')
    }
    # cm11 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r212d9e532c'
        DisplayName = 'cm11 to dc40: RPC endpoint mapper'
        Description = 'cm11 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#b20a1v26rg'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.40.1.5')
    }
    # cm11 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-re5f8ca966c'
        DisplayName = 'cm11 to dc40: RPC dynamic ports'
        Description = 'cm11 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#b20a1v26rg'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.40.1.5')
    }
    # cm11 to dc60: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-re35ebfcc5f'
        DisplayName = 'cm11 to dc60: LDAP, LDAP over TLS, Global catalog'
        Description = 'cm11 to dc60: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('389', '636', '3268')
        RemoteAddress = @('10.60.1.10')
    }
    # cm11 to dc60: LDAP over UDP (always)
    @{
        Name = 'Portolan-re556443c79'
        DisplayName = 'cm11 to dc60: LDAP over UDP'
        Description = 'cm11 to dc60: LDAP over UDP (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('389')
        RemoteAddress = @('10.60.1.10')
    }
    # cm11 to dc60: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r499d33ac7e'
        DisplayName = 'cm11 to dc60: RPC endpoint mapper'
        Description = 'cm11 to dc60: RPC endpoint mapper (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.60.1.10')
    }
    # cm11 to dc60: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r69ee58d0af'
        DisplayName = 'cm11 to dc60: RPC dynamic ports'
        Description = 'cm11 to dc60: RPC dynamic ports (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.60.1.10')
    }
    # cm11 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r48a9704a7b'
        DisplayName = 'cm11 to ntp01: NTP'
        Description = 'cm11 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm11 to internet: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-ra109603ce9'
        DisplayName = 'cm11 to internet: HTTP, HTTPS'
        Description = 'cm11 to internet: HTTP, HTTPS (always). Flows: site-server-internet#6be0jgx8hz'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('0.0.0.0-10.9.255.255', '10.11.0.0-10.19.255.255', '10.22.0.0-10.39.255.255', '10.41.0.0-10.59.255.255', '10.61.0.0-192.0.1.255', '192.0.3.0-255.255.255.255')
    }
    # cm11 to mp11: SMB (always)
    @{
        Name = 'Portolan-r1e9c8a61ef'
        DisplayName = 'cm11 to mp11: SMB'
        Description = 'cm11 to mp11: SMB (always). Flows: site-server-distribution-point#h3ttqjg1kq, site-server-management-point#h3ttqjg1kq'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.12.31')
    }
    # cm11 to mp11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r6123432608'
        DisplayName = 'cm11 to mp11: RPC endpoint mapper'
        Description = 'cm11 to mp11: RPC endpoint mapper (always). Flows: site-server-distribution-point#h3ttqjg1kq, site-server-management-point#h3ttqjg1kq'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.12.31')
    }
    # cm11 to mp11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r22aca651c5'
        DisplayName = 'cm11 to mp11: RPC dynamic ports'
        Description = 'cm11 to mp11: RPC dynamic ports (always). Flows: site-server-distribution-point#h3ttqjg1kq, site-server-management-point#h3ttqjg1kq'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.12.31')
    }
    # cm11 to fab01: SMB (always)
    @{
        Name = 'Portolan-r8b74f4b8c0'
        DisplayName = 'cm11 to fab01: SMB'
        Description = 'cm11 to fab01: SMB (always). Flows: site-server-distribution-point#ekmwy5sbys, site-server-management-point#ekmwy5sbys'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.60.1.20')
    }
    # cm11 to fab01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r2e8fea321b'
        DisplayName = 'cm11 to fab01: RPC endpoint mapper'
        Description = 'cm11 to fab01: RPC endpoint mapper (always). Flows: site-server-distribution-point#ekmwy5sbys, site-server-management-point#ekmwy5sbys'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.60.1.20')
    }
    # cm11 to fab01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rb0311da106'
        DisplayName = 'cm11 to fab01: RPC dynamic ports'
        Description = 'cm11 to fab01: RPC dynamic ports (always). Flows: site-server-distribution-point#ekmwy5sbys, site-server-management-point#ekmwy5sbys'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.60.1.20')
    }
    # mp11 to cm11: SMB (always)
    @{
        Name = 'Portolan-r692a5a2e45'
        DisplayName = 'mp11 to cm11: SMB'
        Description = 'mp11 to cm11: SMB (always). Flows: site-server-management-point~#rqc53rv9w9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.12.31')
        Program = 'System'
    }
    # mp11 to cm11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-ra1e76f95da'
        DisplayName = 'mp11 to cm11: RPC endpoint mapper'
        Description = 'mp11 to cm11: RPC endpoint mapper (always). Flows: site-server-management-point~#rqc53rv9w9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.31')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # mp11 to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r447bd4bcdb'
        DisplayName = 'mp11 to cm11: RPC dynamic ports'
        Description = 'mp11 to cm11: RPC dynamic ports (always). Flows: site-server-management-point~#rqc53rv9w9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.31')
    }
    # fab01 to cm11: SMB (always)
    @{
        Name = 'Portolan-r967e5be32f'
        DisplayName = 'fab01 to cm11: SMB'
        Description = 'fab01 to cm11: SMB (always). Flows: site-server-management-point~#c47y4efrhe'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.60.1.20')
        Program = 'System'
    }
    # fab01 to cm11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r84650b7898'
        DisplayName = 'fab01 to cm11: RPC endpoint mapper'
        Description = 'fab01 to cm11: RPC endpoint mapper (always). Flows: site-server-management-point~#c47y4efrhe'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.60.1.20')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # fab01 to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r8c96ba021f'
        DisplayName = 'fab01 to cm11: RPC dynamic ports'
        Description = 'fab01 to cm11: RPC dynamic ports (always). Flows: site-server-management-point~#c47y4efrhe'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.60.1.20')
    }
    # cm11 to sup11: SMB, HTTP (WSUS) (always)
    @{
        Name = 'Portolan-r2a89403a1d'
        DisplayName = 'cm11 to sup11: SMB, HTTP (WSUS)'
        Description = 'cm11 to sup11: SMB, HTTP (WSUS) (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '8530')
        RemoteAddress = @('10.10.12.41')
    }
    # cm11 to sup11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r632a0fac5e'
        DisplayName = 'cm11 to sup11: RPC endpoint mapper'
        Description = 'cm11 to sup11: RPC endpoint mapper (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.12.41')
    }
    # cm11 to sup11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rc1a621503c'
        DisplayName = 'cm11 to sup11: RPC dynamic ports'
        Description = 'cm11 to sup11: RPC dynamic ports (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.12.41')
    }
    # sup11 to cm11: SMB (always)
    @{
        Name = 'Portolan-r59c9ffc50f'
        DisplayName = 'sup11 to cm11: SMB'
        Description = 'sup11 to cm11: SMB (always). Flows: site-server-software-update-point~#uopokm1qmu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.12.41')
        Program = 'System'
    }
    # sup11 to cm11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rdac4d29048'
        DisplayName = 'sup11 to cm11: RPC endpoint mapper'
        Description = 'sup11 to cm11: RPC endpoint mapper (always). Flows: site-server-software-update-point~#uopokm1qmu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.41')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # sup11 to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r4bea3257ac'
        DisplayName = 'sup11 to cm11: RPC dynamic ports'
        Description = 'sup11 to cm11: RPC dynamic ports (always). Flows: site-server-software-update-point~#uopokm1qmu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.41')
    }
    # cm11 to cas01: SMB (always)
    @{
        Name = 'Portolan-r994d75cd1f'
        DisplayName = 'cm11 to cas01: SMB'
        Description = 'cm11 to cas01: SMB (always). Flows: site-server-site-server#dsgjqojcch'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.1.10')
    }
    # cas01 to cm11: SMB (always)
    @{
        Name = 'Portolan-r5565777e81'
        DisplayName = 'cas01 to cm11: SMB'
        Description = 'cas01 to cm11: SMB (always). Flows: site-server-site-server~#q69baxt7t8'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.1.10')
        Program = 'System'
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
