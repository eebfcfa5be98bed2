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
        Name = 'Portolan-r5c94cb198e'
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
        Name = 'Portolan-rd76066efe5'
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
        Name = 'Portolan-reca81219db'
        DisplayName = 'admins to cm11: RPC dynamic ports'
        Description = 'admins to cm11: RPC dynamic ports (always). Flows: console-sms-provider#r8rmz4oyz9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.50.0/28')
    }
    # admins to cm11: HTTPS (always)
    @{
        Name = 'Portolan-r624801073f'
        DisplayName = 'admins to cm11: HTTPS'
        Description = 'admins to cm11: HTTPS (always). Flows: console-sms-provider#r8rmz4oyz9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.10.50.0/28')
    }
    # plant-it to cm11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r22e30c70ee'
        DisplayName = 'plant-it to cm11: RPC dynamic ports'
        Description = 'plant-it to cm11: RPC dynamic ports (always). Flows: console-sms-provider#lufo5p6rgh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.21.200.0/28')
    }
    # plant-it to cm11: HTTPS (always)
    @{
        Name = 'Portolan-r87faac04e7'
        DisplayName = 'plant-it to cm11: HTTPS'
        Description = 'plant-it to cm11: HTTPS (always). Flows: console-sms-provider#lufo5p6rgh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @('10.21.200.0/28')
    }
    # cm11 to sql11: SQL Server (always)
    @{
        Name = 'Portolan-r714ec4e61f'
        DisplayName = 'cm11 to sql11: SQL Server'
        Description = 'cm11 to sql11: SQL Server (always). Flows: site-server-sql-server#pqqo53n8kc, sms-provider-sql-server#pqqo53n8kc'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('51433')
        RemoteAddress = @('10.10.12.11')
    }
    # cm11 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rb161a2490e'
        DisplayName = 'cm11 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm11 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#ijnqpg39zm, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.10.0.10')
    }
    # cm11 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r4b3f6a40db'
        DisplayName = 'cm11 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP'
        Description = 'cm11 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always). Flows: site-server-domain-controller#ijnqpg39zm, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123', '389')
        RemoteAddress = @('10.10.0.10')
    }
    # cm11 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r809e30fed6'
        DisplayName = 'cm11 to dc01: RPC endpoint mapper'
        Description = 'cm11 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#ijnqpg39zm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.0.10')
    }
    # cm11 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-re5ce2dcb8d'
        DisplayName = 'cm11 to dc01: RPC dynamic ports'
        Description = 'cm11 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#ijnqpg39zm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.0.10')
    }
    # cm11 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r819e6afe98'
        DisplayName = 'cm11 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm11 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#advyp92oql, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.20.250.10')
    }
    # cm11 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r970ef62cbf'
        DisplayName = 'cm11 to dc02: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cm11 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#advyp92oql, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.20.250.10')
    }
    # cm11 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r035006d2ab'
        DisplayName = 'cm11 to dc02: RPC endpoint mapper'
        Description = 'cm11 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#advyp92oql'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.20.250.10')
    }
    # cm11 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r818db39d99'
        DisplayName = 'cm11 to dc02: RPC dynamic ports'
        Description = 'cm11 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#advyp92oql'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.20.250.10')
    }
    # cm11 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rbea8a436f7'
        DisplayName = 'cm11 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'cm11 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#b20a1v26rg, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.40.1.5')
    }
    # cm11 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r0194d1e702'
        DisplayName = 'cm11 to dc40: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'cm11 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#b20a1v26rg, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.40.1.5')
    }
    # cm11 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r844f252d86'
        DisplayName = 'cm11 to dc40: RPC endpoint mapper'
        Description = 'cm11 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#b20a1v26rg'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.40.1.5')
    }
    # cm11 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r800e79851d'
        DisplayName = 'cm11 to dc40: RPC dynamic ports'
        Description = 'cm11 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#b20a1v26rg'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.40.1.5')
    }
    # cm11 to dc60: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-re59ace4080'
        DisplayName = 'cm11 to dc60: LDAP, LDAP over TLS, Global catalog'
        Description = 'cm11 to dc60: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('389', '636', '3268')
        RemoteAddress = @('10.60.1.10')
    }
    # cm11 to dc60: LDAP over UDP (always)
    @{
        Name = 'Portolan-r7800b73b6c'
        DisplayName = 'cm11 to dc60: LDAP over UDP'
        Description = 'cm11 to dc60: LDAP over UDP (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('389')
        RemoteAddress = @('10.60.1.10')
    }
    # cm11 to dc60: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rbc7b2b827a'
        DisplayName = 'cm11 to dc60: RPC endpoint mapper'
        Description = 'cm11 to dc60: RPC endpoint mapper (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.60.1.10')
    }
    # cm11 to dc60: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra19494c87e'
        DisplayName = 'cm11 to dc60: RPC dynamic ports'
        Description = 'cm11 to dc60: RPC dynamic ports (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.60.1.10')
    }
    # cm11 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r0b232b705e'
        DisplayName = 'cm11 to ntp01: NTP'
        Description = 'cm11 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm11 to internet: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r0b3b9ed67d'
        DisplayName = 'cm11 to internet: HTTP, HTTPS'
        Description = 'cm11 to internet: HTTP, HTTPS (always). Flows: site-server-internet#6be0jgx8hz'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('0.0.0.0-10.9.255.255', '10.11.0.0-10.19.255.255', '10.22.0.0-10.39.255.255', '10.41.0.0-10.59.255.255', '10.61.0.0-192.0.1.255', '192.0.3.0-255.255.255.255')
    }
    # cm11 to mp11: SMB (always)
    @{
        Name = 'Portolan-rbf29068d3e'
        DisplayName = 'cm11 to mp11: SMB'
        Description = 'cm11 to mp11: SMB (always). Flows: site-server-distribution-point#h3ttqjg1kq, site-server-management-point#h3ttqjg1kq'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.12.31')
    }
    # cm11 to mp11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rfeb50412c3'
        DisplayName = 'cm11 to mp11: RPC endpoint mapper'
        Description = 'cm11 to mp11: RPC endpoint mapper (always). Flows: site-server-distribution-point#h3ttqjg1kq, site-server-management-point#h3ttqjg1kq'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.12.31')
    }
    # cm11 to mp11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-re156dab30a'
        DisplayName = 'cm11 to mp11: RPC dynamic ports'
        Description = 'cm11 to mp11: RPC dynamic ports (always). Flows: site-server-distribution-point#h3ttqjg1kq, site-server-management-point#h3ttqjg1kq'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.12.31')
    }
    # cm11 to fab01: SMB (always)
    @{
        Name = 'Portolan-r1c5c5d805f'
        DisplayName = 'cm11 to fab01: SMB'
        Description = 'cm11 to fab01: SMB (always). Flows: site-server-distribution-point#ekmwy5sbys, site-server-management-point#ekmwy5sbys'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.60.1.20')
    }
    # cm11 to fab01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r683fd013f7'
        DisplayName = 'cm11 to fab01: RPC endpoint mapper'
        Description = 'cm11 to fab01: RPC endpoint mapper (always). Flows: site-server-distribution-point#ekmwy5sbys, site-server-management-point#ekmwy5sbys'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.60.1.20')
    }
    # cm11 to fab01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-re53adb6db2'
        DisplayName = 'cm11 to fab01: RPC dynamic ports'
        Description = 'cm11 to fab01: RPC dynamic ports (always). Flows: site-server-distribution-point#ekmwy5sbys, site-server-management-point#ekmwy5sbys'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.60.1.20')
    }
    # mp11 to cm11: SMB (always)
    @{
        Name = 'Portolan-rc7b5e5781e'
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
        Name = 'Portolan-r2ec7dfe87a'
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
        Name = 'Portolan-rfdeebd2b81'
        DisplayName = 'mp11 to cm11: RPC dynamic ports'
        Description = 'mp11 to cm11: RPC dynamic ports (always). Flows: site-server-management-point~#rqc53rv9w9'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.31')
    }
    # fab01 to cm11: SMB (always)
    @{
        Name = 'Portolan-r436fd7e5f6'
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
        Name = 'Portolan-rddac42286f'
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
        Name = 'Portolan-r15d5d0f60b'
        DisplayName = 'fab01 to cm11: RPC dynamic ports'
        Description = 'fab01 to cm11: RPC dynamic ports (always). Flows: site-server-management-point~#c47y4efrhe'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.60.1.20')
    }
    # cm11 to sup11: SMB, HTTP (WSUS) (always)
    @{
        Name = 'Portolan-rc54ef5dc13'
        DisplayName = 'cm11 to sup11: SMB, HTTP (WSUS)'
        Description = 'cm11 to sup11: SMB, HTTP (WSUS) (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445', '8530')
        RemoteAddress = @('10.10.12.41')
    }
    # cm11 to sup11: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r83cf3196b0'
        DisplayName = 'cm11 to sup11: RPC endpoint mapper'
        Description = 'cm11 to sup11: RPC endpoint mapper (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.12.41')
    }
    # cm11 to sup11: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r64c0ea5e7b'
        DisplayName = 'cm11 to sup11: RPC dynamic ports'
        Description = 'cm11 to sup11: RPC dynamic ports (always). Flows: site-server-software-update-point#j43l3odvpu'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.12.41')
    }
    # sup11 to cm11: SMB (always)
    @{
        Name = 'Portolan-rf2c8b62c6c'
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
        Name = 'Portolan-rf616a14446'
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
        Name = 'Portolan-rf04bd9332f'
        DisplayName = 'sup11 to cm11: RPC dynamic ports'
        Description = 'sup11 to cm11: RPC dynamic ports (always). Flows: site-server-software-update-point~#uopokm1qmu'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.41')
    }
    # cm11 to cas01: SMB (always)
    @{
        Name = 'Portolan-r3849b5fdb2'
        DisplayName = 'cm11 to cas01: SMB'
        Description = 'cm11 to cas01: SMB (always). Flows: site-server-site-server#dsgjqojcch'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.1.10')
    }
    # cas01 to cm11: SMB (always)
    @{
        Name = 'Portolan-r2b58e8159e'
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
