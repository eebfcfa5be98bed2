/** What goes against rules of Configuration Manager. */
export const SITE_CODES = {
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
} as const;
