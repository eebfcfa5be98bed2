# Rules for the host "mp02" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to mp02: Client notification (always)
    @{
        Name = 'Portolan-r98d7fc627d'
        DisplayName = 'hq to mp02: Client notification'
        Description = 'hq to mp02: Client notification (always). Flows: client-management-point#wnox38lsea'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('10123')
        RemoteAddress = @('10.20.0.0/20')
    }
    # hq to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-rbbd14ddb49'
        DisplayName = 'hq to mp02: HTTP, HTTPS'
        Description = 'hq to mp02: HTTP, HTTPS (always). Flows: client-management-point#wnox38lsea, distribution-point-management-point#h8j85umlp3, distribution-point-management-point#hzum6zfbh0'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.20.0.0/20')
        Program = 'System'
    }
    # hq-lab to mp02: Client notification (always)
    @{
        Name = 'Portolan-r7208b78e02'
        DisplayName = 'hq-lab to mp02: Client notification'
        Description = 'hq-lab to mp02: Client notification (always). Flows: client-management-point#l8z21i7fnq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('10123')
        RemoteAddress = @('10.20.32.0/24')
    }
    # hq-lab to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-re987776d1d'
        DisplayName = 'hq-lab to mp02: HTTP, HTTPS'
        Description = 'hq-lab to mp02: HTTP, HTTPS (always). Flows: client-management-point#l8z21i7fnq'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.20.32.0/24')
        Program = 'System'
    }
    # datacenter to mp02: Client notification (always)
    @{
        Name = 'Portolan-rd0cc024a85'
        DisplayName = 'datacenter to mp02: Client notification'
        Description = 'datacenter to mp02: Client notification (always). Flows: client-management-point#in1mgbe5zh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('10123')
        RemoteAddress = @('10.10.100.0/22')
    }
    # datacenter to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r8249c6539e'
        DisplayName = 'datacenter to mp02: HTTP, HTTPS'
        Description = 'datacenter to mp02: HTTP, HTTPS (always). Flows: client-management-point#in1mgbe5zh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.10.100.0/22')
        Program = 'System'
    }
    # ccp01 to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-rc72bd56ee0'
        DisplayName = 'ccp01 to mp02: HTTP, HTTPS'
        Description = 'ccp01 to mp02: HTTP, HTTPS (always). Flows: cmg-connection-point-management-point#d5w5t6xx1c'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.10.2.71')
        Program = 'System'
    }
    # dp01 to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r39a66586f4'
        DisplayName = 'dp01 to mp02: HTTP, HTTPS'
        Description = 'dp01 to mp02: HTTP, HTTPS (always). Flows: distribution-point-management-point#2e1q16rf1m'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.10.2.51')
        Program = 'System'
    }
    # web01 to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-rcf72d8cd28'
        DisplayName = 'web01 to mp02: HTTP, HTTPS'
        Description = 'web01 to mp02: HTTP, HTTPS (always). Flows: distribution-point-management-point#mj086ob2yw'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('192.0.2.31')
        Program = 'System'
    }
    # mp02 to sqlrep: SQL Server (always)
    @{
        Name = 'Portolan-r4bf1ad1f2a'
        DisplayName = 'mp02 to sqlrep: SQL Server'
        Description = 'mp02 to sqlrep: SQL Server (always). Flows: management-point-sql-server#v2c2vs7dlr'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433')
        RemoteAddress = @('10.10.2.33')
    }
    # mp02 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r8d97caff91'
        DisplayName = 'mp02 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'mp02 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#ya1n4yz5zo, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.10.0.10')
    }
    # mp02 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-rf72416d247'
        DisplayName = 'mp02 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP'
        Description = 'mp02 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always). Flows: management-point-domain-controller#ya1n4yz5zo, any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123', '389')
        RemoteAddress = @('10.10.0.10')
    }
    # mp02 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-re6b163066f'
        DisplayName = 'mp02 to dc01: RPC endpoint mapper'
        Description = 'mp02 to dc01: RPC endpoint mapper (always). Flows: management-point-domain-controller#ya1n4yz5zo'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.0.10')
    }
    # mp02 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r9618c8c252'
        DisplayName = 'mp02 to dc01: RPC dynamic ports'
        Description = 'mp02 to dc01: RPC dynamic ports (always). Flows: management-point-domain-controller#ya1n4yz5zo'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.0.10')
    }
    # mp02 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rd2c8ca56bd'
        DisplayName = 'mp02 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'mp02 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#8e6tfkh9g3, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.20.250.10')
    }
    # mp02 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r5a174b8a32'
        DisplayName = 'mp02 to dc02: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'mp02 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: management-point-domain-controller#8e6tfkh9g3, any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.20.250.10')
    }
    # mp02 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r13e214ecfe'
        DisplayName = 'mp02 to dc02: RPC endpoint mapper'
        Description = 'mp02 to dc02: RPC endpoint mapper (always). Flows: management-point-domain-controller#8e6tfkh9g3'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.20.250.10')
    }
    # mp02 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r99d75e5b6c'
        DisplayName = 'mp02 to dc02: RPC dynamic ports'
        Description = 'mp02 to dc02: RPC dynamic ports (always). Flows: management-point-domain-controller#8e6tfkh9g3'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.20.250.10')
    }
    # mp02 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r887b9f6456'
        DisplayName = 'mp02 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'mp02 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: management-point-domain-controller#479442i3wa, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.40.1.5')
    }
    # mp02 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rfc7d2ee5e5'
        DisplayName = 'mp02 to dc40: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'mp02 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: management-point-domain-controller#479442i3wa, any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.40.1.5')
    }
    # mp02 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rbbe1d1561c'
        DisplayName = 'mp02 to dc40: RPC endpoint mapper'
        Description = 'mp02 to dc40: RPC endpoint mapper (always). Flows: management-point-domain-controller#479442i3wa'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.40.1.5')
    }
    # mp02 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rf589418f7d'
        DisplayName = 'mp02 to dc40: RPC dynamic ports'
        Description = 'mp02 to dc40: RPC dynamic ports (always). Flows: management-point-domain-controller#479442i3wa'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.40.1.5')
    }
    # mp02 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r1c1f7e058c'
        DisplayName = 'mp02 to ntp01: NTP'
        Description = 'mp02 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to mp02: SMB (always)
    @{
        Name = 'Portolan-re9b93915e1'
        DisplayName = 'cm01, cm02 to mp02: SMB'
        Description = 'cm01, cm02 to mp02: SMB (always). Flows: site-server-management-point#8swge7o5m1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = 'System'
    }
    # cm01, cm02 to mp02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r5d43786aeb'
        DisplayName = 'cm01, cm02 to mp02: RPC endpoint mapper'
        Description = 'cm01, cm02 to mp02: RPC endpoint mapper (always). Flows: site-server-management-point#8swge7o5m1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to mp02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r503b03650a'
        DisplayName = 'cm01, cm02 to mp02: RPC dynamic ports'
        Description = 'cm01, cm02 to mp02: RPC dynamic ports (always). Flows: site-server-management-point#8swge7o5m1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # mp02 to cm01, cm02: SMB (always)
    @{
        Name = 'Portolan-r121eef1a98'
        DisplayName = 'mp02 to cm01, cm02: SMB'
        Description = 'mp02 to cm01, cm02: SMB (always). Flows: site-server-management-point~#izj20tq2q1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # mp02 to cm01, cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r505f759cba'
        DisplayName = 'mp02 to cm01, cm02: RPC endpoint mapper'
        Description = 'mp02 to cm01, cm02: RPC endpoint mapper (always). Flows: site-server-management-point~#izj20tq2q1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # mp02 to cm01, cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r895bda3e78'
        DisplayName = 'mp02 to cm01, cm02: RPC dynamic ports'
        Description = 'mp02 to cm01, cm02: RPC dynamic ports (always). Flows: site-server-management-point~#izj20tq2q1'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('50000-50999')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
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
