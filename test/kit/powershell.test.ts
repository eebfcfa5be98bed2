/** The PowerShell kit: a real parser, a list of what may stand in it, and names that try to become code. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kit } from '../../src/probe/kit/model.ts';
import { powershellKit } from '../../src/probe/kit/powershell.ts';
import { HOSTILE, kitFor, withName } from './made.ts';
import type { Script } from './read-powershell.ts';

/** Commands of Windows PowerShell 5.1 with the parameters that they have there, as far as the kit uses them. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'ConvertFrom-Json': ['-InputObject'],
  'ConvertTo-Json': ['-InputObject', '-Depth', '-Compress'],
  'ForEach-Object': [],
  'Get-Item': ['-LiteralPath'],
  'New-Object': ['-TypeName', '-ArgumentList'],
  'Set-StrictMode': ['-Version'],
  'Sort-Object': [],
  'Start-Sleep': ['-Milliseconds'],
  'Where-Object': [],
  'Write-Output': ['-InputObject'],
  'Write-Progress': ['-Activity', '-Status', '-PercentComplete', '-Completed'],
  'Write-Verbose': ['-Message'],
  'Write-Warning': ['-Message'],
};

/** Types of .NET Framework 4.x that are used: sockets, TLS, certificates, text, and the runspaces. */
const TYPES: ReadonlySet<string> = new Set([
  'bool',
  'byte[]',
  'char',
  'int',
  'ordered',
  'pscustomobject',
  'ref',
  'regex',
  'string',
  'switch',
  'BitConverter',
  'Convert',
  'DateTime',
  'Math',
  'Uri',
  'System.Collections.ArrayList',
  'System.Collections.Specialized.OrderedDictionary',
  'System.Diagnostics.Stopwatch',
  'System.Globalization.CultureInfo',
  'System.IO.File',
  'System.IO.MemoryStream',
  'System.Management.Automation.PowerShell',
  'System.Management.Automation.Runspaces.RunspaceFactory',
  'System.Net.Dns',
  'System.Net.IPAddress',
  'System.Net.IPEndPoint',
  'System.Net.NetworkInformation.IPStatus',
  'System.Net.NetworkInformation.Ping',
  'System.Net.Security.RemoteCertificateValidationCallback',
  'System.Net.Security.SslStream',
  'System.Net.Sockets.AddressFamily',
  'System.Net.Sockets.SocketException',
  'System.Net.Sockets.TcpClient',
  'System.Net.Sockets.TcpListener',
  'System.Net.Sockets.UdpClient',
  'System.Security.Authentication.SslProtocols',
  'System.Security.Cryptography.RandomNumberGenerator',
  'System.Security.Cryptography.X509Certificates.X509Certificate2',
  'System.Security.Cryptography.X509Certificates.X509Chain',
  'System.Security.Cryptography.X509Certificates.X509RevocationMode',
  'System.Text.Encoding',
  'System.Text.StringBuilder',
]);

function parse(scripts: readonly string[]): Script[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--liftoff-only', fileURLToPath(new URL('./read-powershell.ts', import.meta.url))],
    { input: JSON.stringify(scripts), encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Script[];
}

/** A kit with a few probes of each kind: what is the same in all of them is looked at once. */
function small(kit: Kit): Kit {
  const seen = new Set<string>();
  const probes = kit.probes.filter(({ task }) => !seen.has(task.service) && seen.add(task.service));
  return { ...kit, probes };
}

describe('the PowerShell kit', () => {
  let kit: Kit;
  beforeAll(async () => {
    kit = await kitFor('cm01');
  });

  it('is pure ASCII with CRLF, as a signature wants it, and needs nothing', () => {
    const text = powershellKit(kit);
    expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).toMatch(/^#Requires -Version 5\.1\r\n/);
    expect(text).not.toMatch(
      /Import-Module|Invoke-Expression|\biex\b|Invoke-WebRequest|Add-Type|DownloadString|@'|@"|`/i,
    );
  });

  it('is accepted by a parser, and uses only commands, parameters and types that PowerShell 5.1 has', () => {
    const text = powershellKit(kit);
    const [script] = parse([text]);
    expect(script?.error).toBeNull();
    const own = new Set([...text.matchAll(/^ *function ([A-Za-z-]+)/gm)].map(([, name]) => name));
    for (const command of script?.commands ?? []) {
      const [name = '', ...parameters] = command.split(/\s+/).filter((word) => /^-?[A-Za-z]/.test(word));
      if (own.has(name)) continue;
      expect(Object.keys(KNOWN), command).toContain(name);
      if (name === 'ForEach-Object') continue;
      for (const parameter of parameters) expect(KNOWN[name], command).toContain(parameter);
    }
    const made = [...text.matchAll(/-TypeName '?([\w.[\]]+)/g)].map(([, name = '']) => name);
    const types = [...(script?.types ?? []).map((type) => type.slice(1, -1)), ...made];
    expect([...new Set(types)].filter((type) => !TYPES.has(type))).toEqual([]);
  });

  it('the parser notices a literal that was left', () => {
    const [good, bad] = parse(["$a = 'it''s'", "$a = 'it's'"]);
    expect([good?.error, bad?.error !== null]).toEqual([null, true]);
  });

  it('holds names as data only, whatever they are', () => {
    const plain = small(kit);
    const texts = [withName(plain, 'x'), ...HOSTILE.map((name) => withName(plain, name))].map(powershellKit);
    const [expected, ...scripts] = parse(texts);
    for (const [index, script] of scripts.entries()) {
      const name = HOSTILE[index] ?? '';
      expect(script.error, name).toBeNull();
      // The same commands, the same types, the same tree: nothing but the contents of literals differs.
      expect(script.commands, name).toEqual(expected?.commands);
      expect(script.types, name).toEqual(expected?.types);
      expect(script.shape, name).toEqual(expected?.shape);
    }
    for (const text of texts) {
      expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
      expect(withoutData(text)).toEqual(withoutData(texts[0] ?? ''));
    }
  });

  it('says each name as it is, once its literals are read as JSON', () => {
    for (const name of HOSTILE) {
      const text = powershellKit(withName(small(kit), name));
      const literals = [...text.matchAll(/^(?: {4}|\$HeaderLine = )'([^']*)',?\r$/gm)].map(([, data = '']) =>
        JSON.parse(data),
      );
      expect(literals.length).toBeGreaterThan(10);
      const header = literals.find((value) => 'hierarchy' in value);
      expect(header).toEqual({ hierarchy: name, on: name });
      for (const value of literals) if ('seen' in value) expect(value.seen.flow).toBe(name);
    }
  });
});

/** The script without its literals and its one comment with a name. */
function withoutData(text: string): string {
  return text
    .replace(/^(?: {4}|\$HeaderLine = )'[^']*'(,?)\r$/gm, "'data'$1")
    .replace(/^# The questions of .*\r$/m, '# The questions');
}
