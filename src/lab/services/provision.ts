/** A new Active Directory domain takes seconds: it is made once, and kept as an archive for the labs to come. */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { isolated, runFolder } from './isolate.ts';
import { netbiosName, realmName } from './names.ts';
import { SAMBA_FOLDERS, sambaMounts } from './samba-files.ts';
import { type ServedHost, type ServiceContext, ServiceError } from './service.ts';

export interface Domain {
  readonly realm: string;
  /** NetBIOS name of the domain, never that of the controller. */
  readonly domain: string;
  readonly controller: string;
}

const execute = promisify(execFile);
/** Changes with what an archive has in it. */
const FORMAT = 2;
const FIRST_TIME = 120_000;

function domainOf(host: ServedHost): Domain {
  const realm = realmName(host.forest);
  const controller = netbiosName(host.name);
  const own = netbiosName(realm);
  return { realm, controller, domain: own === controller ? `${own.slice(0, 13)}-D` : own };
}

/**
 * Fills `folder` with a provisioned domain whose first controller the host is: every controller of a forest has a
 * domain of its own with the forest's name. They don't replicate; what is asked of them is to answer.
 * @throws {ServiceError} when Samba can't make the domain.
 */
export async function provisionDomain(
  host: ServedHost,
  folder: string,
  context: ServiceContext,
): Promise<Domain> {
  const domain = domainOf(host);
  const version = await versionOfSamba();
  const key = JSON.stringify([FORMAT, version, domain, host.addresses]);
  const archive = path.join(
    context.cache,
    `domain-${createHash('sha256').update(key).digest('hex').slice(0, 20)}.tar`,
  );
  mkdirSync(folder, { recursive: true });
  if (existsSync(archive)) {
    await execute('tar', ['-x', '--xattrs', '--xattrs-include=*', '-f', archive, '-C', folder]);
    mkdirSync(path.join(folder, 'run/samba'), { recursive: true });
    return domain;
  }
  await provision(host, domain, folder, context);
  // Another lab may do the same at this moment: the file is there whole, or not at all.
  mkdirSync(context.cache, { recursive: true });
  const unfinished = `${archive}.${randomUUID()}`;
  try {
    await execute('tar', [
      '-c',
      '--sparse',
      '--xattrs',
      '--exclude=./run',
      '-f',
      unfinished,
      '-C',
      folder,
      '.',
    ]);
    renameSync(unfinished, archive);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return domain;
}

async function provision(
  host: ServedHost,
  { realm, domain, controller }: Domain,
  folder: string,
  context: ServiceContext,
): Promise<void> {
  for (const name of SAMBA_FOLDERS) mkdirSync(path.join(folder, name), { recursive: true });
  const [v4, v6] = [4, 6].map((family) => host.addresses.find((text) => isIP(text) === family));
  const [command, ...args] = isolated({
    run: runFolder(folder),
    mounts: sambaMounts(folder),
    command: '/usr/bin/samba-tool',
    args: [
      'domain',
      'provision',
      `--realm=${realm}`,
      `--domain=${domain}`,
      `--host-name=${controller.toLowerCase()}`,
      ...(v4 === undefined ? [] : [`--host-ip=${v4}`]),
      ...(v6 === undefined ? [] : [`--host-ip6=${v6}`]),
      '--server-role=dc',
      '--dns-backend=SAMBA_INTERNAL',
      // Nobody signs in from outside: the domain lives in a lab.
      '--adminpass=Passw0rd!lab1',
    ],
  });
  const log = path.join(context.folder, 'provision.log');
  const child = context.spawn(command, args, log);
  const failed = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve('it takes too long');
    }, FIRST_TIME);
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? undefined : `samba-tool ended with code ${code}, see ${log}`);
    });
  });
  if (failed !== undefined) throw new ServiceError(`the domain ${realm} can't be made: ${failed}`);
}

let version: Promise<string> | undefined;

function versionOfSamba(): Promise<string> {
  version ??= execute('/usr/sbin/samba', ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => 'unknown',
  );
  return version;
}
