import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { StreamLanguage } from '@codemirror/language';
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';
import { describe, expect, it } from 'vitest';
import { languageOf } from './languages.ts';
import { denyTag, permitTag } from './theme.ts';

const highlighter = tagHighlighter([
  { tag: tags.comment, class: 'comment' },
  { tag: tags.keyword, class: 'keyword' },
  { tag: tags.string, class: 'string' },
  { tag: tags.number, class: 'number' },
  { tag: tags.propertyName, class: 'property' },
  { tag: tags.variableName, class: 'variable' },
  { tag: tags.tagName, class: 'tag' },
  { tag: permitTag, class: 'permit' },
  { tag: denyTag, class: 'deny' },
]);

function coloured(dialect: string, text: string): string[] {
  const language = languageOf(dialect);
  if (!(language instanceof StreamLanguage)) throw new Error(`${dialect} has no stream language`);
  const found: string[] = [];
  highlightTree(language.parser.parse(text), highlighter, (from, to, name) => {
    found.push(`${name} ${text.slice(from, to)}`);
  });
  return found;
}

describe('languageOf', () => {
  it('colours nftables', () => {
    expect(coloured('nftables', 'ip saddr 10.0.0.0/8 tcp dport @web accept comment "a # b" # why')).toEqual([
      'keyword ip',
      'keyword saddr',
      'number 10.0.0.0/8',
      'keyword tcp',
      'keyword dport',
      'variable @web',
      'permit accept',
      'keyword comment',
      'string "a # b"',
      'comment # why',
    ]);
  });

  it('colours Cisco, PowerShell, set commands, XML and JSON', () => {
    expect(coloured('cisco-asa', 'access-list x extended deny ip any any')).toContain('deny deny');
    expect(coloured('cisco-asa', '! a remark')).toEqual(['comment ! a remark']);
    expect(coloured('windows-firewall', '<# a\nb #>\nNew-NetFirewallRule -Action Allow')).toEqual([
      'comment <# a',
      'comment b #>',
      'keyword New-NetFirewallRule',
      'variable -Action',
      'permit Allow',
    ]);
    expect(coloured('junos-srx', 'set security policies then permit')).toContain('permit permit');
    expect(coloured('panos-xml', '<action>deny</action><!-- no -->')).toEqual(
      expect.arrayContaining(['tag <action>', 'deny deny', 'comment <!-- no -->']),
    );
    expect(coloured('nftables-json', '{"a": "accept", "b": 5}')).toEqual([
      'property "a"',
      'permit "accept"',
      'property "b"',
      'number 5',
    ]);
  });

  it('has nothing for a dialect that it does not know', () => {
    expect(languageOf('__proto__')).toEqual([]);
    expect(languageOf(undefined)).toEqual([]);
  });

  it('comes to the end of every example', () => {
    const folder = 'examples/contoso/configurations';
    const dialects = {
      '.nft': 'nftables',
      '.cfg': 'cisco-asa',
      '.ps1': 'windows-firewall',
      '.v4': 'iptables',
    };
    for (const file of readdirSync(folder)) {
      const dialect = dialects[path.extname(file) as keyof typeof dialects];
      if (dialect === undefined) continue;
      expect(coloured(dialect, readFileSync(path.join(folder, file), 'utf8')).length).toBeGreaterThan(20);
    }
  });
});
