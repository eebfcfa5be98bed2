/** The web sites of a site system. IIS is what they run on; nginx answers in its place. */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { launch, prepareRun } from './launch.ts';
import type { LabService, Listen, ServedHost } from './service.ts';
import { type WebPlace, webPlaces } from './web-content.ts';

/** Services whose ports speak TLS. */
const SECURE: ReadonlySet<string> = new Set(['https', 'https-alternate', 'wsus-https']);

export function nginx(host: ServedHost, serves: readonly Listen[]): LabService {
  return {
    program: 'nginx',
    serves,
    start: (context) => {
      const { cert, key } = context.certificate;
      const places = webPlaces({
        fqdn: host.names[0] ?? host.name,
        roles: host.roles,
        certificate: new X509Certificate(cert).raw.toString('hex').toUpperCase(),
      });
      const folder = prepareRun(context, 'nginx', {
        'lab.cert': cert,
        'lab.key': key,
        'nginx.conf': configuration(host, serves, places),
        ...Object.fromEntries(places.map(({ body }, n) => [`content/${n}`, body])),
      });
      return launch(
        {
          program: 'nginx',
          command: '/usr/sbin/nginx',
          args: ['-c', '/run/nginx.conf'],
          folder,
          ready: serves.map(({ transport, port }) => ({ transport, port })),
        },
        context,
      );
    },
  };
}

/** Only paths, numbers and names of ours are in it: what a hierarchy says is in files. */
function configuration(host: ServedHost, serves: readonly Listen[], places: readonly WebPlace[]): string {
  const hasIpv6 = host.addresses.some((text) => isIP(text) === 6);
  const listens = serves.flatMap(({ port, services }) => {
    const secure = services.some((id) => SECURE.has(id)) ? ' ssl' : '';
    return [`listen ${port}${secure};`, ...(hasIpv6 ? [`listen [::]:${port}${secure};`] : [])];
  });
  return `daemon off;
user root;
worker_processes 1;
pid /run/nginx.pid;
error_log stderr warn;
events { worker_connections 256; }
http {
  access_log off;
  server_tokens off;
  client_body_temp_path /run/body;
  proxy_temp_path /run/proxy;
  fastcgi_temp_path /run/fastcgi;
  scgi_temp_path /run/scgi;
  uwsgi_temp_path /run/uwsgi;
  server {
    ${listens.join('\n    ')}
    server_name _;
    ssl_certificate /run/lab.cert;
    ssl_certificate_key /run/lab.key;
    ssl_verify_client optional_no_ca;
    root /run/content;
${locationsOf(places).join('\n')}
    location / { return 404; }
${places.map(answerOf).join('\n')}
  }
}
`;
}

/** Places of one path share a location; IIS doesn't care for the case of a path. */
function locationsOf(places: readonly WebPlace[]): string[] {
  const byPath = new Map<string, [number, WebPlace][]>();
  for (const [n, place] of places.entries()) {
    const at = place.path.toLowerCase();
    byPath.set(at, [...(byPath.get(at) ?? []), [n, place]]);
  }
  return [...byPath].map(([at, list]) => {
    const rewrites = list.map(([n, { query }]) =>
      query === undefined
        ? `rewrite ^ /answer/${n} last;`
        : `if ($args ~* "^${query}") { rewrite ^ /answer/${n} last; }`,
    );
    const pattern = `^${at.replace(/[.$]/g, '\\$&')}${at.endsWith('/') ? '' : '$'}`;
    return `    location ~* "${pattern}" { ${rewrites.join(' ')} return 404; }`;
  });
}

function answerOf({ status, type, headers = {} }: WebPlace, n: number): string {
  const added = Object.entries(headers).map(([name, value]) => `add_header ${name} "${value}" always;`);
  const own = `internal; types { } default_type "${type}"; ${added.join(' ')}`;
  return status === 200
    ? `    location = /answer/${n} { ${own} alias /run/content/${n}; }`
    : `    location = /answer/${n} { ${own} return ${status}; }`;
}
