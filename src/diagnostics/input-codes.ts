/** What can be found in a hierarchy, while planning, and while rules are printed. */
export const INPUT_CODES = {
  PT1001: {
    severity: 'error',
    title: 'The document is not valid YAML',
    explanation:
      'Everything after a syntax error may be read wrongly, so nothing is planned until it is mended.',
  },
  PT1002: {
    severity: 'error',
    title: 'A key stands twice in one map',
    explanation: 'One of the two would win silently. Remove one, or rename it.',
  },
  PT1003: {
    severity: 'error',
    title: 'The file holds several YAML documents',
    explanation: 'A hierarchy is one document. Remove the `---` line, or split the file.',
  },
  PT1004: {
    severity: 'error',
    title: 'The document is empty',
    explanation: '`portolan init` writes a small hierarchy to start from.',
  },
  PT1005: {
    severity: 'error',
    title: 'The document is too large',
    explanation:
      'Documents of up to 64 MB are read. The largest hierarchy that Configuration Manager supports takes about 10 MB.',
  },
  PT1006: {
    severity: 'error',
    title: 'The document is nested too deeply',
    explanation: 'A hierarchy needs six levels. Deeper nesting is a mistake, or an attack.',
  },
  PT1007: {
    severity: 'error',
    title: 'An alias can not be followed',
    explanation:
      'The anchor is missing, the alias is inside of its own anchor, or the document uses more than 10,000 aliases.',
  },
  PT1008: {
    severity: 'error',
    title: 'YAML tags are not used here',
    explanation: 'Every value has the type that its key asks for: leave the tag out.',
  },
  PT1009: {
    severity: 'error',
    title: 'A tab is used for indentation',
    explanation: 'YAML allows spaces only, because nobody agrees how wide a tab is.',
  },
  PT1010: {
    severity: 'note',
    title: 'Too many problems to show',
    explanation: 'Only the first 1,000 are listed. Mend these first.',
  },
  PT1011: {
    severity: 'error',
    title: 'A key is not plain text',
    explanation: 'Keys are names: lists and maps can not be keys.',
  },
  PT1012: {
    severity: 'error',
    title: 'Merge keys are not supported',
    explanation:
      '`<<` copies keys from elsewhere in a way that differs between YAML versions. Write the keys out.',
  },

  PT2001: {
    severity: 'error',
    title: 'Unknown key',
    explanation:
      'Nothing that is misspelt is ignored. The keys that are known at this place are listed in docs/hierarchy.md.',
  },
  PT2002: {
    severity: 'error',
    title: 'A value has the wrong form',
    explanation: 'For example a list where a map belongs.',
  },
  PT2003: {
    severity: 'error',
    title: 'A value is not one of those allowed',
    explanation: 'The allowed values are listed with the message.',
  },
  PT2004: {
    severity: 'error',
    title: 'A value is missing after its key',
    explanation: 'Write a value, or remove the key. An empty map is `{}`.',
  },
  PT2005: {
    severity: 'error',
    title: 'A key is missing',
    explanation: 'The plan would have a hole without it.',
  },
  PT2006: {
    severity: 'error',
    title: 'A value is not a number of the allowed range',
    explanation: 'The range stands with the message.',
  },
  PT2007: {
    severity: 'error',
    title: 'A value is not a port',
    explanation:
      'A port is a number from 1 to 65535; where several are allowed, write `80,443` or `50000-50999`.',
  },
  PT2008: {
    severity: 'error',
    title: 'A value is not an address or network',
    explanation:
      'Write `10.0.0.1`, `10.0.0.0/8`, `10.0.0.1-10.0.0.9`, or the same in IPv6. A prefix with host bits set is refused: tools disagree about what it means.',
  },
  PT2009: {
    severity: 'error',
    title: 'A network is given where one address is needed',
    explanation: 'A host has addresses, not subnets.',
  },
  PT2010: {
    severity: 'error',
    title: 'A value is not a date',
    explanation: 'Dates are ISO 8601: `2026-12-01`.',
  },
  PT2011: {
    severity: 'error',
    title: 'A window ends before it starts',
    explanation: 'Rules for it would never be in force.',
  },
  PT2012: {
    severity: 'error',
    title: 'A name can not be used',
    explanation:
      'Names are 1 to 255 characters long, without control characters: they end up in scripts, spreadsheets and configurations.',
  },
  PT2013: {
    severity: 'error',
    title: 'Two keys exclude each other',
    explanation: 'Both say the same thing in two ways. Keep one.',
  },
  PT2014: {
    severity: 'error',
    title: 'A product version is not recognised',
    explanation: 'Versions of Configuration Manager are four digits, year and month: `2509`.',
  },
  PT2015: {
    severity: 'error',
    title: 'A site code is not valid',
    explanation:
      'A site code is three letters or digits, and none of the names that Windows reserves (AUX, CON, NUL, PRN, SMS).',
  },
  PT2016: {
    severity: 'error',
    title: 'A role entry is not valid',
    explanation:
      'An entry is a role name, or a map with exactly one role name and its options: `{ distribution-point: { pxe: wds } }`.',
  },
  PT2017: {
    severity: 'error',
    title: 'A value is neither true nor false',
    explanation: 'YAML 1.2 has only `true` and `false`; `yes` and `on` are texts.',
  },
  PT2018: {
    severity: 'error',
    title: 'A value is not a service',
    explanation:
      'Write `tcp/3389`, `udp/5000-5010`, `tcp` or `udp` for any of its ports, `icmp`, or `any` for every protocol.',
  },

  PT3001: {
    severity: 'error',
    title: 'Unknown host',
    explanation: 'Every server that takes part stands under `hosts`.',
  },
  PT3002: {
    severity: 'error',
    title: 'Unknown site',
    explanation: 'Every site stands under `sites`, by its site code.',
  },
  PT3003: {
    severity: 'error',
    title: 'Unknown zone',
    explanation: 'Every part of the network stands under `zones`; `internet` is built in.',
  },
  PT3004: { severity: 'error', title: 'Unknown filter', explanation: 'Every filter stands under `filters`.' },
  PT3005: {
    severity: 'error',
    title: 'Unknown boundary group',
    explanation: 'Every boundary group stands under `boundaryGroups`.',
  },
  PT3006: {
    severity: 'error',
    title: 'Unknown gateway',
    explanation: 'Cloud management gateways stand under `cloud.gateways`.',
  },
  PT3007: {
    severity: 'error',
    title: 'Unknown role',
    explanation: '`portolan catalog roles` lists all roles and their short names.',
  },
  PT3008: {
    severity: 'error',
    title: 'A role can not be given to a host',
    explanation: 'Clients, consoles and cloud services have sections of their own.',
  },
  PT3009: {
    severity: 'error',
    title: 'Unknown dialect',
    explanation: 'A filter needs a language that Portolan knows, so that rules can be printed for it.',
  },
  PT3010: { severity: 'warning', title: 'Listed twice', explanation: 'The second entry has no effect.' },
  PT3011: {
    severity: 'error',
    title: 'A name is used twice',
    explanation:
      'Hosts, client networks, consoles, gateways and listeners share one namespace, so that a flow’s ends can be told apart.',
  },
  PT3012: {
    severity: 'error',
    title: 'A host with site system roles needs a site',
    explanation: 'With several sites, each site system says which one it belongs to.',
  },
  PT3013: {
    severity: 'error',
    title: 'The site server of a site is not known',
    explanation: 'Name it with `server`, or give the role `site-server` to exactly one host of the site.',
  },
  PT3014: {
    severity: 'error',
    title: 'The database server of a site is not known',
    explanation: 'Name it with `database`, or give the role `sql-server` to exactly one host of the site.',
  },
  PT3015: {
    severity: 'error',
    title: 'A client network needs a boundary group',
    explanation: 'With several sites or declared boundary groups it can’t be guessed where clients belong.',
  },
  PT3016: { severity: 'warning', title: 'A host has no role', explanation: 'It takes no part in the plan.' },
  PT3017: {
    severity: 'error',
    title: 'A host is named that lacks the role',
    explanation: 'Give the host the role, or name another.',
  },
  PT3018: {
    severity: 'error',
    title: 'Unknown host or client network',
    explanation: 'Callers are hosts, client networks or console networks of the document.',
  },
  PT3019: {
    severity: 'error',
    title: 'Unknown forest',
    explanation:
      'A forest that is discovered needs its domain controllers among the hosts, with `forest` on them.',
  },
  PT3020: {
    severity: 'error',
    title: 'An end of other traffic is not known',
    explanation:
      'An end is a network, or the name of a host, a listener, a client network, a console network or a zone. `any` and `internet` are built in.',
  },
  PT3021: {
    severity: 'error',
    title: 'A name means several things',
    explanation: 'For example a zone and a host. Write the networks that are meant, or rename one.',
  },
  PT3022: {
    severity: 'error',
    title: 'Two entries of a list have the same name',
    explanation: 'Findings name them. Give each a name of its own.',
  },

  PT4001: {
    severity: 'error',
    title: 'A central administration site can not have a parent',
    explanation: 'It is the top of the hierarchy.',
  },
  PT4002: {
    severity: 'error',
    title: 'There are several central administration sites',
    explanation: 'A hierarchy has at most one.',
  },
  PT4003: {
    severity: 'error',
    title: 'A secondary site needs a primary site as its parent',
    explanation: 'Secondary sites stand below primary sites only.',
  },
  PT4004: {
    severity: 'error',
    title: 'A primary site’s parent can only be the central administration site',
    explanation: 'And where there is one, every primary site stands below it.',
  },
  PT4005: {
    severity: 'error',
    title: 'The sites do not form one hierarchy',
    explanation: 'A second primary site needs a central administration site above both.',
  },
  PT4006: {
    severity: 'error',
    title: 'A role is not possible at a central administration site',
    explanation:
      'Clients are not assigned to it, so it has no roles that serve clients, except software update points.',
  },
  PT4007: {
    severity: 'error',
    title: 'Clients can not be assigned to this site',
    explanation: 'Clients belong to primary sites; a secondary site’s clients are assigned to its parent.',
  },
  PT4008: {
    severity: 'error',
    title: 'A secondary site has exactly one management point',
    explanation: 'It is installed with the site.',
  },
  PT4009: {
    severity: 'error',
    title: 'A secondary site’s database is on its own server',
    explanation: 'SQL Server or SQL Server Express is always local to a secondary site server.',
  },
  PT4010: {
    severity: 'error',
    title: 'A role is possible at the top site only',
    explanation: 'It serves the whole hierarchy.',
  },
  PT4011: {
    severity: 'error',
    title: 'A role is possible only once in a hierarchy',
    explanation: 'Remove one of them.',
  },
  PT4012: {
    severity: 'error',
    title: 'A role is not possible at a secondary site',
    explanation:
      'Secondary sites have management, distribution, software update and state migration points only.',
  },
  PT4013: {
    severity: 'warning',
    title: 'The product version no longer has this',
    explanation: 'Nothing is planned for it.',
  },
  PT4014: {
    severity: 'warning',
    title: 'Deprecated in this product version',
    explanation: 'It is planned, but should be replaced.',
  },
  PT4015: {
    severity: 'warning',
    title: 'Plain HTTP is not supported by this version',
    explanation: 'From 2403 on, the prerequisite check fails without HTTPS or enhanced HTTP.',
  },
  PT4016: {
    severity: 'error',
    title: 'A gateway has 1 to 16 instances',
    explanation: 'That is the limit of a cloud management gateway.',
  },
  PT4017: {
    severity: 'warning',
    title: 'A gateway has no connection point',
    explanation: 'Nothing on premises connects to it, so clients on the internet reach no site.',
  },
  PT4018: {
    severity: 'error',
    title: 'A pull distribution point has no sources',
    explanation: 'Name the distribution points that it pulls content from.',
  },
  PT4019: {
    severity: 'error',
    title: 'A pull source is not a distribution point',
    explanation: 'Name a host that has the role, or a gateway with content.',
  },
  PT4020: {
    severity: 'warning',
    title: 'Pull distribution points form a circle',
    explanation: 'Content that none of them has never arrives.',
  },
  PT4021: {
    severity: 'error',
    title: 'The WSUS ports do not belong together',
    explanation: 'WSUS fixes its HTTPS port: 443 for HTTP on 80, otherwise one higher than the HTTP port.',
  },
  PT4022: {
    severity: 'warning',
    title: 'The HTTPS port of a software update point with TLS is not said',
    explanation: 'With `ssl: true` and an HTTP port of its own, write the HTTPS port too.',
  },
  PT4023: {
    severity: 'warning',
    title: 'A boundary group names a host that serves no clients',
    explanation:
      'Site systems of a boundary group are management, distribution, software update and state migration points.',
  },
  PT4024: {
    severity: 'warning',
    title: 'A boundary group has no distribution point',
    explanation: 'Its clients find content only by fallback.',
  },
  PT4025: {
    severity: 'warning',
    title: 'Client subnets of different sites overlap',
    explanation: 'Clients there may be assigned to either site.',
  },
  PT4026: {
    severity: 'error',
    title: 'SQL Server uses dynamic ports',
    explanation: 'Configuration Manager supports static ports only.',
  },
  PT4027: {
    severity: 'error',
    title: 'Service Broker and SQL Server share a port',
    explanation: 'Service Broker needs a port of its own, by default 4022.',
  },
  PT4028: {
    severity: 'error',
    title: 'An availability group has fewer than two replicas',
    explanation: 'A single server is written `database: sql01`.',
  },
  PT4029: {
    severity: 'error',
    title: 'A server can not have two of these jobs',
    explanation:
      'The active and the passive site server and the host of the content library are different hosts, and a site server serves one site.',
  },
  PT4030: {
    severity: 'error',
    title: 'The service connection point can not be on a site server with a passive partner',
    explanation: 'Neither the active nor the passive site server may hold it.',
  },
  PT4031: {
    severity: 'error',
    title: 'A connection point does not say its gateway',
    explanation: 'There are several gateways, or none.',
  },
  PT4032: {
    severity: 'error',
    title: 'An upstream server is no WSUS server',
    explanation: 'Name a host with the role `software-update-point` or `wsus-server`.',
  },
  PT4033: {
    severity: 'error',
    title: 'Software update points form a circle',
    explanation: 'None of them would ever synchronise with Microsoft Update.',
  },
  PT4034: {
    severity: 'error',
    title: 'Direct file replication is for secondary sites of one primary site',
    explanation: 'Other sites replicate along the tree.',
  },
  PT4035: {
    severity: 'error',
    title: 'A proxy is named that has no proxy role',
    explanation: 'Give the host the role: `roles: [{ proxy-server: { port: 8080 } }]`.',
  },
  PT4036: {
    severity: 'warning',
    title: 'Internet clients have no gateway',
    explanation:
      'They reach a site only through a cloud management gateway or an internet-facing management point.',
  },
  PT4037: {
    severity: 'warning',
    title: 'A passive site server stands at a site that can’t have one',
    explanation: 'Secondary sites have no passive site server.',
  },
  PT4038: {
    severity: 'error',
    title: 'A boundary group falls back to itself',
    explanation: 'Name another group.',
  },

  PT5001: {
    severity: 'error',
    title: 'Two hosts have the same address',
    explanation: 'Rules for one would open the other.',
  },
  PT5002: {
    severity: 'error',
    title: 'An address is outside of all zones',
    explanation: 'Nobody could say which filters stand on its way. Add its network to a zone.',
  },
  PT5003: {
    severity: 'error',
    title: 'Two zones overlap',
    explanation: 'An address stands in one zone only.',
  },
  PT5004: {
    severity: 'warning',
    title: 'A host stands in several zones',
    explanation:
      'It can carry traffic past the filters between them. Its flows are planned for each address.',
  },
  PT5005: {
    severity: 'error',
    title: 'A filter stands between fewer than two zones',
    explanation: 'It would filter nothing.',
  },
  PT5006: {
    severity: 'error',
    title: 'A zone name is reserved',
    explanation: '`internet` is built in: it is everything outside of the declared zones.',
  },
  PT5007: {
    severity: 'warning',
    title: 'The RPC range is too small or too low',
    explanation: 'Windows refuses ranges of fewer than 255 ports or below 1025.',
  },
  PT5008: {
    severity: 'warning',
    title: 'A gateway connection point without IPv4',
    explanation: 'A cloud management gateway needs IPv4.',
  },
  PT5009: {
    severity: 'warning',
    title: 'No filter leads to a zone that holds hosts',
    explanation: 'Flows to other zones can not be planned.',
  },
  PT5010: {
    severity: 'warning',
    title: 'The way between two zones is ambiguous',
    explanation: 'Several ways cross equally few filters. Say with `routes` which one is taken.',
  },
  PT5011: {
    severity: 'error',
    title: 'A route can not be walked',
    explanation: 'Each filter of a route has to stand between the zone before it and the zone after it.',
  },
  PT5012: {
    severity: 'error',
    title: 'Two routes join the same zones',
    explanation: 'A route applies both ways.',
  },
  PT5013: {
    severity: 'error',
    title: 'Two interfaces of a filter lead to the same addresses',
    explanation:
      'Nobody could say through which one their packets come. Name each zone and network at one interface only.',
  },
  PT5014: {
    severity: 'error',
    title: 'Names stand for too many networks',
    explanation:
      'Lists of zones, hosts and networks stand for up to a million networks in all. Write larger networks, or fewer names.',
  },

  PT6001: {
    severity: 'error',
    title: 'No way between two zones',
    explanation:
      'The hierarchy needs a flow between them, but no row of filters leads there. Add a filter, or a zone to one.',
  },
  PT6002: {
    severity: 'error',
    title: 'The way between two zones is ambiguous',
    explanation:
      'The hierarchy needs a flow between them, and several ways cross equally few filters. Say with `routes` which one is taken.',
  },
  PT6003: {
    severity: 'warning',
    title: 'Two ends share no address family',
    explanation: 'One has only IPv4, the other only IPv6 addresses, so they can not talk.',
  },
  PT6004: {
    severity: 'warning',
    title: 'A conversation is left out',
    explanation: 'This product version no longer has it.',
  },
  PT6005: {
    severity: 'warning',
    title: 'A deprecated conversation is planned',
    explanation: 'It should be replaced before the version that removes it.',
  },
  PT6006: {
    severity: 'note',
    title: 'Install-time flows have no window',
    explanation:
      'They are not planned. Declare a window to get them with a start and an end, so that their rules are removed again.',
  },
  PT6007: {
    severity: 'note',
    title: 'An optional port is not planned',
    explanation: 'It is documented, but not needed in general. An option switches it on.',
  },
  PT6008: {
    severity: 'warning',
    title: 'Clients have no system for a role',
    explanation: 'Neither their boundary group, nor its fallbacks, nor their site has one.',
  },
  PT6009: {
    severity: 'error',
    title: 'A saved plan is not JSON',
    explanation: 'It was cut off or changed by hand. Write it anew with `portolan plan --format json`.',
  },
  PT6010: {
    severity: 'error',
    title: 'A document is no saved plan',
    explanation:
      'It is JSON, but not what `portolan plan --format json` of this version writes: the message says where they part.',
  },
  PT6011: {
    severity: 'error',
    title: 'A saved plan is too large',
    explanation: 'It has more characters than the plan of any hierarchy that Configuration Manager supports.',
  },

  PT7001: {
    severity: 'warning',
    title: 'A destination is known by name only',
    explanation:
      'The language has no names. The filter refuses it, or opens the port to any address if the hierarchy says so.',
  },
  PT7002: {
    severity: 'note',
    title: 'A name was shortened',
    explanation: 'The language has a limit. The shortened name stays unique.',
  },
  PT7003: {
    severity: 'warning',
    title: 'Something can not be said in this language',
    explanation: 'It is left out of the printed rules, and named.',
  },
  PT7004: {
    severity: 'note',
    title: 'A broadcast or multicast needs more than a rule',
    explanation: 'Routers do not forward it by themselves. The message says what else has to be set up.',
  },
  PT7005: {
    severity: 'note',
    title: 'Nothing to permit',
    explanation: 'No flow of the plan concerns this filter or host, so its rules permit nothing.',
  },
  PT7006: {
    severity: 'warning',
    title: 'No rules can be printed in this language yet',
    explanation: 'The plan holds for it all the same: `portolan plan --filter` prints what it has to permit.',
  },
  PT7007: {
    severity: 'note',
    title: 'The plan does not hold management access',
    explanation:
      'Only what Configuration Manager needs is permitted. Say in a local file, or in the lists of a router, what else the device itself needs before you load the rules.',
  },
  PT7008: {
    severity: 'error',
    title: 'Printed rules are not the plan',
    explanation:
      'What is printed is read back and compared with the plan before anybody gets it. A difference is a fault of Portolan: please report it.',
  },
  PT7009: {
    severity: 'warning',
    title: 'The rules are more than the service takes without being asked',
    explanation:
      'They are printed all the same. The service has a quota that its customers may ask to raise; the message says how far.',
  },
} as const;
