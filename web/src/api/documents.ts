/** The server's documents that no stage of the library has a type for. */

export interface Session {
  readonly role: 'viewer' | 'editor' | 'operator';
  readonly name?: string;
  readonly signIn: 'token' | 'oidc';
  readonly workspace: string;
  readonly version: string;
  readonly readOnly: boolean;
}

export interface WorkspaceDocument {
  readonly name: string;
  readonly hierarchy: {
    readonly file: string;
    readonly revision: string;
    readonly valid: boolean;
    readonly counts: { readonly errors: number; readonly warnings: number; readonly notes: number };
  };
  /** The hierarchy's own name. */
  readonly title: string;
  readonly filters: readonly WorkspaceFilter[];
  readonly hosts: readonly WorkspaceHost[];
  /** Networks of clients and of consoles. */
  readonly networks: readonly { readonly name: string; readonly kind: 'clients' | 'consoles' }[];
  readonly sites: readonly string[];
  readonly zones: readonly { readonly name: string }[];
  readonly counts: { readonly flows: number; readonly conversations: number };
}

export interface WorkspaceFilter {
  readonly name: string;
  readonly dialect: string;
  readonly configuration?: ConfigurationFile;
}

/** A configuration that is stored in the workspace. */
export interface ConfigurationFile {
  readonly file: string;
  /** Absent where it could not be told from the text. */
  readonly dialect?: string;
  readonly bytes: number;
  readonly revision: string;
  /** Other files of the same filter or host, the newest first. */
  readonly others?: readonly string[];
  /** All that make it up, where there is a file for each address family. */
  readonly parts?: readonly string[];
}

export interface WorkspaceHost {
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly title: string }[];
  readonly addresses: readonly string[];
  readonly fqdn?: string;
  readonly site?: string;
  readonly dialect?: string;
  readonly configuration?: ConfigurationFile;
}
