# Rules for the host "dc60" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # fabrikam to dc60: Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-rda90ecece3'
        DisplayName = 'fabrikam to dc60: Global catalog, Kerberos'
        Description = 'fabrikam to dc60: Global catalog, Kerberos (always). Flows: client-global-catalog#dhp7qakmoh, any-domain-controller-kerberos#dhp7qakmoh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '3268')
        RemoteAddress = @('10.60.16.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm11 to dc60: LDAP, LDAP over TLS, Global catalog (always)
    @{
        Name = 'Portolan-r798748454c'
        DisplayName = 'cm11 to dc60: LDAP, LDAP over TLS, Global catalog'
        Description = 'cm11 to dc60: LDAP, LDAP over TLS, Global catalog (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('389', '636', '3268')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm11 to dc60: LDAP over UDP (always)
    @{
        Name = 'Portolan-rb24ac6d103'
        DisplayName = 'cm11 to dc60: LDAP over UDP'
        Description = 'cm11 to dc60: LDAP over UDP (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('389')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # cm11 to dc60: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rca72a53c2c'
        DisplayName = 'cm11 to dc60: RPC endpoint mapper'
        Description = 'cm11 to dc60: RPC endpoint mapper (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.12.10')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm11 to dc60: RPC dynamic ports (always)
    @{
        Name = 'Portolan-re0dde1d0e7'
        DisplayName = 'cm11 to dc60: RPC dynamic ports'
        Description = 'cm11 to dc60: RPC dynamic ports (always). Flows: site-server-domain-controller#nq4eza0wlx'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.12.10')
    }
    # fab01 to dc60: LDAP, LDAP over TLS, Global catalog, Kerberos (always)
    @{
        Name = 'Portolan-r23ab3ebbc4'
        DisplayName = 'fab01 to dc60: LDAP, LDAP over TLS, Global catalog, Kerberos'
        Description = 'fab01 to dc60: LDAP, LDAP over TLS, Global catalog, Kerberos (always). Flows: management-point-domain-controller#cct8dx63nb, any-domain-controller-kerberos#cct8dx63nb'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('88', '389', '636', '3268')
        RemoteAddress = @('10.60.1.20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # fab01 to dc60: LDAP over UDP, Kerberos over UDP (always)
    @{
        Name = 'Portolan-r07fbcab6ed'
        DisplayName = 'fab01 to dc60: LDAP over UDP, Kerberos over UDP'
        Description = 'fab01 to dc60: LDAP over UDP, Kerberos over UDP (always). Flows: management-point-domain-controller#cct8dx63nb, any-domain-controller-kerberos#cct8dx63nb'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88', '389')
        RemoteAddress = @('10.60.1.20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # fab01 to dc60: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r1ce9ed070c'
        DisplayName = 'fab01 to dc60: RPC endpoint mapper'
        Description = 'fab01 to dc60: RPC endpoint mapper (always). Flows: management-point-domain-controller#cct8dx63nb'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.60.1.20')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # fab01 to dc60: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r163dc9f99f'
        DisplayName = 'fab01 to dc60: RPC dynamic ports'
        Description = 'fab01 to dc60: RPC dynamic ports (always). Flows: management-point-domain-controller#cct8dx63nb'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.60.1.20')
    }
    # fabrikam to dc60: Kerberos over UDP (always)
    @{
        Name = 'Portolan-rf6d854aca7'
        DisplayName = 'fabrikam to dc60: Kerberos over UDP'
        Description = 'fabrikam to dc60: Kerberos over UDP (always). Flows: any-domain-controller-kerberos#dhp7qakmoh'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('88')
        RemoteAddress = @('10.60.16.0/20')
        Program = '%SystemRoot%\System32\lsass.exe'
    }
    # fab01 to dc60: DNS (always)
    @{
        Name = 'Portolan-rede4a40649'
        DisplayName = 'fab01 to dc60: DNS'
        Description = 'fab01 to dc60: DNS (always). Flows: any-dns-server#cct8dx63nb'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.60.1.20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # fab01 to dc60: DNS over TCP (always)
    @{
        Name = 'Portolan-r07886ebc25'
        DisplayName = 'fab01 to dc60: DNS over TCP'
        Description = 'fab01 to dc60: DNS over TCP (always). Flows: any-dns-server#cct8dx63nb'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.60.1.20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # fabrikam to dc60: DNS (always)
    @{
        Name = 'Portolan-r5af29f8ff5'
        DisplayName = 'fabrikam to dc60: DNS'
        Description = 'fabrikam to dc60: DNS (always). Flows: any-dns-server#dhp7qakmoh'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('53')
        RemoteAddress = @('10.60.16.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # fabrikam to dc60: DNS over TCP (always)
    @{
        Name = 'Portolan-rdb11b7ac27'
        DisplayName = 'fabrikam to dc60: DNS over TCP'
        Description = 'fabrikam to dc60: DNS over TCP (always). Flows: any-dns-server#dhp7qakmoh'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('53')
        RemoteAddress = @('10.60.16.0/20')
        Program = '%SystemRoot%\System32\dns.exe'
        Service = 'DNS'
    }
    # dc60 to dc01: NTP (always)
    @{
        Name = 'Portolan-re9b2db74be'
        DisplayName = 'dc60 to dc01: NTP'
        Description = 'dc60 to dc01: NTP (always). Flows: any-ntp-server#8q16hkcqps'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.10')
    }
    # dc60 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r18e7beca7b'
        DisplayName = 'dc60 to ntp01: NTP'
        Description = 'dc60 to ntp01: NTP (always). Flows: any-ntp-server#s35tf8ag4r'
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
