import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Handler } from 'hono';
import type { AppContext, RequestContext, ServerEnv } from './context.ts';
import { Problem } from './problem.ts';
import { contentPolicy } from './security/headers.ts';

/** The built web UI; the same place seen from the sources and from the built package. */
const FOLDER = fileURLToPath(new URL('../../dist/web', import.meta.url));

interface StaticFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly zipped?: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  /** Its name has a digest of what is in it. */
  readonly isForever: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
const UNZIPPED: ReadonlySet<string> = new Set(['.png', '.ico', '.woff2']);

/** Serves the web UI. Only what was in its folder can be asked for: paths are keys, and never reach the disk. */
export function staticFiles(_context: AppContext, folder: string = FOLDER): Handler<ServerEnv> {
  let files: ReadonlyMap<string, StaticFile> = new Map();
  let stamp: number | undefined;
  return (c) => {
    const now = statSync(path.join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs;
    if (now !== stamp) {
      stamp = now;
      files = now === undefined ? new Map() : readFiles(folder);
    }
    const { path: asked } = c.req;
    const found = asked === '/index.html' ? undefined : files.get(asked);
    if (found) return sendFile(c, found);
    // Views are paths of the page's own.
    const page = files.get('/index.html');
    const isView = !asked.startsWith('/api/') && !/\.[a-z0-9]+$/i.test(asked);
    if (isView && page) return sendPage(c, page);
    if (asked === '/') throw new Problem(404, 'no-pages', 'The web UI isn’t built: npm run build makes it.');
    return c.notFound();
  };
}

function readFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const body = Uint8Array.from(readFileSync(file));
    const extension = path.extname(file);
    const name = `/${path.relative(folder, file).split(path.sep).join('/')}`;
    files.set(name, {
      body,
      ...(!UNZIPPED.has(extension) && { zipped: Uint8Array.from(gzipSync(body)) }),
      type: TYPES[extension] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`,
      isForever: name.startsWith('/assets/'),
    });
  }
  return files;
}

function sendFile(c: RequestContext, { body, zipped, type, etag, isForever }: StaticFile): Response {
  c.header('etag', etag);
  c.header('cache-control', isForever ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  c.header('content-type', type);
  c.header('vary', 'accept-encoding');
  if (zipped && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) {
    c.header('content-encoding', 'gzip');
    return c.body(zipped);
  }
  return c.body(body);
}

/** The page, with a nonce for the styles that its editor makes while it runs. */
function sendPage(c: RequestContext, { body, type }: StaticFile): Response {
  const nonce = randomBytes(16).toString('base64');
  const html = new TextDecoder()
    .decode(body)
    .replace('</head>', `<meta property="csp-nonce" nonce="${nonce}" /></head>`);
  c.header('content-security-policy', contentPolicy(nonce));
  c.header('cache-control', 'no-store');
  c.header('content-type', type);
  return c.body(html);
}
