/** IPsec: strongSwan, with what Portolan prints for the host. Its ESP travels in UDP, by a device of strongSwan's own. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { runFolder } from './isolate.ts';
import { launch, prepareRun } from './launch.ts';
import { type LabIpsec, type LabService, type Listen, ServiceError } from './service.ts';

export const PROGRAM = 'strongswan';
const SWANCTL = '/usr/sbin/swanctl';
const execute = promisify(execFile);

/** Where a kernel makes devices that a program stands behind. */
export const TUN = '/dev/net/tun';

/** Packets of strongSwan's own have it: they don't go into the tunnel that they carry. */
const MARK = '0x706f';

/** Associations that one host may start at a time. */
export const AT_ONCE = 16;

/** The second section is for swanctl. */
const SETTINGS = `charon-systemd {
  load = random nonce openssl kdf pem pkcs1 pkcs8 x509 pubkey constraints kernel-libipsec kernel-netlink socket-default vici
  journal {
    default = -1
  }
  filelog {
    stderr {
      default = 1
    }
  }
  # Each association that is waited for takes one; some do other work all the time.
  threads = ${AT_ONCE * 2 + 16}
  # A lab's hosts are near, and busy.
  retransmit_timeout = 1
  retransmit_base = 1.4
  plugins {
    kernel-libipsec {
      allow_peer_ts = yes
    }
    kernel-netlink {
      fwmark = !${MARK}
    }
    socket-default {
      fwmark = ${MARK}
    }
    vici {
      socket = unix:///run/charon.vici
    }
  }
}
swanctl {
  load = random nonce openssl pem pkcs1 pkcs8 x509 pubkey
}
`;

const PORTS: readonly Listen[] = [
  { transport: 'udp', port: 500, services: ['ike'] },
  { transport: 'udp', port: 4500, services: ['ipsec-nat-t'] },
];

export function strongswan({ configuration }: LabIpsec): LabService {
  return {
    program: PROGRAM,
    serves: PORTS,
    start: async (context) => {
      const { cert, key, authority } = context.certificate;
      const folder = prepareRun(context, PROGRAM, {
        'strongswan.conf': SETTINGS,
        'swanctl.conf': configuration,
        'x509/host.pem': cert,
        'x509ca/lab.pem': authority,
        'private/host.key': key,
      });
      const running = await launch(
        {
          program: PROGRAM,
          command: '/usr/bin/env',
          args: ['STRONGSWAN_CONF=/run/strongswan.conf', '/usr/sbin/charon-systemd'],
          folder,
          ready: PORTS,
          files: [path.join(runFolder(folder), 'charon.vici')],
        },
        context,
      );
      const { code, output } = await swanctl(context.folder, ['--load-all', '--noprompt']);
      if (code === 0 && running.log().includes('created TUN device')) return running;
      await running.stop();
      throw new ServiceError(`${PROGRAM} doesn't take its configuration: ${output}\n${running.log()}`);
    },
  };
}

/**
 * Asks the strongSwan of one host.
 * @param folder the service's own.
 * @returns code 0 where it did what it was asked, and what it said.
 */
export async function swanctl(
  folder: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const run = runFolder(path.join(folder, PROGRAM));
  const where = ['--uri', `unix://${path.join(run, 'charon.vici')}`];
  const file = args[0] === '--load-all' ? ['--file', path.join(run, 'swanctl.conf')] : [];
  try {
    const { stdout } = await execute(SWANCTL, [...args, ...where, ...file], {
      env: { STRONGSWAN_CONF: path.join(run, 'strongswan.conf'), LC_ALL: 'C.UTF-8' },
    });
    return { code: 0, output: stdout };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    return { code: 1, output: `${stdout}${stderr}`.trim() };
  }
}
