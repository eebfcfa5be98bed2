import type { ListenOptions } from '../listen.ts';
import { isLoopback } from './host.ts';

/** How a server is reached, and how people sign in to it. */
export interface Exposure {
  readonly host: string;
  readonly tls: ListenOptions['tls'] | undefined;
  /** A proxy with TLS stands before it. */
  readonly isProxied: boolean;
  /** Addresses of the proxies are known. */
  readonly hasProxies: boolean;
  readonly hasSignIn: boolean;
}

export interface Refusal {
  readonly message: string;
  readonly help: string;
}

/** Whoever reaches the server could read the plan of a whole network: why it must not be opened like this. */
export function refuseExposure({
  host,
  tls,
  isProxied,
  hasProxies,
  hasSignIn,
}: Exposure): Refusal | undefined {
  const isLocal = isLoopback(host);
  if (isLocal && !isProxied) return undefined;
  if (!tls && !isProxied)
    return {
      message: 'other machines may only reach it encrypted',
      help: 'give --tls-cert and --tls-key, or --trusted-proxy URL where a proxy has the certificate; or leave --host away',
    };
  if (!hasSignIn)
    return {
      message: 'other machines may only reach it with sign-in',
      help: 'give --sign-in FILE; or leave --host and --trusted-proxy away, and forward the port: ssh -L 7440:127.0.0.1:7440 this-machine',
    };
  if (!tls && !isLocal && !hasProxies)
    return {
      message: 'nobody but the proxy may reach it without TLS, and the proxy’s address isn’t known',
      help: 'list it under proxies: in the sign-in settings, or listen on 127.0.0.1 where the proxy is on this machine',
    };
  return undefined;
}
