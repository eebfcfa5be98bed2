/** What is planted in the examples' configurations with mistakes, and everything that has to be said about it. */

/** `[code, what it is about, line]`: the title of the plan's rule for what is missing; part of the line's text. */
export type Told = readonly [code: string, about: string, line: string];

export interface Mistake {
  readonly what: string;
  /** Stands in the text with mistakes only. */
  readonly planted?: string;
  /** Stands in the text without mistakes only. */
  readonly gone?: string;
  readonly told: readonly Told[];
  /** Whose conversations the first finding names, where something is missing. */
  readonly conversations?: readonly string[];
}

export interface Example {
  readonly kind: 'filter' | 'host';
  readonly name: string;
  readonly clean: string;
  readonly mistaken: string;
  /** The other part of both. */
  readonly besides?: string;
  readonly mistakes: readonly Mistake[];
  /** What lint says, without notes: code and line. */
  readonly lint: readonly (readonly [code: string, line: string])[];
  /** What repair leaves: code, and why. */
  readonly left: readonly (readonly [code: string, why: string])[];
}

const CAMPUS_REST = 'access-list CAMPUS_IN extended deny ip any4 object-group INTERNAL log';
const NO_SMB =
  'access-list CAMPUS_IN extended deny tcp object-group CAMPUS-ALL object NET-DATACENTER eq 445 log';
const TO_SRV01 = 'extended permit tcp object-group CM-CLIENTS-HQ object srv01 eq 445';
const TO_FS02 = 'extended permit tcp object-group CM-CLIENTS-HQ object fs02 eq 445';
const REVERSED = 'access-list CAMPUS_IN extended permit tcp object mp11 object NET-PLANT';
const OLD_PUSH = 'permit tcp object-group CM-SITE-SERVERS-P01 object NET-PLANT object-group SMB-AND-RPC';

const core: Example = {
  kind: 'filter',
  name: 'core',
  clean: 'core.cfg',
  mistaken: 'core-mistakes.cfg',
  mistakes: [
    {
      what: 'wrong mask: /16 for /15',
      planted: 'subnet 10.20.0.0 255.255.0.0',
      gone: 'subnet 10.20.0.0 255.254.0.0',
      conversations: ['client-global-catalog', 'any-domain-controller-kerberos', 'any-dns-server'],
      told: [
        ['PT9001', 'plant to dc01: Global catalog, Kerberos, DNS over TCP', CAMPUS_REST],
        ['PT9001', 'plant to dc01: Kerberos over UDP, DNS, NTP', CAMPUS_REST],
        ['PT9001', 'plant to dc40: Global catalog, Kerberos, DNS over TCP', CAMPUS_REST],
        ['PT9001', 'plant to dc40: Kerberos over UDP, DNS', CAMPUS_REST],
        ['PT9001', 'plant to ntp01: NTP', CAMPUS_REST],
        ['PT9001', 'plant-it to dc01: Kerberos, DNS over TCP', CAMPUS_REST],
        ['PT9001', 'plant-it to dc01: Kerberos over UDP, DNS, NTP', CAMPUS_REST],
        ['PT9001', 'plant-it to dc40: Kerberos, DNS over TCP', CAMPUS_REST],
        ['PT9001', 'plant-it to dc40: Kerberos over UDP, DNS', CAMPUS_REST],
        ['PT9001', 'plant-it to ntp01: NTP', CAMPUS_REST],
      ],
    },
    {
      what: 'a deny above takes what permits below say',
      planted: NO_SMB,
      conversations: ['client-state-migration-point'],
      told: [
        ['PT9002', 'hq to srv01: HTTP, SMB', NO_SMB],
        ['PT9002', 'hq-lab to srv01: HTTP, SMB', NO_SMB],
        ['PT9001', 'hq to fs02: SMB', NO_SMB],
        ['PT9001', 'hq-lab to fs02: SMB', NO_SMB],
        ['PT9201', '', TO_SRV01],
        ['PT9201', '', TO_FS02],
      ],
    },
    {
      what: 'source and destination swapped',
      planted: REVERSED,
      gone: 'access-list CAMPUS_IN extended permit tcp object NET-PLANT object mp11',
      conversations: ['client-management-point', 'client-distribution-point'],
      told: [
        [
          'PT9001',
          'plant to mp11: Client notification, HTTPS, HTTPS alternate port, Delta content',
          CAMPUS_REST,
        ],
        ['PT9404', '', REVERSED],
      ],
    },
    {
      what: 'dynamic RPC forgotten: 135 is there, 49152-65535 is not',
      gone: 'object NET-PLANT-IT object cm11 range 49152 65535',
      conversations: ['console-sms-provider'],
      told: [['PT9001', 'plant-it to cm11: RPC dynamic ports', CAMPUS_REST]],
    },
    {
      what: 'client push of an earlier rollout left open',
      planted: OLD_PUSH,
      told: [['PT9101', '', OLD_PUSH]],
    },
  ],
  lint: [
    ['PT9201', TO_SRV01],
    ['PT9201', TO_FS02],
    // Client push to the same subnet covers it, as long as that is open.
    ['PT9301', 'object-group CM-SITE-SERVERS-P01 object-group CM-DP-CAMPUS'],
    ['PT9404', REVERSED],
  ],
  left: [
    ['PT9201', 'nothing is opened or closed by it'],
    ['PT9201', 'nothing is opened or closed by it'],
  ],
};

const BRANCH_REST = '-A LOG-DROP -j DROP';
const UDP_445 = '-d 10.10.0.30/32 -p udp -m udp --dport 445';
const SUP03 = '-s 10.40.1.10/32 -d 10.10.2.43/32';
const ANY_SQL = '-A TO-BRANCH -s 10.10.0.0/16 -d 10.40.1.10/32';

const branch: Example = {
  kind: 'filter',
  name: 'branch',
  clean: 'branch.rules.v4',
  mistaken: 'branch-mistakes.rules.v4',
  besides: 'branch.rules.v6',
  mistakes: [
    {
      what: 'wrong mask: /24 for /22',
      planted: '-s 10.40.16.0/24 -d 10.10.2.61/32',
      gone: '-s 10.40.16.0/22 -d 10.10.2.61/32',
      conversations: ['client-fallback-status-point'],
      told: [['PT9002', 'branch-office to srv01: HTTP', BRANCH_REST]],
    },
    {
      what: 'UDP instead of TCP',
      planted: UDP_445,
      gone: '-d 10.10.0.30/32 -p tcp -m tcp --dport 445',
      conversations: ['client-file-share-server'],
      told: [
        ['PT9001', 'branch-office to fs02: SMB', BRANCH_REST],
        ['PT9101', '', UDP_445],
      ],
    },
    {
      what: 'one replica of the availability group missed: sql01 but not sql02',
      gone: '-s 10.40.1.10/32 -d 10.10.2.22/32',
      conversations: ['sql-server-sql-server'],
      told: [['PT9002', 'sec01 to sql01, sql02: SQL Server, SQL Server Service Broker', BRANCH_REST]],
    },
    {
      what: '8531 without 8530',
      planted: '-d 10.10.2.41/32 -p tcp -m tcp --dport 8531 ',
      gone: '-d 10.10.2.41/32 -p tcp -m tcp --dport 8530:8531 ',
      conversations: ['software-update-point-upstream'],
      told: [['PT9002', 'sec01 to sup01: HTTP (WSUS), HTTPS (WSUS)', BRANCH_REST]],
    },
    { what: 'a line for a removed server', planted: SUP03, told: [['PT9101', '', SUP03]] },
    {
      what: '1433 and 4022 open to any server of the data centre',
      planted: ANY_SQL,
      gone: '-A TO-BRANCH -s 10.10.2.21/32 -d 10.40.1.10/32',
      told: [['PT9101', '', ANY_SQL]],
    },
  ],
  lint: [],
  left: [],
};

const PERIMETER_REST = 'counter drop';
const TO_CM = 'ip saddr $WEB01 ip daddr $CM tcp dport';
const ANY_ANY = 'ip saddr 0.0.0.0/0 ip daddr 0.0.0.0/0 accept';
const NO_PROXY = 'ip saddr { $DP03, $CM11, $ADMINS, $PLANTIT } tcp dport { 80, 443 } accept';

const perimeter: Example = {
  kind: 'filter',
  name: 'perimeter',
  clean: 'perimeter.nft',
  mistaken: 'perimeter-mistakes.nft',
  mistakes: [
    {
      what: 'source and destination swapped, towards a site system from which nothing is to be opened',
      planted: TO_CM,
      gone: 'ip saddr $CM ip daddr $WEB01 tcp dport',
      conversations: [
        'site-server-distribution-point',
        'site-server-management-point',
        'site-server-software-update-point',
        'site-server-internet-facing-management-point',
        'site-server-internet-facing-distribution-point',
        'site-server-internet-facing-software-update-point',
      ],
      told: [
        ['PT9002', 'cm01, cm02 to web01: SMB, HTTP (WSUS), HTTPS (WSUS)', PERIMETER_REST],
        ['PT9002', 'cm01, cm02 to web01: RPC endpoint mapper', PERIMETER_REST],
        ['PT9002', 'cm01, cm02 to web01: RPC dynamic ports', PERIMETER_REST],
        ['PT9404', '', TO_CM],
      ],
    },
    {
      what: 'HTTPS only, where enhanced HTTP needs 80 and 443',
      planted: 'ip saddr $WEB01 ip daddr { $MP01, $MP02 } tcp dport 443 accept',
      gone: 'ip saddr $WEB01 ip daddr { $MP01, $MP02 } tcp dport { 80, 443 } accept',
      conversations: ['distribution-point-management-point'],
      told: [
        ['PT9002', 'web01 to mp01: HTTP, HTTPS', PERIMETER_REST],
        ['PT9002', 'web01 to mp02: HTTP, HTTPS', PERIMETER_REST],
      ],
    },
    {
      what: 'any any',
      planted: ANY_ANY,
      told: [
        ['PT9101', '', ANY_ANY],
        ['PT9202', '', NO_PROXY],
      ],
    },
    {
      what: 'the port of one of two gateway instances forgotten',
      planted: 'ip saddr $PROXY01 tcp dport 10124 accept',
      gone: 'ip saddr $PROXY01 tcp dport { 10124, 10125 } accept',
      conversations: [
        'cmg-connection-point-cmg',
        'service-connection-point-azure',
        'service-connection-point-azure-logic-app',
        'service-connection-point-internet',
        'site-server-azure-blob-storage',
        'site-server-internet',
        'software-update-point-internet',
        'endpoint-protection-point-internet',
      ],
      told: [['PT9002', 'proxy01 to internet: HTTPS gateway channel, HTTPS, HTTP', PERIMETER_REST]],
    },
  ],
  lint: [
    ['PT9202', NO_PROXY],
    ['PT9403', ANY_ANY],
    ['PT9404', TO_CM],
  ],
  left: [],
};

const HOST_REST = 'Set-NetFirewallProfile -Profile Domain, Private, Public';
const BLOCK = "New-NetFirewallRule -DisplayName 'No SMB'";
const SMB = "New-NetFirewallRule -DisplayName 'ConfigMgr - site servers (SMB)'";
const RDP = '-LocalPort 3389, 5985, 5986 -RemoteAddress Any';
const WINRM = "-DisplayName 'Monitoring (WinRM)'";

const mp01: Example = {
  kind: 'host',
  name: 'mp01',
  clean: 'mp01.ps1',
  mistaken: 'mp01-mistakes.ps1',
  mistakes: [
    {
      what: '10123 forgotten',
      gone: '-LocalPort 10123',
      conversations: ['client-management-point'],
      told: [
        ['PT9001', 'hq to mp01: Client notification', HOST_REST],
        ['PT9001', 'hq-lab to mp01: Client notification', HOST_REST],
        ['PT9001', 'datacenter to mp01: Client notification', HOST_REST],
      ],
    },
    {
      what: 'one replica of the availability group missed: sql01 but not sql02',
      gone: "'10.10.2.22'",
      conversations: ['management-point-sql-server'],
      told: [['PT9002', 'mp01 to sql01, sql02: SQL Server', HOST_REST]],
    },
    {
      what: 'dynamic RPC forgotten: the endpoint mapper is there, its ports are not',
      gone: '-LocalPort RPC ',
      conversations: ['site-server-management-point'],
      told: [['PT9001', 'cm01, cm02 to mp01: RPC dynamic ports', HOST_REST]],
    },
    {
      what: 'a rule that blocks SMB, for everybody',
      planted: BLOCK,
      conversations: ['site-server-management-point'],
      told: [
        ['PT9001', 'cm01, cm02 to mp01: SMB', BLOCK],
        ['PT9201', '', SMB],
      ],
    },
    {
      what: 'Remote Desktop from anywhere',
      planted: RDP,
      gone: '-LocalPort 3389, 5985, 5986 -RemoteAddress $jump',
      told: [
        ['PT9101', '', RDP],
        ['PT9202', '', WINRM],
      ],
    },
  ],
  lint: [
    ['PT9201', SMB],
    ['PT9202', WINRM],
    ['PT9403', RDP],
  ],
  left: [],
};

export const PLANTED: readonly Example[] = [core, branch, perimeter, mp01];
