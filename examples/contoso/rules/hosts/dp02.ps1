# Rules for the host "dp02" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # hq to dp02: HTTP, HTTPS, SMB (always)
    @{
        Name = 'Portolan-r8ef7dcf6f4'
        DisplayName = 'hq to dp02: HTTP, HTTPS, SMB'
        Description = 'hq to dp02: HTTP, HTTPS, SMB (always). Flows: client-distribution-point#sp0oq07uav, client-distribution-point-multicast#sp0oq07uav'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443', '445')
        RemoteAddress = @('10.20.0.0/20')
        Program = 'System'
    }
    # hq-lab to dp02: HTTP, HTTPS, SMB (always)
    @{
        Name = 'Portolan-r29b2b64b83'
        DisplayName = 'hq-lab to dp02: HTTP, HTTPS, SMB'
        Description = 'hq-lab to dp02: HTTP, HTTPS, SMB (always). Flows: client-distribution-point#r3r7yzoa6i, client-distribution-point-multicast#r3r7yzoa6i'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443', '445')
        RemoteAddress = @('10.20.32.0/24')
        Program = 'System'
    }
    # hq to dp02: Multicast (WDS) (always)
    @{
        Name = 'Portolan-r1c8649af1d'
        DisplayName = 'hq to dp02: Multicast (WDS)'
        Description = 'hq to dp02: Multicast (WDS) (always). Flows: client-distribution-point-multicast#sp0oq07uav'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('63000-63999')
        RemoteAddress = @('10.20.0.0/20')
    }
    # hq-lab to dp02: Multicast (WDS) (always)
    @{
        Name = 'Portolan-r4e0be1f530'
        DisplayName = 'hq-lab to dp02: Multicast (WDS)'
        Description = 'hq-lab to dp02: Multicast (WDS) (always). Flows: client-distribution-point-multicast#r3r7yzoa6i'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('63000-63999')
        RemoteAddress = @('10.20.32.0/24')
    }
    # hq to dp02: DHCP, DHCP client, TFTP, PXE (BINL) (always)
    @{
        Name = 'Portolan-r368cfa57fd'
        DisplayName = 'hq to dp02: DHCP, DHCP client, TFTP, PXE (BINL)'
        Description = 'hq to dp02: DHCP, DHCP client, TFTP, PXE (BINL) (always). Flows: client-distribution-point-pxe#sp0oq07uav'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-69', '4011')
        RemoteAddress = @('10.20.0.0/20')
    }
    # hq to dp02: TFTP transfer (always)
    @{
        Name = 'Portolan-re8f20a244a'
        DisplayName = 'hq to dp02: TFTP transfer'
        Description = 'hq to dp02: TFTP transfer (always). Flows: client-distribution-point-pxe#sp0oq07uav'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('49152-65535')
        RemoteAddress = @('10.20.0.0/20')
    }
    # hq-lab to dp02: DHCP, DHCP client, TFTP, PXE (BINL) (always)
    @{
        Name = 'Portolan-r044bcee643'
        DisplayName = 'hq-lab to dp02: DHCP, DHCP client, TFTP, PXE (BINL)'
        Description = 'hq-lab to dp02: DHCP, DHCP client, TFTP, PXE (BINL) (always). Flows: client-distribution-point-pxe#r3r7yzoa6i'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('67-69', '4011')
        RemoteAddress = @('10.20.32.0/24')
    }
    # hq-lab to dp02: TFTP transfer (always)
    @{
        Name = 'Portolan-r46f17ce6b1'
        DisplayName = 'hq-lab to dp02: TFTP transfer'
        Description = 'hq-lab to dp02: TFTP transfer (always). Flows: client-distribution-point-pxe#r3r7yzoa6i'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('49152-65535')
        RemoteAddress = @('10.20.32.0/24')
    }
    # dp02 to mp01: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r996dbe8e24'
        DisplayName = 'dp02 to mp01: HTTP, HTTPS'
        Description = 'dp02 to mp01: HTTP, HTTPS (always). Flows: distribution-point-management-point#xsabzgh8dn'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.31')
    }
    # dp02 to mp02: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r35c8f6374d'
        DisplayName = 'dp02 to mp02: HTTP, HTTPS'
        Description = 'dp02 to mp02: HTTP, HTTPS (always). Flows: distribution-point-management-point#hzum6zfbh0'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('10.10.2.32')
    }
    # dp02 to web01: HTTPS (always)
    @{
        Name = 'Portolan-r13804aa7ae'
        DisplayName = 'dp02 to web01: HTTPS'
        Description = 'dp02 to web01: HTTPS (always). Flows: distribution-point-management-point#w1xjhyx1fo'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @('192.0.2.31')
    }
    # dp02 to dc01: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rd72885650a'
        DisplayName = 'dp02 to dc01: Kerberos, DNS over TCP'
        Description = 'dp02 to dc01: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.10.0.10')
    }
    # dp02 to dc01: Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r7be44bd38b'
        DisplayName = 'dp02 to dc01: Kerberos over UDP, DNS, NTP'
        Description = 'dp02 to dc01: Kerberos over UDP, DNS, NTP (always). Flows: any-domain-controller-kerberos#a15kfsmv2w, any-dns-server#a15kfsmv2w, any-ntp-server#a15kfsmv2w'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123')
        RemoteAddress = @('10.10.0.10')
    }
    # dp02 to dc02: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r6439f178e9'
        DisplayName = 'dp02 to dc02: Kerberos, DNS over TCP'
        Description = 'dp02 to dc02: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#ykvkroi82q, any-dns-server#ykvkroi82q'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dp02 to dc02: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r22078066ea'
        DisplayName = 'dp02 to dc02: Kerberos over UDP, DNS'
        Description = 'dp02 to dc02: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#ykvkroi82q, any-dns-server#ykvkroi82q'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.20.250.10')
    }
    # dp02 to dc40: Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-rd6270e3c0d'
        DisplayName = 'dp02 to dc40: Kerberos, DNS over TCP'
        Description = 'dp02 to dc40: Kerberos, DNS over TCP (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dp02 to dc40: Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-rf749ad370d'
        DisplayName = 'dp02 to dc40: Kerberos over UDP, DNS'
        Description = 'dp02 to dc40: Kerberos over UDP, DNS (always). Flows: any-domain-controller-kerberos#y3en841fdd, any-dns-server#y3en841fdd'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88')
        RemoteAddress = @('10.40.1.5')
    }
    # dp02 to ntp01: NTP (always)
    @{
        Name = 'Portolan-rfdf7b256d4'
        DisplayName = 'dp02 to ntp01: NTP'
        Description = 'dp02 to ntp01: NTP (always). Flows: any-ntp-server#bgbk461pdo'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # cm01, cm02 to dp02: SMB (always)
    @{
        Name = 'Portolan-ra979210628'
        DisplayName = 'cm01, cm02 to dp02: SMB'
        Description = 'cm01, cm02 to dp02: SMB (always). Flows: site-server-distribution-point#sr7o6gutjy'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = 'System'
    }
    # cm01, cm02 to dp02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-raf6df3cd79'
        DisplayName = 'cm01, cm02 to dp02: RPC endpoint mapper'
        Description = 'cm01, cm02 to dp02: RPC endpoint mapper (always). Flows: site-server-distribution-point#sr7o6gutjy'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('RPCEPMap')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
        Program = '%SystemRoot%\System32\svchost.exe'
        Service = 'RpcSs'
    }
    # cm01, cm02 to dp02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r6fcba7ca14'
        DisplayName = 'cm01, cm02 to dp02: RPC dynamic ports'
        Description = 'cm01, cm02 to dp02: RPC dynamic ports (always). Flows: site-server-distribution-point#sr7o6gutjy'
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
