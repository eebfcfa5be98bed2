import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hierarchyOf } from '../../test/rules/plan-kit.ts';
import { UsageError } from './exit.ts';
import { targetsOf } from './targets.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-targets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (...names: string[]): string => {
  const full = path.join(folder, ...names);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, '');
  return full;
};

const hierarchy = hierarchyOf({ filters: { core: {}, branch: {}, same: {} }, hosts: { mp01: {}, same: {} } });

describe('targetsOf', () => {
  it('takes a file for the filter or host that is named', () => {
    const one = file('any.cfg');
    expect(targetsOf([one], hierarchy, { filter: 'core' })).toEqual([
      { kind: 'filter', name: 'core', files: [one] },
    ]);
    expect(targetsOf([one], hierarchy, { host: 'mp01' })).toEqual([
      { kind: 'host', name: 'mp01', files: [one] },
    ]);
    expect(targetsOf(['-'], hierarchy, { filter: 'core' })[0]?.files).toEqual(['-']);
  });

  it('joins the files of one filter', () => {
    const [four, six] = [file('rules.v4'), file('rules.v6')];
    expect(targetsOf([four, six], hierarchy, { filter: 'core' })).toEqual([
      { kind: 'filter', name: 'core', files: [four, six] },
    ]);
  });

  it('takes NAME=FILE', () => {
    const one = file('a.cfg');
    expect(targetsOf([`branch=${one}`, `mp01=${one}`], hierarchy, {})).toEqual([
      { kind: 'filter', name: 'branch', files: [one] },
      { kind: 'host', name: 'mp01', files: [one] },
    ]);
    // A file may have such a name, too.
    const odd = file('core.nft=x');
    expect(targetsOf([odd], hierarchy, { filter: 'branch' })[0]?.files).toEqual([odd]);
  });

  it('knows files by their names, and everything in a folder', () => {
    const tree = path.join(folder, 'rules');
    const files = [
      file('rules', 'filters', 'CORE.nft'),
      file('rules', 'filters', 'same.nft'),
      file('rules', 'hosts', 'mp01.ps1'),
      file('rules', 'hosts', 'same.ps1'),
    ];
    file('rules', '.hidden');
    expect(targetsOf([tree], hierarchy, {}).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'filter core',
      'filter same',
      'host mp01',
      'host same',
    ]);
    expect(targetsOf([tree], hierarchy, {}).flatMap((t) => t.files)).toEqual(files);
  });

  it('knows them with any ending, as files of a workspace are called', () => {
    const files = [
      file('ws', 'filters', 'branch.rules.v4'),
      file('ws', 'filters', 'branch.rules.v6'),
      file('ws', 'filters', 'core.cisco-asa.cfg'),
      file('ws', 'hosts', 'same.netsh.txt'),
    ];
    expect(targetsOf([path.join(folder, 'ws')], hierarchy, {})).toEqual([
      { kind: 'filter', name: 'branch', files: files.slice(0, 2) },
      { kind: 'filter', name: 'core', files: [files[2]] },
      { kind: 'host', name: 'same', files: [files[3]] },
    ]);
    const dotted = hierarchyOf({ filters: { web: {}, 'web.a': {} }, hosts: { 'web.a.b': {} } });
    const of = (name: string) => targetsOf([file('dotted', name)], dotted, {}).map((t) => t.name);
    expect(['web.nft', 'web.a.nft', 'web.a.b.ps1', 'web.b.cfg'].map(of)).toEqual([
      ['web'],
      ['web.a'],
      ['web.a.b'],
      ['web'],
    ]);
  });

  it.each([
    [{ filter: 'cor' }, 'cor'],
    [{ host: 'mp1' }, 'mp1'],
    [{ filter: 'core', host: 'mp01' }, 'exclude each other'],
    [{}, 'nobody knows whose configuration'],
  ])('refuses %j', (named, message) => {
    const one = file('whose.cfg');
    expect(() => targetsOf([one], hierarchy, named)).toThrow(UsageError);
    expect(() => targetsOf([one], hierarchy, named)).toThrow(message);
  });

  it('refuses files that are not there, and folders without any', () => {
    mkdirSync(path.join(folder, 'empty'));
    expect(() => targetsOf([path.join(folder, 'nowhere')], hierarchy, { filter: 'core' })).toThrow(
      'no such file',
    );
    expect(() => targetsOf([path.join(folder, 'empty')], hierarchy, { filter: 'core' })).toThrow(
      'holds no file',
    );
  });
});
