# A copy of mp01.ps1 with mistakes: see README.md
# Firewall of mp01 (management point, P01). Run as administrator after every change; in git since March 2025.
# Inbound and outbound are blocked unless a rule below says otherwise.

Remove-NetFirewallRule -All
Set-NetFirewallProfile -Profile Domain, Private, Public -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block

# --- addresses
$mp       = '10.10.2.31', 'fd00:10:0:2::31'
$hq       = '10.20.0.0/20', 'fd00:20:0:1::/64'
$lab      = '10.20.32.0/24'
$servers  = '10.10.100.0/22'            # clients in the data centre
$site     = '10.10.2.10', '10.10.2.11', 'fd00:10:0:2::10', 'fd00:10:0:2::11'   # cm01, cm02
$sql      = '10.10.2.20', '10.10.2.21'                                         # sqlp01
$dc       = '10.10.0.10', '10.20.250.10', '10.40.1.5'
$dc6      = 'fd00:10::10'
$ntp      = '10.10.0.10', '10.10.0.123', 'fd00:10::10'
$jump     = '10.10.60.0/28'
$monitor  = '10.10.0.60'

# --- clients
$clients = @{
    Direction     = 'Inbound'
    Action        = 'Allow'
    Protocol      = 'TCP'
    LocalAddress  = $mp
    RemoteAddress = $hq + $lab + $servers
    Group         = 'ConfigMgr'
}
New-NetFirewallRule @clients -DisplayName 'ConfigMgr - clients (HTTP, HTTPS)' -LocalPort 80, 443

# --- site systems that report here
$reporting = @{
    Direction     = 'Inbound'
    Action        = 'Allow'
    Protocol      = 'TCP'
    LocalPort     = 80, 443
    Group         = 'ConfigMgr'
}
New-NetFirewallRule @reporting -DisplayName 'ConfigMgr - CMG connection point ccp01' -RemoteAddress 10.10.2.71
New-NetFirewallRule @reporting -DisplayName 'ConfigMgr - distribution point dp01' -RemoteAddress 10.10.2.51
New-NetFirewallRule @reporting -DisplayName 'ConfigMgr - distribution point web01' -RemoteAddress 192.0.2.31, 2001:db8:2::31

# --- site servers, both ways
New-NetFirewallRule -DisplayName 'ConfigMgr - site servers (SMB)' -Group 'ConfigMgr' -Direction Inbound -Action Allow `
    -Protocol TCP -LocalPort 445 -RemoteAddress $site
New-NetFirewallRule -DisplayName 'ConfigMgr - site servers (RPC endpoint mapper)' -Group 'ConfigMgr' -Direction Inbound -Action Allow `
    -Protocol TCP -LocalPort RPCEPMap -RemoteAddress $site
New-NetFirewallRule -DisplayName 'ConfigMgr - to the site servers' -Group 'ConfigMgr' -Direction Outbound -Action Allow `
    -Protocol TCP -RemotePort 445, 135, 50000-50999 -RemoteAddress $site

# --- site database: Always On, so the listener and every replica
New-NetFirewallRule -DisplayName 'ConfigMgr - site database' -Group 'ConfigMgr' -Direction Outbound -Action Allow `
    -Protocol TCP -RemotePort 1433 -RemoteAddress $sql

# --- domain
$domain = @{
    Direction = 'Outbound'
    Action    = 'Allow'
    Group     = 'Domain'
}
New-NetFirewallRule @domain -DisplayName 'Domain - TCP' -Protocol TCP -RemoteAddress ($dc + $dc6) `
    -RemotePort 53, 88, 135, 389, 445, 464, 636, 3268, 3269, 49152-65535
New-NetFirewallRule @domain -DisplayName 'Domain - UDP' -Protocol UDP -RemoteAddress ($dc + $dc6) -RemotePort 53, 88, 389, 464
New-NetFirewallRule @domain -DisplayName 'Time' -Protocol UDP -RemoteAddress $ntp -RemotePort 123

# --- operations
$operations = @{ Direction = 'Inbound'; Action = 'Allow'; Group = 'Operations' }
New-NetFirewallRule @operations -DisplayName 'Remote Desktop and WinRM from the jump hosts' -Protocol TCP -LocalPort 3389, 5985, 5986 -RemoteAddress Any
New-NetFirewallRule @operations -DisplayName 'Monitoring (WinRM)' -Protocol TCP -LocalPort 5985 -RemoteAddress $monitor
New-NetFirewallRule -DisplayName 'No SMB' -Group 'Operations' -Direction Inbound -Action Block -Protocol TCP -LocalPort 139, 445
New-NetFirewallRule @operations -DisplayName 'Ping' -Protocol ICMPv4 -IcmpType 8 -RemoteAddress $monitor, '10.10.50.0/28'
