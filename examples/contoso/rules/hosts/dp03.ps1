# Rules for the host "dp03" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to dp03: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r6b7c771142'
        DisplayName = 'hq to dp03: HTTP, HTTPS'
        Description = 'hq to dp03: HTTP, HTTPS (always). Flows: client-distribution-point#jn56mn9xy6, client-distribution-point-connected-cache#jn56mn9xy6'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.20.0.0/20')
        Program = 'System'
    }
    # hq-lab to dp03: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-rae5a765ea7'
        DisplayName = 'hq-lab to dp03: HTTP, HTTPS'
        Description = 'hq-lab to dp03: HTTP, HTTPS (always). Flows: client-distribution-point#794pwl6zys, client-distribution-point-connected-cache#794pwl6zys'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443')
        RemoteAddress = @('10.20.32.0/24')
        Program = 'System'
    }
    # hq to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6 (always)
    @{
        Name = 'Portolan-r746a5ab956'
        DisplayName = 'hq to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6'
        Description = 'hq to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6 (always). Flows: client-distribution-point-pxe#jn56mn9xy6'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-69', '547', '4011')
        RemoteAddress = @('10.20.0.0/20')
    }
    # hq to dp03: TFTP transfer (always)
    @{
        Name = 'Portolan-r65fcbdf1bc'
        DisplayName = 'hq to dp03: TFTP transfer'
        Description = 'hq to dp03: TFTP transfer (always). Flows: client-distribution-point-pxe#jn56mn9xy6'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('49152-65535')
        RemoteAddress = @('10.20.0.0/20')
    }
    # hq-lab to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6 (always)
    @{
        Name = 'Portolan-rd1938cd40a'
        DisplayName = 'hq-lab to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6'
        Description = 'hq-lab to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6 (always). Flows: client-distribution-point-pxe#794pwl6zys'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-69', '547', '4011')
        RemoteAddress = @('10.20.32.0/24')
    }
    # hq-lab to dp03: TFTP transfer (always)
    @{
        Name = 'Portolan-rf94236c658'
        DisplayName = 'hq-lab to dp03: TFTP transfer'
        Description = 'hq-lab to dp03: TFTP transfer (always). Flows: client-distribution-point-pxe#794pwl6zys'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('49152-65535')
        RemoteAddress = @('10.20.32.0/24')
    }
    # dp03 to internet: HTTPS, HTTP (always)
    @{
        Name = 'Portolan-rc2a9040d68'
        DisplayName = 'dp03 to internet: HTTPS, HTTP'
        Description = 'dp03 to internet: HTTPS, HTTP (always). Flows: distribution-point-azure-blob-storage#nab0422ncs, distribution-point-internet#pteww1wnuc'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('0.0.0.0-10.9.255.255', '10.11.0.0-10.19.255.255', '10.22.0.0-10.39.255.255', '10.41.0.0-10.59.255.255', '10.61.0.0-192.0.1.255', '192.0.3.0-255.255.255.255')
    }
    # dp03 to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-re034da7032'
        DisplayName = 'dp03 to mp01: HTTP, HTTPS'
        Description = 'dp03 to mp01: HTTP, HTTPS (always). Flows: distribution-point-management-point#q1phtj8g6r'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.31')
    }
    # dp03 to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r3acc204695'
        DisplayName = 'dp03 to mp02: HTTP, HTTPS'
        Description = 'dp03 to mp02: HTTP, HTTPS (always). Flows: distribution-point-management-point#h8j85umlp3'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.32')
    }
    # dp03 to web01: HTTPS (always)
    @{
        Name = 'Portolan-r06d52c4795'
        DisplayName = 'dp03 to web01: HTTPS'
        Description = 'dp03 to web01: HTTPS (always). Flows: distribution-point-management-point#ijmxwz0ff9'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @('192.0.2.31')
    }
    # dp03 to dp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r35f33a0999'
        DisplayName = 'dp03 to dp01: HTTP, HTTPS'
        Description = 'dp03 to dp01: HTTP, HTTPS (always). Flows: distribution-point-source-distribution-point#kn5jzea9d0'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.51')
    }
    # dp03 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rdaac415f11'
        DisplayName = 'dp03 to dc01: Kerberos, DNS over TCP'
        Description = 'dp03 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # dp03 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-rb3965d1c29'
        DisplayName = 'dp03 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'dp03 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w, any-ntp-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # dp03 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r3eb9bd16c6'
        DisplayName = 'dp03 to dc02: Kerberos, DNS over TCP'
        Description = 'dp03 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#ykvkroi82q, any-dns-server#ykvkroi82q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dp03 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r3ed48b4031'
        DisplayName = 'dp03 to dc02: Kerberos over UDP, DNS'
        Description = 'dp03 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#ykvkroi82q, any-dns-server#ykvkroi82q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dp03 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-re9c62fbada'
        DisplayName = 'dp03 to dc40: Kerberos, DNS over TCP'
        Description = 'dp03 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dp03 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-refde2a0112'
        DisplayName = 'dp03 to dc40: Kerberos over UDP, DNS'
        Description = 'dp03 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dp03 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r94a551baa5'
        DisplayName = 'dp03 to ntp01: NTP'
        Description = 'dp03 to ntp01: NTP (always). Flows: any-ntp-server#bgbk461pdo'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to dp03: SMB (always)
    @{
        Name = 'Portolan-r5bb6d98a8e'
        DisplayName = 'cm01, cm02 to dp03: SMB'
        Description = 'cm01, cm02 to dp03: SMB (always). Flows: site-server-distribution-point#lu24mcwlbm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = 'System'
    }
    # cm01, cm02 to dp03: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rf89f0dade9'
        DisplayName = 'cm01, cm02 to dp03: RPC endpoint mapper'
        Description = 'cm01, cm02 to dp03: RPC endpoint mapper (always). Flows: site-server-distribution-point#lu24mcwlbm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to dp03: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r59cf938399'
        DisplayName = 'cm01, cm02 to dp03: RPC dynamic ports'
        Description = 'cm01, cm02 to dp03: RPC dynamic ports (always). Flows: site-server-distribution-point#lu24mcwlbm'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPC')
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
