/** Remote Desktop: xrdp negotiates, TLS included; there is no session behind it. */
import { launch, prepareRun } from './launch.ts';
import type { LabService, Listen } from './service.ts';

export function xrdp(serves: readonly Listen[]): LabService {
  const [port = 3389] = serves.map((listen) => listen.port);
  return {
    program: 'xrdp',
    serves,
    start: (context) => {
      const folder = prepareRun(context, 'xrdp', {
        'lab.cert': context.certificate.cert,
        'lab.key': context.certificate.key,
        'xrdp.ini': configuration(port),
      });
      return launch(
        {
          program: 'xrdp',
          command: '/usr/sbin/xrdp',
          args: ['--nodaemon', '--config', '/run/xrdp.ini'],
          folder,
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
certificate=/run/lab.cert
key_file=/run/lab.key
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
