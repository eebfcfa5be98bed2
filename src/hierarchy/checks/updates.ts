import { quote } from '../schema/values.ts';
import { type Draft, type Holder, placeOf } from './draft.ts';

/** WSUS: ports that belong together, and who synchronises with whom. */
export function checkUpdates(draft: Draft): void {
  const servers = new Map<string, Holder>();
  for (const id of ['software-update-point', 'wsus-server']) {
    for (const holder of draft.holders.get(id) ?? []) {
      if (!servers.has(holder.host.name)) servers.set(holder.host.name, holder);
      checkPorts(holder, draft);
    }
  }
  const done = new Set<string>();
  for (const start of servers.values()) followUpstream(start, servers, done, draft);
}

function checkPorts({ role }: Holder, { report }: Draft): void {
  const http = role.options['ports.http'];
  const https = role.options['ports.https'];
  if (typeof http === 'number' && https === undefined && role.options.ssl === true && http !== 8530) {
    report('PT4022', placeOf(role, 'ssl'), {
      message: 'TLS is on, but its port is not said',
      expected: `\`ports: { http: ${http}, https: ${http === 80 ? 443 : http + 1} }\``,
      related: [{ message: 'the HTTP port', offset: placeOf(role, 'ports.http', 'ports') }],
    });
    return;
  }
  if (http === undefined && https === undefined) return;
  const plain = typeof http === 'number' ? http : 8530;
  // WSUS derives one from the other, so an HTTPS port that isn't written follows the HTTP port.
  const expected = plain === 80 ? 443 : plain + 1;
  const secure = typeof https === 'number' ? https : expected;
  if (secure === expected) return;
  report('PT4021', placeOf(role, 'ports.https', 'ports'), {
    message: `WSUS can not use ${secure} for HTTPS with ${plain} for HTTP`,
    expected: `${expected}`,
    ...(http === undefined && { help: 'the HTTP port is 8530 unless `http` says otherwise' }),
  });
}

/** Each server has at most one upstream server, so a walk either ends or closes a circle. */
function followUpstream(
  start: Holder,
  servers: ReadonlyMap<string, Holder>,
  done: Set<string>,
  draft: Draft,
): void {
  const walked = new Set<string>();
  for (let holder: Holder | undefined = start; holder && !done.has(holder.host.name); ) {
    const { host, role }: Holder = holder;
    walked.add(host.name);
    done.add(host.name);
    const upstream = role.options.upstream;
    if (typeof upstream !== 'string') return;
    const next = servers.get(upstream);
    if (!next) {
      draft.report('PT4032', placeOf(role, 'upstream'), {
        message: `${quote(upstream)} is no WSUS server`,
        expected: 'a host with the role software-update-point or wsus-server',
      });
    } else if (walked.has(upstream)) {
      draft.report('PT4033', placeOf(role, 'upstream'), {
        message: `${quote(host.name)} and ${quote(upstream)} wait for each other’s updates`,
        help: 'the first software update point of the top site synchronises with Microsoft Update',
        related: [{ message: `the upstream server of ${upstream}`, offset: placeOf(next.role, 'upstream') }],
      });
    }
    holder = next;
  }
}
