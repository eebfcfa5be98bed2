export interface StarterOptions {
  /** Name of the hierarchy. */
  readonly name?: string;
  /** Product version. */
  readonly version?: string;
  readonly siteCode?: string;
}

/** A small, commented hierarchy document to start from; it reads without diagnostics. */
export function starterHierarchy(options: StarterOptions = {}): string {
  const { name = 'My hierarchy', version = '2509', siteCode = 'P01' } = options;
  return `# A hierarchy for Portolan. Change it to yours, then run \`portolan check\` and \`portolan plan\`.
# All that can be written here: docs/hierarchy.md
hierarchy: ${JSON.stringify(name)}
version: ${JSON.stringify(version)} # of Configuration Manager

# One primary site. With a single site nothing else needs to say which site it belongs to.
sites:
  ${JSON.stringify(siteCode)}:
    communication: enhanced-http # or https

# Every server that takes part. Roles have short names, too: mp, dp, sup, dc, gc, dns.
hosts:
  dc01:
    address: 10.0.0.10
    roles: [domain-controller, global-catalog, dns-server]
  cm01: # found as the site server by its role
    address: 10.0.0.20
    roles: [site-server, sms-provider, management-point, service-connection-point]
  sql01: # found as the site database server by its role
    address: 10.0.0.21
    roles: [sql-server]
  dp01:
    address: 10.0.0.22
    roles:
      - { distribution-point: { pxe: responder } } # options of a role stand behind it
      - software-update-point

# Subnets of clients. Rules are for these, never for any address.
clients:
  office:
    subnets: [10.1.0.0/22]

# Where Configuration Manager consoles run.
consoles:
  subnets: [10.0.9.0/28]

# Uncomment to plan for firewalls between parts of the network. Without, plans are for the hosts' own firewalls.
# zones:
#   datacenter: [10.0.0.0/16]
#   office: [10.1.0.0/16]
# filters:
#   core: { between: [datacenter, office, internet], dialect: nftables }
`;
}
