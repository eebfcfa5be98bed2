# Rules for the host "sup02" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to sup02: HTTP (WSUS) (always)
    @{
        Name = 'Portolan-re7c17057ab'
        DisplayName = 'hq to sup02: HTTP (WSUS)'
        Description = 'hq to sup02: HTTP (WSUS) (always). Flows: client-software-update-point#6rsh9bzy8z'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80')
        RemoteAddress = @('10.20.0.0/20')
        Program = 'System'
    }
    # hq-lab to sup02: HTTP (WSUS) (always)
    @{
        Name = 'Portolan-rcd8136b08b'
        DisplayName = 'hq-lab to sup02: HTTP (WSUS)'
        Description = 'hq-lab to sup02: HTTP (WSUS) (always). Flows: client-software-update-point#e0t5xzdtas'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80')
        RemoteAddress = @('10.20.32.0/24')
        Program = 'System'
    }
    # datacenter to sup02: HTTP (WSUS) (always)
    @{
        Name = 'Portolan-r005c1340fb'
        DisplayName = 'datacenter to sup02: HTTP (WSUS)'
        Description = 'datacenter to sup02: HTTP (WSUS) (always). Flows: client-software-update-point#tduuzy1nty'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80')
        RemoteAddress = @('10.10.100.0/22')
        Program = 'System'
    }
    # ccp01 to sup02: HTTP (WSUS) (always)
    @{
        Name = 'Portolan-r42209ce637'
        DisplayName = 'ccp01 to sup02: HTTP (WSUS)'
        Description = 'ccp01 to sup02: HTTP (WSUS) (always). Flows: cmg-connection-point-software-update-point#w6zbnd764s'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80')
        RemoteAddress = @('10.10.2.71')
        Program = 'System'
    }
    # sup02 to sup01: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-rce9bb3c786'
        DisplayName = 'sup02 to sup01: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'sup02 to sup01: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#n0vxw9bo2b'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('8530-8531')
        RemoteAddress = @('10.10.2.41')
    }
    # sup02 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rf99772fab2'
        DisplayName = 'sup02 to dc01: Kerberos, DNS over TCP'
        Description = 'sup02 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # sup02 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r86e916b832'
        DisplayName = 'sup02 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'sup02 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # sup02 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-ra7741888b2'
        DisplayName = 'sup02 to dc02: Kerberos, DNS over TCP'
        Description = 'sup02 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup02 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rea91159cc0'
        DisplayName = 'sup02 to dc02: Kerberos over UDP, DNS'
        Description = 'sup02 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # sup02 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-ra0f1d4ceae'
        DisplayName = 'sup02 to dc40: Kerberos, DNS over TCP'
        Description = 'sup02 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup02 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-recb6c92288'
        DisplayName = 'sup02 to dc40: Kerberos over UDP, DNS'
        Description = 'sup02 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # sup02 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r792716b716'
        DisplayName = 'sup02 to ntp01: NTP'
        Description = 'sup02 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to sup02: SMB, HTTP (WSUS) (always)
    @{
        Name = 'Portolan-rea6f186ad8'
        DisplayName = 'cm01, cm02 to sup02: SMB, HTTP (WSUS)'
        Description = 'cm01, cm02 to sup02: SMB, HTTP (WSUS) (always). Flows: site-server-software-update-point#2103q625wt'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = 'System'
    }
    # cm01, cm02 to sup02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r306a3e4f7a'
        DisplayName = 'cm01, cm02 to sup02: RPC endpoint mapper'
        Description = 'cm01, cm02 to sup02: RPC endpoint mapper (always). Flows: site-server-software-update-point#2103q625wt'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to sup02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-ra48456f9bb'
        DisplayName = 'cm01, cm02 to sup02: RPC dynamic ports'
        Description = 'cm01, cm02 to sup02: RPC dynamic ports (always). Flows: site-server-software-update-point#2103q625wt'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # sup02 to cm01, cm02: SMB (always)
    @{
        Name = 'Portolan-r43ffe1934c'
        DisplayName = 'sup02 to cm01, cm02: SMB'
        Description = 'sup02 to cm01, cm02: SMB (always). Flows: site-server-software-update-point~#3ho93dr0vq'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # sup02 to cm01, cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rd3a6a6ccf3'
        DisplayName = 'sup02 to cm01, cm02: RPC endpoint mapper'
        Description = 'sup02 to cm01, cm02: RPC endpoint mapper (always). Flows: site-server-software-update-point~#3ho93dr0vq'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # sup02 to cm01, cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r30108cd3fd'
        DisplayName = 'sup02 to cm01, cm02: RPC dynamic ports'
        Description = 'sup02 to cm01, cm02: RPC dynamic ports (always). Flows: site-server-software-update-point~#3ho93dr0vq'
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
