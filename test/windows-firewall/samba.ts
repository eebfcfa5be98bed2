/** Samba's own code for the files of group policies: Debian's python3-samba, which knows nothing of this project. */
import { spawnSync } from 'node:child_process';

/** Debian's Python: the package is not in any other. */
const PYTHON = '/usr/bin/python3';

function python(script: string, input: string | Buffer): { ok: boolean; out: Buffer; error: string } {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', script], {
    input,
    env: { PATH: '/usr/bin:/usr/sbin' },
    maxBuffer: 1 << 28,
  });
  return { ok: status === 0, out: stdout ?? Buffer.of(), error: `${stderr ?? ''}` };
}

const probe = python('import samba.dcerpc.preg', '');
/** Why Samba can't be asked on this machine. */
export const unavailable: string | undefined = probe.ok
  ? undefined
  : `python3-samba is not installed: ${probe.error}`;

export interface PolEntry {
  readonly key: string;
  readonly name: string;
  readonly type: number;
  readonly data: string | number;
}

const READ = `
import sys, json
from samba.ndr import ndr_unpack
from samba.dcerpc import preg
f = ndr_unpack(preg.file, sys.stdin.buffer.read())
print(json.dumps([dict(key=e.keyname, name=e.valuename, type=e.type, data=e.data if isinstance(e.data, (int, str)) else e.data.hex()) for e in f.entries]))
`;

/** What Samba reads in the bytes of \`Registry.pol\`; throws where it reads nothing. */
export function readPol(bytes: Buffer): PolEntry[] {
  const { ok, out, error } = python(READ, bytes);
  if (!ok) throw new Error(error);
  return JSON.parse(out.toString()) as PolEntry[];
}

const WRITE = `
import sys, json
from samba.ndr import ndr_pack
from samba.dcerpc import preg
f = preg.file()
f.header.signature = 'PReg'
f.header.version = 1
entries = []
for given in json.load(sys.stdin):
    e = preg.entry()
    e.keyname, e.valuename, e.type, e.data = given['key'], given['name'], given['type'], given['data']
    entries.append(e)
f.num_entries = len(entries)
f.entries = entries
sys.stdout.buffer.write(ndr_pack(f))
`;

/** The bytes of \`Registry.pol\` as Samba writes them. */
export function writePol(entries: readonly PolEntry[]): Buffer {
  const { ok, out, error } = python(WRITE, JSON.stringify(entries));
  if (!ok) throw new Error(error);
  return out;
}
