# Rules for the host "sec01" of the hierarchy "Contoso", made by Portolan from its plan.
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
    # branch-office to sec01: Client notification (always)
    @{
        Name = 'Portolan-rf93dc503f4'
        DisplayName = 'branch-office to sec01: Client notification'
        Description = 'branch-office to sec01: Client notification (always). Flows: client-management-point#1z019ys6mf'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('10123')
        RemoteAddress = @('10.40.16.0/22')
    }
    # branch-office to sec01: HTTP, HTTPS, HTTP (WSUS) (always)
    @{
        Name = 'Portolan-r3aff791472'
        DisplayName = 'branch-office to sec01: HTTP, HTTPS, HTTP (WSUS)'
        Description = 'branch-office to sec01: HTTP, HTTPS, HTTP (WSUS) (always). Flows: client-management-point#1z019ys6mf, client-distribution-point#1z019ys6mf, client-software-update-point#1z019ys6mf'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('80', '443', '8530')
        RemoteAddress = @('10.40.16.0/22')
        Program = 'System'
    }
    # sec01 to sup01: HTTP (WSUS), HTTPS (WSUS) (always)
    @{
        Name = 'Portolan-rd481bd63c7'
        DisplayName = 'sec01 to sup01: HTTP (WSUS), HTTPS (WSUS)'
        Description = 'sec01 to sup01: HTTP (WSUS), HTTPS (WSUS) (always). Flows: software-update-point-upstream#7cew56un5l'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('8530-8531')
        RemoteAddress = @('10.10.2.41')
    }
    # sec01 to sql01, sql02: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-ra5816c36bf'
        DisplayName = 'sec01 to sql01, sql02: SQL Server, SQL Server Service Broker'
        Description = 'sec01 to sql01, sql02: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#eh0ncpvo42'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433', '4022')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # sec01 to sqlp01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-r5ceb0743db'
        DisplayName = 'sec01 to sqlp01: SQL Server, SQL Server Service Broker'
        Description = 'sec01 to sqlp01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#b0yr0ey36s'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1433', '4022')
        RemoteAddress = @('10.10.2.20')
    }
    # sql01, sql02 to sec01: SQL Server, SQL Server Service Broker (always)
    @{
        Name = 'Portolan-red7f83ff99'
        DisplayName = 'sql01, sql02 to sec01: SQL Server, SQL Server Service Broker'
        Description = 'sql01, sql02 to sec01: SQL Server, SQL Server Service Broker (always). Flows: sql-server-sql-server#j2dqjns8l4'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('1433', '4022')
        RemoteAddress = @('10.10.2.21', '10.10.2.22')
    }
    # sec01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r273b3eead6'
        DisplayName = 'sec01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'sec01 to dc01: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#fn463g07jv, management-point-domain-controller#fn463g07jv, any-domain-controller-kerberos#17g7pu1s1z, any-dns-server#17g7pu1s1z'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.10.0.10')
    }
    # sec01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always)
    @{
        Name = 'Portolan-r3cbd270c3d'
        DisplayName = 'sec01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP'
        Description = 'sec01 to dc01: LDAP over UDP, Kerberos over UDP, DNS, NTP (always). Flows: site-server-domain-controller#fn463g07jv, management-point-domain-controller#fn463g07jv, any-domain-controller-kerberos#17g7pu1s1z, any-dns-server#17g7pu1s1z, any-ntp-server#17g7pu1s1z'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '123', '389')
        RemoteAddress = @('10.10.0.10')
    }
    # sec01 to dc01: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rc513658746'
        DisplayName = 'sec01 to dc01: RPC endpoint mapper'
        Description = 'sec01 to dc01: RPC endpoint mapper (always). Flows: site-server-domain-controller#fn463g07jv, management-point-domain-controller#fn463g07jv'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.10.0.10')
    }
    # sec01 to dc01: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r1eaa9c3852'
        DisplayName = 'sec01 to dc01: RPC dynamic ports'
        Description = 'sec01 to dc01: RPC dynamic ports (always). Flows: site-server-domain-controller#fn463g07jv, management-point-domain-controller#fn463g07jv'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.10.0.10')
    }
    # sec01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r1e72ae87a2'
        DisplayName = 'sec01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'sec01 to dc02: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#9ot4b5w0vx, management-point-domain-controller#9ot4b5w0vx, any-domain-controller-kerberos#gnvzunqkf2, any-dns-server#gnvzunqkf2'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.20.250.10')
    }
    # sec01 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r680b79b10a'
        DisplayName = 'sec01 to dc02: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'sec01 to dc02: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#9ot4b5w0vx, management-point-domain-controller#9ot4b5w0vx, any-domain-controller-kerberos#gnvzunqkf2, any-dns-server#gnvzunqkf2'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.20.250.10')
    }
    # sec01 to dc02: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-rfaa21852ad'
        DisplayName = 'sec01 to dc02: RPC endpoint mapper'
        Description = 'sec01 to dc02: RPC endpoint mapper (always). Flows: site-server-domain-controller#9ot4b5w0vx, management-point-domain-controller#9ot4b5w0vx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.20.250.10')
    }
    # sec01 to dc02: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r7910735cd3'
        DisplayName = 'sec01 to dc02: RPC dynamic ports'
        Description = 'sec01 to dc02: RPC dynamic ports (always). Flows: site-server-domain-controller#9ot4b5w0vx, management-point-domain-controller#9ot4b5w0vx'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.20.250.10')
    }
    # sec01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always)
    @{
        Name = 'Portolan-r06858e4685'
        DisplayName = 'sec01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP'
        Description = 'sec01 to dc40: LDAP, LDAP over TLS, Global catalog, Kerberos, DNS over TCP (always). Flows: site-server-domain-controller#71lie3ez0b, management-point-domain-controller#71lie3ez0b, any-domain-controller-kerberos#71lie3ez0b, any-dns-server#71lie3ez0b'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('53', '88', '389', '636', '3268')
        RemoteAddress = @('10.40.1.5')
    }
    # sec01 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always)
    @{
        Name = 'Portolan-r5a656dc680'
        DisplayName = 'sec01 to dc40: LDAP over UDP, Kerberos over UDP, DNS'
        Description = 'sec01 to dc40: LDAP over UDP, Kerberos over UDP, DNS (always). Flows: site-server-domain-controller#71lie3ez0b, management-point-domain-controller#71lie3ez0b, any-domain-controller-kerberos#71lie3ez0b, any-dns-server#71lie3ez0b'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('53', '88', '389')
        RemoteAddress = @('10.40.1.5')
    }
    # sec01 to dc40: RPC endpoint mapper (always)
    @{
        Name = 'Portolan-r1308ba816d'
        DisplayName = 'sec01 to dc40: RPC endpoint mapper'
        Description = 'sec01 to dc40: RPC endpoint mapper (always). Flows: site-server-domain-controller#71lie3ez0b, management-point-domain-controller#71lie3ez0b'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('135')
        RemoteAddress = @('10.40.1.5')
    }
    # sec01 to dc40: RPC dynamic ports (always)
    @{
        Name = 'Portolan-r37850e07d3'
        DisplayName = 'sec01 to dc40: RPC dynamic ports'
        Description = 'sec01 to dc40: RPC dynamic ports (always). Flows: site-server-domain-controller#71lie3ez0b, management-point-domain-controller#71lie3ez0b'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('49152-65535')
        RemoteAddress = @('10.40.1.5')
    }
    # sec01 to ntp01: NTP (always)
    @{
        Name = 'Portolan-r60b06cb687'
        DisplayName = 'sec01 to ntp01: NTP'
        Description = 'sec01 to ntp01: NTP (always). Flows: any-ntp-server#y0nh7v486w'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @('10.10.0.123')
    }
    # sec01 to internet: HTTP, HTTPS (always)
    @{
        Name = 'Portolan-r3a753d48a5'
        DisplayName = 'sec01 to internet: HTTP, HTTPS'
        Description = 'sec01 to internet: HTTP, HTTPS (always). Flows: site-server-internet#pr31vqmz3t'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80', '443')
        RemoteAddress = @('0.0.0.0-10.9.255.255', '10.11.0.0-10.19.255.255', '10.22.0.0-10.39.255.255', '10.41.0.0-10.59.255.255', '10.61.0.0-192.0.1.255', '192.0.3.0-255.255.255.255')
    }
    # sec01 to cm01, cm02: SMB (always)
    @{
        Name = 'Portolan-r9fe91ca7a8'
        DisplayName = 'sec01 to cm01, cm02: SMB'
        Description = 'sec01 to cm01, cm02: SMB (always). Flows: site-server-site-server#de66t6d4fo'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
    }
    # cm01, cm02 to sec01: SMB (always)
    @{
        Name = 'Portolan-r80c5954211'
        DisplayName = 'cm01, cm02 to sec01: SMB'
        Description = 'cm01, cm02 to sec01: SMB (always). Flows: site-server-site-server~#14k9y12fzx'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('445')
        RemoteAddress = @('10.10.2.10', '10.10.2.11')
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
