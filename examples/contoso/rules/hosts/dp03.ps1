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
        Name = 'Portolan-r8c08ca1285'
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
        Name = 'Portolan-r89ab94811d'
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
        Name = 'Portolan-r993e1a7636'
        DisplayName = 'hq to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6'
        Description = 'hq to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6 (always). Flows: client-distribution-point-pxe#jn56mn9xy6'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-69', '547', '4011')
        RemoteAddress = @('10.20.0.0/20')
    }
    # hq to dp03: TFTP transfer (always)
    @{
        Name = 'Portolan-rb2852ab51f'
        DisplayName = 'hq to dp03: TFTP transfer'
        Description = 'hq to dp03: TFTP transfer (always). Flows: client-distribution-point-pxe#jn56mn9xy6'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('49152-65535')
        RemoteAddress = @('10.20.0.0/20')
    }
    # hq-lab to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6 (always)
    @{
        Name = 'Portolan-r7e51b0fc88'
        DisplayName = 'hq-lab to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6'
        Description = 'hq-lab to dp03: DHCP, DHCP client, TFTP, PXE (BINL), DHCPv6 (always). Flows: client-distribution-point-pxe#794pwl6zys'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-69', '547', '4011')
        RemoteAddress = @('10.20.32.0/24')
    }
    # hq-lab to dp03: TFTP transfer (always)
    @{
        Name = 'Portolan-r8c0db1b916'
        DisplayName = 'hq-lab to dp03: TFTP transfer'
        Description = 'hq-lab to dp03: TFTP transfer (always). Flows: client-distribution-point-pxe#794pwl6zys'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('49152-65535')
        RemoteAddress = @('10.20.32.0/24')
    }
    # dp03 to internet: HTTPS, HTTP (always)
    @{
        Name = 'Portolan-rbc2f7a009e'
        DisplayName = 'dp03 to internet: HTTPS, HTTP'
        Description = 'dp03 to internet: HTTPS, HTTP (always). Flows: distribution-point-azure-blob-storage#nab0422ncs, distribution-point-internet#pteww1wnuc'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('0.0.0.0-10.9.255.255', '10.11.0.0-10.19.255.255', '10.22.0.0-10.39.255.255', '10.41.0.0-10.59.255.255', '10.61.0.0-192.0.1.255', '192.0.3.0-255.255.255.255')
    }
    # dp03 to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-rd3c670dd50'
        DisplayName = 'dp03 to mp01: HTTP, HTTPS'
        Description = 'dp03 to mp01: HTTP, HTTPS (always). Flows: distribution-point-management-point#q1phtj8g6r'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.31')
    }
    # dp03 to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r02c108fb36'
        DisplayName = 'dp03 to mp02: HTTP, HTTPS'
        Description = 'dp03 to mp02: HTTP, HTTPS (always). Flows: distribution-point-management-point#h8j85umlp3'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.32')
    }
    # dp03 to web01: HTTPS (always)
    @{
        Name = 'Portolan-r52588d260e'
        DisplayName = 'dp03 to web01: HTTPS'
        Description = 'dp03 to web01: HTTPS (always). Flows: distribution-point-management-point#ijmxwz0ff9'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @('192.0.2.31')
    }
    # dp03 to dp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r717dcc087e'
        DisplayName = 'dp03 to dp01: HTTP, HTTPS'
        Description = 'dp03 to dp01: HTTP, HTTPS (always). Flows: distribution-point-source-distribution-point#kn5jzea9d0'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.51')
    }
    # dp03 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r1b8d9d2e34'
        DisplayName = 'dp03 to dc01: Kerberos, DNS over TCP'
        Description = 'dp03 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # dp03 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r1b71c3eea5'
        DisplayName = 'dp03 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'dp03 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w, any-ntp-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # dp03 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rc532581204'
        DisplayName = 'dp03 to dc02: Kerberos, DNS over TCP'
        Description = 'dp03 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#ykvkroi82q, any-dns-server#ykvkroi82q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dp03 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r4e3bf2df17'
        DisplayName = 'dp03 to dc02: Kerberos over UDP, DNS'
        Description = 'dp03 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#ykvkroi82q, any-dns-server#ykvkroi82q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dp03 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r80f62bcbea'
        DisplayName = 'dp03 to dc40: Kerberos, DNS over TCP'
        Description = 'dp03 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dp03 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-re17b53b5f5'
        DisplayName = 'dp03 to dc40: Kerberos over UDP, DNS'
        Description = 'dp03 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dp03 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r1557b14c06'
        DisplayName = 'dp03 to ntp01: NTP'
        Description = 'dp03 to ntp01: NTP (always). Flows: any-ntp-server#bgbk461pdo'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to dp03: SMB (always)
    @{
        Name = 'Portolan-rca610ba580'
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
        Name = 'Portolan-r086199c640'
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
        Name = 'Portolan-rac24fc8b36'
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
