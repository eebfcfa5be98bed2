/** The PowerShell kit: a real parser, a list of what may stand in it, and names that try to become code. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kit } from '../../src/probe/kit/model.ts';
import { powershellKit } from '../../src/probe/kit/powershell/script.ts';
import { HOSTILE, kitFor, withName } from './made.ts';
import { COMMANDS, MEMBERS, OWN_MEMBERS, TYPES } from './powershell-api.ts';
import type { Script } from './read-powershell.ts';

function parse(scripts: readonly string[]): Script[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--liftoff-only', fileURLToPath(new URL('./read-powershell.ts', import.meta.url))],
    { input: JSON.stringify(scripts), encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Script[];
}

/** Mistakes that a parser lets pass, each with what it is made of. */
const MISTAKES = [
  ['a parameter that a command does not have', 'Start-Sleep -Milliseconds 20', 'Start-Sleep -Millis 20'],
  ['a command of a module', 'Start-Sleep -Milliseconds 20', 'Test-NetConnection'],
  ['a type of a later .NET', '[TimeSpan]::FromSeconds', '[Half]::FromSeconds'],
  ['a method of a later .NET', '.EndConnect($begun)', '.ConnectAsync($begun)'],
  ['another number of arguments', '$ping.Send($Address, $Timeout)', '$ping.Send($Address)'],
  ['a property that is written wrong', '.LingerState', '.LingerStat'],
  ['a variable that is written wrong', '$got.ToArray()', '$gott.ToArray()'],
  ['a variable that has no value yet', "$State.End = 'open'", '$State.End = $count'],
  ['a variable of outside in a runspace', '$wait = 3000', '$wait = $Concurrency'],
  [
    'an own function with an argument too few',
    "Show-Progress 'Asking' $Done $Lines.Count",
    "Show-Progress 'Asking' $Done",
  ],
] as const;

/** What of it Windows PowerShell 5.1 isn't known to have. */
function unknownOf(text: string, script: Script): string[] {
  const unknown: string[] = [];
  const own = new Set([...text.matchAll(/^ *function ([A-Za-z-]+)/gm)].map(([, name]) => name));
  for (const command of script.commands) {
    const [name = '', ...parameters] = command.split(/\s+/).filter((word) => /^-?[A-Za-z]/.test(word));
    if (own.has(name)) continue;
    const known = COMMANDS[name];
    if (!known) unknown.push(command);
    else if (name !== 'ForEach-Object')
      unknown.push(...parameters.filter((one) => !known.includes(one)).map((one) => `${name} ${one}`));
  }
  const made = [...text.matchAll(/-TypeName '?([\w.[\]]+)/g)].map(([, name = '']) => name);
  const types = [...script.types.map((type) => type.slice(1, -1)), ...made];
  unknown.push(...types.filter((type) => !TYPES.has(type)));
  unknown.push(...script.members.filter((member) => !MEMBERS.has(member) && !OWN_MEMBERS.has(member)));
  return [...new Set(unknown)];
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
  }, 60_000);

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
    expect(unknownOf(text, script as Script)).toEqual([]);
    expect(script?.strays, 'variables without a value').toEqual([]);
    expect(script?.miscalls, 'calls of own functions').toEqual([]);
  });

  it('would be refused with any of these mistakes', { timeout: 240_000 }, () => {
    const text = powershellKit(small(kit));
    const bad = MISTAKES.map(([, from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, () => to);
    });
    for (const [index, script] of parse(bad).entries()) {
      const what = MISTAKES[index]?.[0];
      expect(script.error, what).toBeNull();
      const found = [...unknownOf(bad[index] ?? '', script), ...script.strays, ...script.miscalls];
      expect(found.length, what).toBeGreaterThan(0);
    }
  });

  it('stays the same script with a signature at its end', () => {
    const text = powershellKit(kit);
    const signature = [
      '# SIG # Begin signature block',
      '# MIIFuQYJKoZIhvcNAQcCoIIFqjCCBaYCAQExCzAJBgUrDgMCGgUAMGkGCisGAQQB',
      '# SIG # End signature block',
      '',
    ];
    expect(text.endsWith('\r\n')).toBe(true);
    const [plain, signed] = parse([text, text + signature.join('\r\n')]);
    expect(signed?.error).toBeNull();
    expect(signed?.commands).toEqual(plain?.commands);
  });

  it('the parser notices a literal that was left', () => {
    const [good, bad] = parse(["$a = 'it''s'", "$a = 'it's'"]);
    expect([good?.error, bad?.error !== null]).toEqual([null, true]);
  });

  it('holds names as data only, whatever they are', { timeout: 240_000 }, () => {
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
