import { describe, expect, it } from 'vitest';
import { type CatalogFile, parseCatalog } from './parseCatalog.ts';

/** The smallest sound catalog. */
const BASE = `
sources: [{ id: page, title: Page, repository: r, path: p, date: 2025-12-08 }]
roles:
  - { id: client, title: Client, kind: client }
  - { id: site-server, title: Site server, kind: site-system, aliases: [server] }
services:
  - { id: smb, name: SMB, transport: tcp, ports: 445 }
  - { id: other, name: Other, transport: tcp }
settings:
  - { id: site.push, title: Push, default: false, configurableBy: tab }
  - { id: site.mode, title: Mode, default: one, values: [one, two] }
  - { id: site.ports.other, title: Port, default: 9, configurableBy: tab }
portConfigurations: [{ id: tab, title: Tab, where: There }]
guide: [{ id: t, title: Table, rows: 1 }]
`;

const CONVERSATION = `
conversations:
  - id: c
    title: Push
    initiator: site-server
    responder: client
    pairing: assigned-site
    services: [{ service: smb }]
    purpose: Pushing.
    guide: [{ table: t, row: 1 }]
    sources: [page]
`;

const files = (...texts: string[]): CatalogFile[] => texts.map((text, i) => ({ name: `${i}.yaml`, text }));
const problemsOf = (...texts: string[]): readonly string[] => {
  const result = parseCatalog(files(...texts));
  return 'problems' in result ? result.problems : [];
};
/** The conversation with one line changed. */
const changed = (from: string, to: string): readonly string[] => {
  expect(CONVERSATION).toContain(from);
  return problemsOf(BASE, CONVERSATION.replace(from, to));
};

describe('parseCatalog', () => {
  it('fills in what a conversation leaves out', () => {
    const result = parseCatalog(files(BASE, CONVERSATION));
    if ('problems' in result) throw new Error(result.problems.join('\n'));
    expect(result.catalog.conversations).toEqual([
      {
        id: 'c',
        title: 'Push',
        initiator: 'site-server',
        responder: 'client',
        direction: 'one-way',
        directionSource: 'ports.md-heading-arrow',
        pairing: 'assigned-site',
        when: [],
        reverseWhen: [],
        phase: 'always',
        services: [
          {
            service: 'smb',
            when: [],
            optional: false,
            listener: 'responder',
            inGuide: true,
            inMicrosoft: true,
            inPortsPage: false,
          },
        ],
        purpose: 'Pushing.',
        lifecycle: { status: 'current' },
        guide: [{ table: 't', row: 1 }],
        basis: 'ports.md',
        sources: ['page'],
        conflicts: [],
        differences: [],
        entries: [],
      },
    ]);
    expect(Object.isFrozen(result.catalog.conversations[0]?.services[0])).toBe(true);
  });

  it('takes configurableBy from the setting that holds the port', () => {
    const text = CONVERSATION.replace('{ service: smb }', '{ service: other, ports: site.ports.other }');
    const result = parseCatalog(files(BASE, text));
    if ('problems' in result) throw new Error(result.problems.join('\n'));
    expect(result.catalog.conversations[0]?.services[0]?.configurableBy).toBe('tab');
  });

  it.each([
    ['an unknown key', 'title: Push', 'titel: Push', 'unknown key "titel"'],
    ['a missing key', 'purpose: Pushing.', 'notes: Pushing.', '"purpose" is missing'],
    ['an unknown role', 'responder: client', 'responder: clint', 'unknown role "clint"'],
    ['an unknown service', 'service: smb', 'service: smd', 'unknown service "smd"'],
    ['an unknown source', 'sources: [page]', 'sources: [pages]', 'unknown source "pages"'],
    ['no source', 'sources: [page]', 'sources: []', 'a fact needs a source'],
    ['an unknown pairing', 'pairing: assigned-site', 'pairing: nowhere', '"pairing" must be one of'],
    ['an unknown lifecycle', 'purpose:', 'lifecycle: gone\n    purpose:', '"lifecycle" names "gone"'],
    ['an unknown conflict', 'purpose:', 'conflicts: [war]\n    purpose:', '"conflicts" names "war"'],
    [
      'an unknown setting',
      'purpose:',
      'when: [{ setting: site.x, is: 1 }]\n    purpose:',
      'unknown setting "site.x"',
    ],
    [
      'a wrong type',
      'purpose:',
      'when: [{ setting: site.push, is: yes }]\n    purpose:',
      '"yes" is no value of site.push',
    ],
    [
      'a wrong value',
      'purpose:',
      'when: [{ setting: site.mode, is: three }]\n    purpose:',
      '"three" is no value of site.mode',
    ],
    [
      'two comparisons',
      'purpose:',
      'when: [{ setting: site.push, is: true, not: false }]\n    purpose:',
      'exactly one of',
    ],
    ['no comparison', 'purpose:', 'when: [{ setting: site.push }]\n    purpose:', 'exactly one of'],
    ['a port without default', 'service: smb', 'service: other', 'has no default'],
    ['an unknown port setting', 'service: smb', 'service: smb, ports: site.y', 'unknown setting "site.y"'],
    ['optional without condition', 'service: smb', 'service: smb, optional: true', 'needs a condition'],
    ['both sides in one-way', 'service: smb', 'service: smb, listener: both', 'for two-way conversations'],
    ['a row that is not there', 'row: 1', 'row: 2', 'has no row t/2'],
    ['a row that nothing carries', 'guide: [{ table: t, row: 1 }]', 'guide: []', 'nothing carries row t/1'],
    ['a text for a flag', 'service: smb', 'service: smb, inGuide: maybe', '"inGuide" must be true or false'],
    [
      'removed without version',
      'purpose:',
      'lifecycle: { status: removed }\n    purpose:',
      'needs the version',
    ],
    ['a wrong version', 'purpose:', 'lifecycle: { since: 2113 }\n    purpose:', 'product version'],
  ])('refuses %s', (_, from, to, problem) => {
    expect(changed(from, to).join('\n')).toContain(problem);
  });

  it.each([
    ['a port out of range', 'ports: 445', 'ports: 99999', '"ports" are not valid'],
    ['a wrong date', '2025-12-08', '12/08/2025', '"date" must be ISO 8601'],
    ['an alias that is a role', 'aliases: [server]', 'aliases: [client]', 'the alias "client" is taken'],
    ['a duplicate id', 'id: other', 'id: smb', '"smb" is there twice'],
    ['a default that is no value', 'default: one', 'default: none', '"default" is none of "values"'],
    ['a setting without subject', 'id: site.push', 'id: push', 'starts with its subject'],
    [
      'an unknown configuration',
      'configurableBy: tab',
      'configurableBy: tap',
      'unknown port configuration "tap"',
    ],
    ['an unknown list', 'roles:', 'rolls:', 'unknown key "rolls"'],
    [
      'a list that is none',
      'guide: [{ id: t, title: Table, rows: 1 }]',
      'guide: 1',
      '"guide" must be a list',
    ],
  ])('refuses %s in the vocabulary', (_, from, to, problem) => {
    expect(BASE).toContain(from);
    expect(problemsOf(BASE.replace(from, to), CONVERSATION).join('\n')).toContain(problem);
  });

  it('names file and place', () => {
    expect(changed('title: Push', 'titel: Push')).toContain(
      '1.yaml.conversations[0] (c): unknown key "titel"',
    );
  });

  it('says which file is no YAML', () => {
    expect(problemsOf(BASE, CONVERSATION, 'a: [').join()).toContain('2.yaml: not valid YAML');
    expect(problemsOf(BASE, CONVERSATION, 'just text').join()).toContain('2.yaml: expected a map');
  });

  it('refuses a conflict that nobody names, and one that follows nobody', () => {
    const conflict = (followed: string): string =>
      `conflicts: [{ id: k, about: x, positions: [{ source: page, says: a }, { source: page, says: b }], followed: ${followed}, why: y }]`;
    expect(problemsOf(BASE, CONVERSATION, conflict('page'))).toEqual([
      'conflict k: no conversation names it',
    ]);
    const naming = CONVERSATION.replace('purpose:', 'conflicts: [k]\n    purpose:');
    expect(problemsOf(BASE, naming, conflict('page'))).toEqual([]);
    expect(problemsOf(BASE, naming, conflict('neither'))).toEqual([]);
    expect(problemsOf(BASE, naming, conflict('nobody'))).toEqual([
      'conflict k: "followed" is none of its positions: "nobody"',
    ]);
  });

  it('shares what stands above a list of host names', () => {
    const text = `
internetEndpoints:
  - role: client
    feature: F
    source: page
    ports: 443
    portsBasis: stated
    hosts: [{ pattern: a.example }, { pattern: b.example, ports: 80, cloud: usgov }]`;
    const result = parseCatalog(files(BASE, CONVERSATION, text));
    if ('problems' in result) throw new Error(result.problems.join('\n'));
    expect(result.catalog.endpoints.map((e) => [e.id, e.ports, e.cloud, e.lifecycle])).toEqual([
      ['client/F/a.example', '443', 'public', 'current'],
      ['client/F/b.example (usgov)', '80', 'usgov', 'current'],
    ]);
  });
});
