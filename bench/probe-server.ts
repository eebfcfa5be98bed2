/** What answers the probes of `probe-tasks.ts` and their peer: connections that are closed at once, or SMB. */
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { closeSocket, socketIn } from '../src/probe/native/socket.ts';
import { protocolOf } from '../src/probe/protocols/registry.ts';

const [kind] = process.argv.slice(2);
if (kind === 'smb') {
  const speak = protocolOf('smb')?.responder?.tcp;
  const host = { name: 'server', fqdn: 'server.example.com', roles: [], addresses: [] };
  createServer((socket) => speak?.(socket, { host, service: 'smb', port: 445, hints: {} })).listen(
    { host: '0.0.0.0', port: 445, backlog: 4096 },
    () => process.stdout.write('ready\n'),
  );
} else {
  // Node's own server would be what is measured.
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi');
  const accept = koffi.load(null).func('int accept4(int, void *, void *, int)');
  const fd = socketIn({
    type: 'tcp',
    family: 4,
    local: { address: '0.0.0.0', port: 7 },
    listen: 4096,
    reset: true,
  });
  const watch = koffi.node.poll(fd, { readable: true }, () => {
    for (let i = 0; i < 256; i++) {
      const connection = accept(fd, null, null, 0x800) as number;
      if (connection < 0) break;
      closeSocket(connection);
    }
  });
  // What nobody holds is collected, and the process ends before it is asked.
  process.once('SIGTERM', () => {
    watch.close();
    process.exit();
  });
  process.stdout.write('ready\n');
}
