# Rules for the host "dc1" of the hierarchy "Branch", made by Portolan from its plan.
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

$group = 'Portolan: Branch'

$rules = @(
    # office to dc1: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r73e6094ed7'
        DisplayName = 'office to dc1: Global catalog, Kerberos'
        Description = 'office to dc1: Global catalog, Kerberos (always). Flows: client-global-catalog#s55cen9025, any-domain-controller-kerberos#s55cen9025'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('192.168.20.0/24')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm1 to dc1: LDAP, LDAP over TLS, Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r13231fcc42'
        DisplayName = 'cm1 to dc1: LDAP, LDAP over TLS, Global catalog, Kerberos'
        Description = 'cm1 to dc1: LDAP, LDAP over TLS, Global catalog, Kerberos (always). Flows: site-server-domain-controller#sw163r5pn1, management-point-domain-controller#sw163r5pn1, any-domain-controller-kerberos#sw163r5pn1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '389', '636', '3268')
        RemoteAddress = @('192.168.10.20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm1 to dc1: LDAP over UDP, Kerberos over UDP (always)
    @{
        Name = 'Portolan-r0a92a98d01'
        DisplayName = 'cm1 to dc1: LDAP over UDP, Kerberos over UDP'
        Description = 'cm1 to dc1: LDAP over UDP, Kerberos over UDP (always). Flows: site-server-domain-controller#sw163r5pn1, management-point-domain-controller#sw163r5pn1, any-domain-controller-kerberos#sw163r5pn1'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88', '389')
        RemoteAddress = @('192.168.10.20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm1 to dc1: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r2799affdf5'
        DisplayName = 'cm1 to dc1: RPC endpoint mapper'
        Description = 'cm1 to dc1: RPC endpoint mapper (always). Flows: site-server-domain-controller#sw163r5pn1, management-point-domain-controller#sw163r5pn1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('192.168.10.20')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm1 to dc1: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra1195c6f9a'
        DisplayName = 'cm1 to dc1: RPC dynamic ports'
        Description = 'cm1 to dc1: RPC dynamic ports (always). Flows: site-server-domain-controller#sw163r5pn1, management-point-domain-controller#sw163r5pn1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('192.168.10.20')
    }
    # office to dc1: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rb5d5cc78fa'
        DisplayName = 'office to dc1: Kerberos over UDP'
        Description = 'office to dc1: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#s55cen9025'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('192.168.20.0/24')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # consoles to dc1: Kerberos (always)
    @{
        Name = 'Portolan-rd1679bd2c6'
        DisplayName = 'consoles to dc1: Kerberos'
        Description = 'consoles to dc1: Kerberos (always). Flows: any-domain-controller-kerberos#3bzq4na4en'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88')
        RemoteAddress = @('192.168.10.64/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # consoles to dc1: Kerberos over UDP (always)
    @{
        Name = 'Portolan-r7846fe311a'
        DisplayName = 'consoles to dc1: Kerberos over UDP'
        Description = 'consoles to dc1: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#3bzq4na4en'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('192.168.10.64/28')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm1 to dc1: DNS (always)
    @{
        Name = 'Portolan-r508a7947e5'
        DisplayName = 'cm1 to dc1: DNS'
        Description = 'cm1 to dc1: DNS (always). Flows: any-dns-server#sw163r5pn1'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('192.168.10.20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # cm1 to dc1: DNS over TCP (always)
    @{
        Name = 'Portolan-rc78bbee126'
        DisplayName = 'cm1 to dc1: DNS over TCP'
        Description = 'cm1 to dc1: DNS over TCP (always). Flows: any-dns-server#sw163r5pn1'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('192.168.10.20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # office to dc1: DNS (always)
    @{
        Name = 'Portolan-r7edd39f959'
        DisplayName = 'office to dc1: DNS'
        Description = 'office to dc1: DNS (always). Flows: any-dns-server#s55cen9025'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('192.168.20.0/24')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # office to dc1: DNS over TCP (always)
    @{
        Name = 'Portolan-r5928948c51'
        DisplayName = 'office to dc1: DNS over TCP'
        Description = 'office to dc1: DNS over TCP (always). Flows: any-dns-server#s55cen9025'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('192.168.20.0/24')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # consoles to dc1: DNS (always)
    @{
        Name = 'Portolan-rfc932d82e7'
        DisplayName = 'consoles to dc1: DNS'
        Description = 'consoles to dc1: DNS (always). Flows: any-dns-server#3bzq4na4en'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('192.168.10.64/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # consoles to dc1: DNS over TCP (always)
    @{
        Name = 'Portolan-rc181aedc93'
        DisplayName = 'consoles to dc1: DNS over TCP'
        Description = 'consoles to dc1: DNS over TCP (always). Flows: any-dns-server#3bzq4na4en'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('192.168.10.64/28')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # office to dc1: DHCP, DHCP client (always)
    @{
        Name = 'Portolan-r16660d597d'
        DisplayName = 'office to dc1: DHCP, DHCP client'
        Description = 'office to dc1: DHCP, DHCP client (always). Flows: client-dhcp-server#s55cen9025'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-68')
        RemoteAddress = @('192.168.20.0/24')
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
