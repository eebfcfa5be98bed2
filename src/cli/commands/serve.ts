import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Serving } from '../../server/serve.ts';
import type { SignInSettings } from '../../server/sign-in/settings.ts';
import { type Arguments, type Command, textOption } from '../command.ts';
import { EXIT, type ExitCode, systemCause, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { packageVersion } from '../version.ts';

const PORT = 7440;

export const serve: Command = {
  name: 'serve',
  about:
    'Opens a workspace in the browser: a folder with hierarchy.yaml and, in filters/ and hosts/, the configurations\n' +
    'that are in place. The link that is printed works once and signs in one browser; Enter prints another one.',
  positionals: [
    {
      name: 'WORKSPACE',
      about: 'a folder, or a hierarchy document in one; this folder if left out',
      required: false,
    },
  ],
  options: [
    { name: 'example', about: 'open a copy of the bundled example, which is thrown away at the end' },
    { name: 'create', about: 'make the folder if it isn’t there' },
    {
      name: 'port',
      value: 'N',
      about: `port to listen on: ${PORT} if left out, with --example another one if that is taken; 0 for any that is free`,
    },
    { name: 'host', value: 'ADDRESS', about: 'address to listen on; 127.0.0.1 if left out' },
    { name: 'read-only', about: 'store nothing, whoever asks' },
    { name: 'open', about: 'open the link in this machine’s browser' },
    { name: 'no-open', about: 'only print the link; the default' },
    { name: 'tls-cert', value: 'FILE', about: 'certificate with its chain, in PEM; needs --tls-key' },
    { name: 'tls-key', value: 'FILE', about: 'its key, in PEM' },
    {
      name: 'trusted-proxy',
      value: 'URL',
      about: 'a proxy with TLS stands before it, and browsers find it at this address',
    },
    {
      name: 'sign-in',
      value: 'FILE',
      about: 'people sign in with an identity provider, as this file says; see docs/sign-in.md',
    },
    {
      name: 'audit-log',
      value: 'FILE',
      about: 'where to write down who changed what; .portolan/audit.jsonl in the workspace if left out',
    },
  ],
  examples: [
    { command: 'portolan serve contoso', gives: 'a link to open the workspace with' },
    { command: 'portolan serve --example', gives: 'the bundled example, to try things out' },
  ],
  exits: { fine: 'it was ended by Ctrl-C' },

  async run(args, io) {
    const asked = { host: textOption(args, 'host') ?? '127.0.0.1', port: portOf(args) };
    const tls = tlsOf(args);
    const publicUrl = publicUrlOf(args);
    // Read only now: no other command needs the server's code.
    const {
      loadSignIn,
      openExample,
      refuseExposure,
      serve: start,
      SettingsError,
    } = await import('../../server/serve.ts');
    const signIn = signInOf(args, loadSignIn, SettingsError);
    const refused = refuseExposure({
      host: asked.host,
      tls,
      isProxied: publicUrl !== undefined,
      hasProxies: (signIn?.proxies.length ?? 0) > 0,
      hasSignIn: signIn !== undefined,
    });
    if (refused) throw new UsageError(refused.message, refused.help);
    if (publicUrl && signIn && publicUrl.origin !== signIn.address.origin)
      throw new UsageError('--trusted-proxy and the sign-in settings’ address are not the same');
    const auditLog = textOption(args, 'audit-log');
    const example = args.options.example === true ? openExample() : undefined;
    const workspace = example?.folder ?? args.positionals[0] ?? '.';
    let serving: Serving;
    const startOn = (port: number): Promise<Serving> =>
      start({
        ...asked,
        port,
        workspace,
        version: packageVersion(),
        readOnly: args.options['read-only'] === true,
        ...(tls && { tls }),
        ...(publicUrl && { publicUrl }),
        ...(signIn && { signIn }),
        ...(auditLog !== undefined && { auditLog }),
        log: (message) => void io.err(`${message}\n`),
      });
    try {
      if (args.options.create === true) mkdirSync(workspace, { recursive: true });
      // Whoever tries things out doesn't care where; a workspace's address is known to others.
      const mayMove = example !== undefined && textOption(args, 'port') === undefined;
      serving = await startOn(asked.port).catch((error: unknown) => {
        if (!mayMove || !isTaken(error)) throw error;
        io.err(`Port ${asked.port} is taken: another one is used.\n`);
        return startOn(0);
      });
    } catch (error) {
      example?.remove();
      throw refusal(error, workspace, asked.port);
    }
    return await untilEnded(serving, io, args.options.open === true, () => example?.remove());
  },
};

function portOf(args: Arguments): number {
  const text = textOption(args, 'port');
  if (text === undefined) return PORT;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`--port is a number from 0 to 65535, not "${text}"`);
  return Number(text);
}

function tlsOf(args: Arguments): { readonly certificate: string; readonly key: string } | undefined {
  const [certificate, key] = [textOption(args, 'tls-cert'), textOption(args, 'tls-key')];
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined)
    throw new UsageError('--tls-cert and --tls-key go together');
  return { certificate, key };
}

function publicUrlOf(args: Arguments): URL | undefined {
  const text = textOption(args, 'trusted-proxy');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.pathname !== '/' || url.search !== '' || url.username !== '')
    throw new UsageError(
      `--trusted-proxy ${text} is no address that browsers use`,
      'for example --trusted-proxy https://portolan.example.com',
    );
  return url;
}

/** The settings of --sign-in; what is wrong with them is said without a secret. */
function signInOf(
  args: Arguments,
  load: (file: string, environment: NodeJS.ProcessEnv) => SignInSettings,
  SettingsError: new (message: string) => Error,
): SignInSettings | undefined {
  const file = textOption(args, 'sign-in');
  if (file === undefined) return undefined;
  try {
    return load(file, process.env);
  } catch (error) {
    if (error instanceof SettingsError)
      throw new UsageError(error.message, 'docs/sign-in.md shows each setting');
    throw new UsageError(`can't read ${file}: ${systemCause(error)}`);
  }
}

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException | null)?.code === 'EADDRINUSE';

function refusal(error: unknown, workspace: string, port: number): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (isTaken(error))
    return new UsageError(`port ${port} is taken`, 'name another one: portolan serve --port 0');
  if (code === 'EADDRNOTAVAIL') return new UsageError('this machine has no such address to listen on');
  if (code === 'EACCES' && port < 1024 && port > 0)
    return new UsageError(`port ${port} is kept for the system`, 'name one above 1023: --port 7440');
  if (code === 'ENOENT')
    return new UsageError(
      `there is no ${workspace}`,
      'begin with an empty workspace there: portolan serve --create FOLDER',
    );
  return new UsageError(`can't open ${workspace}: ${systemCause(error)}`);
}

/** Tells the link, and waits for Ctrl-C. */
async function untilEnded(serving: Serving, io: Io, isOpened: boolean, clean: () => void): Promise<ExitCode> {
  // Whoever reads the link may end it at once.
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  const link = serving.newLink();
  await io.out(`Portolan is at ${serving.url}\n${linkText(link)}`);
  if (isOpened) openInBrowser(link ?? serving.url);
  const tellLink = (): void => void io.out(`  ${serving.newLink()}\n`);
  if (process.stdin.isTTY && link !== undefined) process.stdin.on('data', tellLink);
  await ended;
  process.stdin.off('data', tellLink).pause();
  await serving.close();
  clean();
  return EXIT.fine;
}

function linkText(link: string | undefined): string {
  if (link === undefined) return 'People sign in with the identity provider. Ctrl-C ends it.\n';
  return `Open this link, it works once:\n  ${link}\nCtrl-C ends it${process.stdin.isTTY ? '; Enter prints another link' : ''}.\n`;
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Where there is no browser, the printed link is enough. */
function openInBrowser(link: string): void {
  const [program, ...before] = OPENERS[process.platform] ?? ['xdg-open'];
  spawn(program, [...before, link], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
