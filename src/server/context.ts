import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Catalog } from '../catalog/model.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { JobQueue } from './jobs/queue.ts';

/** What somebody may do: look; also store and start work; also probe. Each may what the ones before may. */
export const ROLES = ['viewer', 'editor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. */
export interface Caller {
  readonly role: Role;
  /** As the identity provider calls them. */
  readonly name?: string;
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
  /** Adds its own pages (`/open`, …), which everybody may call. */
  register(app: App): void;
}

/** Answers that are made once for each state of the workspace, and kept as long as there is room. */
export interface Documents {
  /**
   * Answers with a document that is the same as long as its sources are.
   * @param revision of what it is made from.
   */
  answer(c: RequestContext, revision: string, make: () => Made | Promise<Made>): Response | Promise<Response>;
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
  readonly documents: Documents;
  /** Long work. */
  readonly jobs: JobQueue;
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
