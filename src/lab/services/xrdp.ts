/** Remote Desktop: xrdp negotiates, TLS included; there is no session behind it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launch } from './launch.ts';
import type { LabService, Listen } from './service.ts';

export function xrdp(serves: readonly Listen[]): LabService {
  const [port = 3389] = serves.map((listen) => listen.port);
  return {
    program: 'xrdp',
    serves,
    start: (context) => {
      const folder = path.join(context.folder, 'xrdp');
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'cert.pem'), context.certificate.cert);
      writeFileSync(path.join(folder, 'key.pem'), context.certificate.key, { mode: 0o600 });
      writeFileSync(path.join(folder, 'lab.ini'), configuration(port));
      return launch(
        {
          program: 'xrdp',
          command: '/usr/sbin/xrdp',
          args: ['--nodaemon', '--config', '/etc/xrdp/lab/lab.ini'],
          mounts: [[folder, '/etc/xrdp/lab']],
          ready: serves.map((listen) => ({ transport: listen.transport, port: listen.port })),
        },
        context,
      );
    },
  };
}

function configuration(port: number): string {
  return `[Globals]
ini_version=1
fork=true
port=${port}
security_layer=negotiate
crypt_level=high
certificate=/etc/xrdp/lab/cert.pem
key_file=/etc/xrdp/lab/key.pem
ssl_protocols=TLSv1.2, TLSv1.3
allow_channels=false
[Logging]
LogFile=/dev/null
LogLevel=WARNING
EnableSyslog=false
[Xorg]
name=Xorg
lib=libxup.so
username=ask
password=ask
`;
}
