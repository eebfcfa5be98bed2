/** Reads the guide's way of writing ports: `TCP, UDP 389 TCP 3268 RPC 135 RPC Dynamic`, `TCP 80 or 8530`. */
export interface PrintedPort {
  readonly transport: 'tcp' | 'udp';
  readonly ports: string;
}

const DYNAMIC = '49152-65535';
const GROUP = /(TCP, UDP|TCP|UDP|RPC)\s*((?:Dynamic|\d+(?:\s*[-–]\s*\d+)?(?:\s*(?:,|\/|or)\s*\d+)*)?)/g;

export function readGuidePorts(cell: string): PrintedPort[] {
  const printed: PrintedPort[] = [];
  let rest = cell;
  for (const [whole, transports = '', list = ''] of cell.matchAll(GROUP)) {
    rest = rest.replace(whole, '');
    const ports =
      list === 'Dynamic' || list === ''
        ? [DYNAMIC]
        : list.split(/\s*(?:,|\/|or)\s*/).map((p) => p.replace(/\s*[-–]\s*/, '-'));
    for (const transport of transports.split(', ')) {
      for (const port of ports) printed.push({ transport: transport === 'UDP' ? 'udp' : 'tcp', ports: port });
    }
  }
  if (rest.trim() !== '') throw new Error(`not understood: "${rest.trim()}" in "${cell}"`);
  return printed;
}
