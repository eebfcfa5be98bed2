/** SQL Server Browser: [MC-SQLR] 2.2. Questions of one byte or with a name, one answer; bounds are checked. */

const CLNT_UCAST_EX = 3;
const CLNT_UCAST_INST = 4;
const SVR_RESP = 5;

export interface SqlInstance {
  readonly server: string;
  readonly name: string;
  readonly version?: string;
  readonly clustered?: boolean;
  readonly tcp?: number;
  readonly pipe?: string;
}

/** Which instances there are. */
export function allInstancesRequest(): Buffer {
  return Buffer.from([CLNT_UCAST_EX]);
}

/** What a client asks: all instances, or one of them. */
export function readRequest(bytes: Uint8Array): { readonly instance?: string } | undefined {
  // 2 is the broadcast question for all of them.
  if (bytes[0] === CLNT_UCAST_EX || bytes[0] === 2) return bytes.length <= 2 ? {} : undefined;
  if (bytes[0] !== CLNT_UCAST_INST) return undefined;
  const end = bytes.indexOf(0, 1);
  const name = Buffer.from(bytes.subarray(1, end === -1 ? bytes.length : end)).toString('latin1');
  return name.length > 0 && name.length <= 32 ? { instance: name } : undefined;
}

export function browserReply(instances: readonly SqlInstance[]): Buffer {
  const text = instances
    .map((instance) => {
      const parts = ['ServerName', instance.server, 'InstanceName', instance.name];
      parts.push(
        'IsClustered',
        instance.clustered ? 'Yes' : 'No',
        'Version',
        instance.version ?? '16.0.1000.6',
      );
      if (instance.tcp !== undefined) parts.push('tcp', `${instance.tcp}`);
      return `${parts.map((part) => part.replaceAll(';', '')).join(';')};;`;
    })
    .join('');
  const data = Buffer.from(text, 'latin1');
  const head = Buffer.from([SVR_RESP, 0, 0]);
  head.writeUInt16LE(data.length, 1);
  return Buffer.concat([head, data]);
}

/** The instances that an answer names; `undefined` where it is no answer of a Browser. */
export function readReply(bytes: Uint8Array): SqlInstance[] | undefined {
  if (bytes.length < 3 || bytes[0] !== SVR_RESP) return undefined;
  const buffer = Buffer.from(bytes);
  const length = buffer.readUInt16LE(1);
  if (3 + length > buffer.length) return undefined;
  const text = buffer.toString('latin1', 3, 3 + length);
  if (!text.startsWith('ServerName;')) return undefined;
  return text
    .split(';;')
    .filter((part) => part !== '')
    .slice(0, 64)
    .map(readInstance);
}

function readInstance(text: string): SqlInstance {
  const words = text.split(';');
  const values = new Map<string, string>();
  for (let at = 0; at + 1 < words.length; at += 2)
    values.set((words[at] ?? '').toLowerCase(), words[at + 1] ?? '');
  const tcp = Number(values.get('tcp'));
  const version = values.get('version');
  const pipe = values.get('np');
  return {
    server: values.get('servername') ?? '',
    name: values.get('instancename') ?? '',
    clustered: values.get('isclustered')?.toLowerCase() === 'yes',
    ...(version !== undefined && { version }),
    ...(Number.isInteger(tcp) && tcp > 0 && tcp < 65536 && { tcp }),
    ...(pipe !== undefined && { pipe }),
  };
}
