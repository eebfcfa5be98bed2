# Rules for the host "ccp01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # ccp01 to proxy01: HTTP proxy (always)
    @{
        Name = 'Portolan-r05e18c069c'
        DisplayName = 'ccp01 to proxy01: HTTP proxy'
        Description = 'ccp01 to proxy01: HTTP proxy (always). Flows: cmg-connection-point-cmg#fhq4mj2czr'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('3128')
        RemoteAddress = @('192.0.2.80')
    }
    # ccp01 to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r10a8bcab97'
        DisplayName = 'ccp01 to mp01: HTTP, HTTPS'
        Description = 'ccp01 to mp01: HTTP, HTTPS (always). Flows: cmg-connection-point-management-point#n8kts7rv0o'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.31')
    }
    # ccp01 to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r6521c58f79'
        DisplayName = 'ccp01 to mp02: HTTP, HTTPS'
        Description = 'ccp01 to mp02: HTTP, HTTPS (always). Flows: cmg-connection-point-management-point#d5w5t6xx1c'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.32')
    }
    # ccp01 to web01: HTTPS, HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-ra8dabb9ebc'
        DisplayName = 'ccp01 to web01: HTTPS, HTTPS (WSUS)'
        Description = 'ccp01 to web01: HTTPS, HTTPS (WSUS) (always). Flows: cmg-connection-point-management-point#34tbl4kpwc, cmg-connection-point-software-update-point#34tbl4kpwc'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443', '8531')
        RemoteAddress = @('192.0.2.31')
    }
    # ccp01 to sup01: HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-r22b46f9d94'
        DisplayName = 'ccp01 to sup01: HTTPS (WSUS)'
        Description = 'ccp01 to sup01: HTTPS (WSUS) (always). Flows: cmg-connection-point-software-update-point#5zf36gzsss'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('8531')
        RemoteAddress = @('10.10.2.41')
    }
    # ccp01 to sup02: HTTP (WSUS) (always)
    @{
        Name = 'Portolan-ra583cd4dbe'
        DisplayName = 'ccp01 to sup02: HTTP (WSUS)'
        Description = 'ccp01 to sup02: HTTP (WSUS) (always). Flows: cmg-connection-point-software-update-point#w6zbnd764s'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80')
        RemoteAddress = @('10.10.2.42')
    }
    # ccp01 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rd1ebff5bbe'
        DisplayName = 'ccp01 to dc01: Kerberos, DNS over TCP'
        Description = 'ccp01 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # ccp01 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r4d14b2c8dc'
        DisplayName = 'ccp01 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'ccp01 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#xiifvy965q, any-dns-server#xiifvy965q, any-ntp-server#xiifvy965q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # ccp01 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rd7b07aef0b'
        DisplayName = 'ccp01 to dc02: Kerberos, DNS over TCP'
        Description = 'ccp01 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # ccp01 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rc120ec283b'
        DisplayName = 'ccp01 to dc02: Kerberos over UDP, DNS'
        Description = 'ccp01 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#7z0trsvg9v, any-dns-server#7z0trsvg9v'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # ccp01 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r51e899899a'
        DisplayName = 'ccp01 to dc40: Kerberos, DNS over TCP'
        Description = 'ccp01 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # ccp01 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rfefc05d6a7'
        DisplayName = 'ccp01 to dc40: Kerberos over UDP, DNS'
        Description = 'ccp01 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#897pahlxcl, any-dns-server#897pahlxcl'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # ccp01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-rbeb594aaf0'
        DisplayName = 'ccp01 to ntp01: NTP'
        Description = 'ccp01 to ntp01: NTP (always). Flows: any-ntp-server#fv1vvjqywe'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to ccp01: SMB (always)
    @{
        Name = 'Portolan-r2d2d5ef6c7'
        DisplayName = 'cm01, cm02 to ccp01: SMB'
        Description = 'cm01, cm02 to ccp01: SMB (always). Flows: site-server-cmg-connection-point#2qcov3szwk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = 'System'
    }
    # cm01, cm02 to ccp01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r057c9616f8'
        DisplayName = 'cm01, cm02 to ccp01: RPC endpoint mapper'
        Description = 'cm01, cm02 to ccp01: RPC endpoint mapper (always). Flows: site-server-cmg-connection-point#2qcov3szwk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to ccp01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-rf0bc4c4931'
        DisplayName = 'cm01, cm02 to ccp01: RPC dynamic ports'
        Description = 'cm01, cm02 to ccp01: RPC dynamic ports (always). Flows: site-server-cmg-connection-point#2qcov3szwk'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # ccp01 to cm01, cm02: SMB (always)
    @{
        Name = 'Portolan-r3d048ab36f'
        DisplayName = 'ccp01 to cm01, cm02: SMB'
        Description = 'ccp01 to cm01, cm02: SMB (always). Flows: site-server-cmg-connection-point~#1yfcv8rgwm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # ccp01 to cm01, cm02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rcdbf0c0651'
        DisplayName = 'ccp01 to cm01, cm02: RPC endpoint mapper'
        Description = 'ccp01 to cm01, cm02: RPC endpoint mapper (always). Flows: site-server-cmg-connection-point~#1yfcv8rgwm'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # ccp01 to cm01, cm02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r780ce710d9'
        DisplayName = 'ccp01 to cm01, cm02: RPC dynamic ports'
        Description = 'ccp01 to cm01, cm02: RPC dynamic ports (always). Flows: site-server-cmg-connection-point~#1yfcv8rgwm'
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
