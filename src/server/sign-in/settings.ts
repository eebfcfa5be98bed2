import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Network, parseNetwork } from '../../net/network.ts';

/** Which values of the claim give which role. */
export interface RoleMapping {
  /** Dotted where it stands inside of another one: `realm_access.roles`. */
  readonly claim: string;
  readonly viewer: readonly string[];
  readonly editor: readonly string[];
  readonly operator: readonly string[];
  /** What somebody without any of the values is. */
  readonly otherwise: 'refused' | 'viewer';
}

/** How people sign in with an identity provider. */
export interface SignInSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** Absent for a public client, which has none. */
  readonly clientSecret?: string;
  readonly scopes: string;
  /** Where browsers find this server: the provider sends them back there, and nowhere else. */
  readonly address: URL;
  readonly roles: RoleMapping;
  /** Claim that people are called by; the usual ones if absent. */
  readonly nameClaim?: string;
  /** Milliseconds. */
  readonly idle: number;
  readonly absolute: number;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly proxies: readonly Network[];
}

/** The settings can't be used; the message says why, and never a secret. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

/** What reaches outside of the settings' text. */
export interface SettingsSource {
  readonly file: string;
  readonly text: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads a file that the settings name. */
  read(file: string): string;
}

/** Environment variable that holds the client's secret. */
const SECRET_VARIABLE = 'PORTOLAN_OIDC_CLIENT_SECRET';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const VALUES = z
  .union([
    z
      .string()
      .min(1)
      .transform((one) => [one]),
    z.array(z.string().min(1)),
  ])
  .default([]);

const FORM = z.strictObject({
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecretFile: z.string().min(1).optional(),
  publicClient: z.boolean().default(false),
  scopes: z
    .string()
    .regex(/(^| )openid( |$)/, 'must hold openid')
    .default('openid profile email'),
  address: z.url(),
  roles: z.strictObject({
    claim: z.string().min(1).default('roles'),
    viewer: VALUES,
    editor: VALUES,
    operator: VALUES,
    otherwise: z.enum(['refused', 'viewer']).default('refused'),
  }),
  nameClaim: z.string().min(1).optional(),
  session: z
    .strictObject({
      idleMinutes: z
        .number()
        .min(1)
        .max(24 * 60)
        .default(60),
      hours: z
        .number()
        .min(0.1)
        .max(7 * 24)
        .default(10),
    })
    .default({ idleMinutes: 60, hours: 10 }),
  proxies: z.array(z.string()).default([]),
});

/** Reads the settings of a file in YAML; the secret comes from the environment or from a file of its own. */
export function loadSignIn(file: string, environment: NodeJS.ProcessEnv): SignInSettings {
  const read = (name: string): string => readFileSync(name, 'utf8');
  return readSignIn({ file, text: read(file), environment, read });
}

/** As `loadSignIn`, of a text. */
export function readSignIn(source: SettingsSource): SignInSettings {
  const form = formOf(source);
  const { clientId, scopes, roles, nameClaim, session } = form;
  const issuer = httpsUrl('issuer', form.issuer, source.file);
  const address = httpsUrl('address', form.address, source.file);
  if (address.pathname !== '/' || address.search !== '' || address.hash !== '')
    throw new SettingsError(`${source.file}: address is where the server is found, without a path`);
  const given = [...roles.viewer, ...roles.editor, ...roles.operator];
  if (given.length === 0 && roles.otherwise === 'refused')
    throw new SettingsError(
      `${source.file}: roles gives nobody a role: name values for viewer, editor or operator`,
    );
  const clientSecret = secretOf(form, source);
  return {
    issuer,
    clientId,
    ...(clientSecret !== undefined && { clientSecret }),
    scopes,
    address,
    roles,
    ...(nameClaim !== undefined && { nameClaim }),
    idle: session.idleMinutes * MINUTE,
    absolute: session.hours * HOUR,
    proxies: form.proxies.map((text) => proxyOf(text, source.file)),
  };
}

function formOf({ file, text }: SettingsSource): z.infer<typeof FORM> {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new SettingsError(
      `${file} is no YAML: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
    );
  }
  if (typeof document === 'object' && document !== null && 'clientSecret' in document)
    throw new SettingsError(
      `${file}: a secret doesn't belong in settings: name a file with clientSecretFile, or set ${SECRET_VARIABLE}`,
    );
  const result = FORM.safeParse(document);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SettingsError(
    `${file}: ${issue?.path.join('.') || 'the settings'}: ${issue?.message ?? 'not usable'}`,
  );
}

function secretOf(
  form: z.infer<typeof FORM>,
  { file, environment, read }: SettingsSource,
): string | undefined {
  const inEnvironment = environment[SECRET_VARIABLE];
  if (form.publicClient) return undefined;
  if (inEnvironment !== undefined && inEnvironment !== '') return inEnvironment;
  if (form.clientSecretFile === undefined)
    throw new SettingsError(
      `${file}: there is no client secret: name a file with clientSecretFile, set ${SECRET_VARIABLE}, or say publicClient: true`,
    );
  const secretFile = path.resolve(path.dirname(file), form.clientSecretFile);
  let secret: string;
  try {
    secret = read(secretFile).trim();
  } catch {
    throw new SettingsError(`${file}: the client secret's file ${secretFile} can't be read`);
  }
  if (secret === '') throw new SettingsError(`${file}: the client secret's file ${secretFile} is empty`);
  return secret;
}

/** What goes over a network is encrypted; on one's own machine, where things are tried out, it needn't be. */
function httpsUrl(name: string, text: string, file: string): URL {
  const url = new URL(text);
  const isOwnMachine = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwnMachine))
    throw new SettingsError(`${file}: ${name} must begin with https://`);
  if (url.username !== '' || url.password !== '')
    throw new SettingsError(`${file}: ${name} must not hold a name or password`);
  return url;
}

function proxyOf(text: string, file: string): Network {
  const network = parseNetwork(text);
  if ('error' in network) throw new SettingsError(`${file}: proxies: "${text}": ${network.error}`);
  return network;
}
