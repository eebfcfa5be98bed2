import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Catalog } from '../catalog/model.ts';
import type { Network } from '../net/network.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Aside } from './jobs/aside.ts';
import type { PiecesAside } from './jobs/pieces-aside.ts';
import type { JobQueue } from './jobs/queue.ts';
import type { Pieces } from './pieces.ts';

/** What somebody may do: look; also store and start work; also probe. Each may what the ones before may. */
export const ROLES = ['viewer', 'editor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. */
export interface Caller {
  readonly role: Role;
  /** As the identity provider calls them. */
  readonly name?: string;
  /** Tells sessions apart; no secret. */
  readonly session?: string;
}

/** What is known while a request is answered. */
export interface ServerEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { caller: Caller };
}

export type App = OpenAPIHono<ServerEnv>;
export type RequestContext = Context<ServerEnv>;

/** A way to sign in. */
export interface Auth {
  readonly kind: 'token' | 'oidc';
  /** Who asks, or nothing: then the answer is 401. */
  identify(c: RequestContext): Caller | undefined | Promise<Caller | undefined>;
  /** The same without making their session last longer: for what a page asks by itself. */
  look(c: RequestContext): Caller | undefined | Promise<Caller | undefined>;
  /** Tells once that their session is over; the answer ends that. */
  watch(c: RequestContext, ended: () => void): () => void;
  /** Adds its own pages (`/open`, …), which everybody may call. */
  register(app: App): void;
}

/** What is written down about a deed. */
export interface AuditEvent {
  /** What was done: a method and path, `sign-in`, `sign-out`. */
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly who?: string | undefined;
  readonly role?: Role | undefined;
  /** Address that it came from. */
  readonly address?: string | undefined;
  /** Status of the answer. */
  readonly status?: number | undefined;
  /** Why it was refused. */
  readonly reason?: string | undefined;
  /** What it was about, and what became of it. */
  readonly about?: string | undefined;
}

/** Who did what and when, a JSON object a line; nothing is ever taken out of it. */
export interface Audit {
  write(event: AuditEvent): void;
}

/** What watches over requests. */
export interface Guard {
  readonly audit: Audit;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly proxies: readonly Network[];
  /** Without TLS of its own: whoever comes past the proxy would send everything in the clear. */
  readonly onlyThroughProxy: boolean;
  /** Others than this machine's own programs are limited in how much they ask. */
  readonly isLimited: boolean;
  now?(): number;
}

/** Answers that are made once for each state of the workspace, and kept as long as there is room. */
export interface Documents {
  /**
   * Answers with a document that is the same as long as its sources are.
   * @param revision of what it is made from.
   */
  answer(c: RequestContext, revision: string, make: () => Made | Promise<Made>): Response | Promise<Response>;
  /** The same for a large one: it is sent piece by piece, and not kept. */
  stream(
    c: RequestContext,
    revision: string,
    make: () => Pieces | Promise<Pieces>,
  ): Response | Promise<Response>;
  /** The ETag that documents have that are made from this revision. */
  etag(revision: string): string;
}

/** A JSON document, or its finished text, or another file. */
export interface Made {
  readonly json?: unknown;
  readonly text?: string | Uint8Array;
  readonly type?: string;
  /** Name to save it by. */
  readonly attachment?: string;
}

/** What all routes share. */
export interface AppContext {
  readonly workspace: Workspace;
  readonly catalog: Catalog;
  readonly auth: Auth;
  /** Limits and the audit log, where there are any. */
  readonly guard?: Guard;
  readonly documents: Documents;
  /** Long work. */
  readonly jobs: JobQueue;
  /** What takes long while a request waits for it. */
  readonly aside: Aside;
  /** The same for documents that are sent piece by piece. */
  readonly piecesAside: PiecesAside;
  /** Bytes of a hierarchy up to which its plan and all of its rules are made at once and not aside. */
  readonly mostPlannedHere: number;
  /** How much of a plan is printed at once and not aside; the usual if absent. */
  readonly mostRulesHere?: number;
  /** Of the package. */
  readonly version: string;
  /** Nothing is stored, whoever asks. */
  readonly readOnly: boolean;
  /** The address that browsers know it by, where a proxy stands before it; else they use the one it listens on. */
  readonly publicUrl?: URL;
  /** Whether other hosts may call it: then their names for it can't be known. */
  readonly isLoopback: boolean;
  /** Aborted when the server ends: whatever lasts ends with it. */
  readonly ends: AbortSignal;
  /** For what went wrong inside; never a part of an answer. */
  log(message: string): void;
}
