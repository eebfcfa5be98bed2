import { closeSync, constants, fstatSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { isOwnFolder, makeOwnFolder } from '../../workspace/own-files.ts';
import type { Audit, AuditEvent, RequestContext, ServerEnv } from '../context.ts';
import { isCheck } from './computations.ts';
import { isChange } from './same-site.ts';

/** No text of a request makes a longer line. */
const MOST_TEXT = 500;
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/**
 * An audit log in a file. It is opened for each line, so that it can be moved away, and read by nobody but its owner.
 * Where it can't be written, `log` says so.
 */
export function auditFile(file: string, now: () => number, log: (message: string) => void): Audit {
  return auditTo(() => file, now, log);
}

/** The audit log of a workspace: `.portolan/audit.jsonl` in its folder, which git is told to leave alone. */
export function workspaceAudit(folder: string, now: () => number, log: (message: string) => void): Audit {
  const own = path.join(folder, '.portolan');
  return auditTo(
    () => {
      if (!isOwnFolder(own)) {
        makeOwnFolder(own);
        writeFileSync(path.join(own, '.gitignore'), '*\n', { flag: 'wx' });
      }
      return path.join(own, 'audit.jsonl');
    },
    now,
    log,
  );
}

function auditTo(place: () => string, now: () => number, log: (message: string) => void): Audit {
  return {
    write(event) {
      try {
        const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NO_FOLLOW;
        const handle = openSync(place(), flags, 0o600);
        try {
          writeSync(handle, `${isTorn(handle) ? '\n' : ''}${auditLine(event, now())}\n`);
        } finally {
          closeSync(handle);
        }
      } catch (error) {
        log(`the audit log can't be written: ${error instanceof Error ? error.message : ''}`);
      }
    },
  };
}

/** One line: JSON escapes what could end it, and separators of lines that only some programs know. */
export function auditLine(event: AuditEvent, now: number): string {
  const { action, outcome, who, role, address, status, reason, about } = event;
  const time = new Date(now).toISOString();
  const fields = { time, who, role, address, action, outcome, status, reason, about };
  return JSON.stringify(fields, (_, value: unknown) =>
    typeof value === 'string' && value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value,
  ).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A power cut may have left half a line. */
function isTorn(handle: number): boolean {
  const { size } = fstatSync(handle);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(handle, last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}

/** Writes down every request that changes something, with what became of it, and every one that was forbidden. */
export function audited(
  audit: Audit,
  addressOf: (c: RequestContext) => string,
): MiddlewareHandler<ServerEnv> {
  return createMiddleware<ServerEnv>(async (c, next) => {
    await next();
    const { status } = c.res;
    const { method, path: target } = c.req;
    if (!isChange(method) && status !== 403) return;
    // A look at what somebody types is no deed, and would be most of the log.
    if (isCheck(method, target) && status !== 403) return;
    // Whoever isn't signed in, or asks too much, doesn't fill the disk.
    if (status === 429 || (status === 401 && !target.startsWith('/sign-'))) return;
    const caller = c.get('caller') as ServerEnv['Variables']['caller'] | undefined;
    audit.write({
      action: `${method} ${target}`,
      outcome: status < 400 ? 'done' : status < 500 ? 'refused' : 'failed',
      who: caller?.name,
      role: caller?.role,
      address: addressOf(c),
      status,
    });
  });
}
