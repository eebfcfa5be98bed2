import type { StarterOptions } from '../starter.ts';

/** A server as the guided form asks for it. */
export interface StarterServer {
  readonly name: string;
  /** One address, or several with commas or spaces between. */
  readonly address: string;
  /** Role ids of the catalog. */
  readonly roles: readonly string[];
  /** How a distribution point answers computers that boot from the network. */
  readonly pxe?: 'none' | 'responder' | 'wds';
}

/** A named list of networks, as typed: commas, spaces or line breaks between them. */
export interface StarterNetworks {
  readonly name: string;
  readonly networks: string;
}

export interface StarterClients extends StarterNetworks {
  /** Servers that serve it: the boundary group of the same name. Empty: every site system of the site. */
  readonly servers?: readonly string[];
}

export interface StarterFirewall {
  readonly name: string;
  /** Names of zones; `internet` is built in. */
  readonly between: readonly string[];
  readonly dialect: string;
}

/** What the guided form asks: enough for a first plan of a site, on a screen or two. */
export interface StarterForm extends StarterOptions {
  readonly communication?: 'https' | 'enhanced-http' | 'http';
  /** Whether site systems reach the internet. */
  readonly internet?: 'direct' | 'none';
  readonly servers: readonly StarterServer[];
  readonly wsus?: { readonly http: number; readonly https: number; readonly ssl: boolean };
  readonly clients: readonly StarterClients[];
  /** Networks where consoles run, as typed. */
  readonly consoles?: string;
  readonly zones?: readonly StarterNetworks[];
  readonly firewall?: StarterFirewall;
}

/** What keeps a form from becoming a hierarchy, at the field that is to be changed. */
export interface StarterProblem {
  /** `servers.0.address`, `siteCode`; a step's name where no one field is meant. */
  readonly field: string;
  readonly message: string;
  readonly help?: string;
}
