import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityOf } from './process-identity.ts';
import { LabError } from './start.ts';
import { folderOf, isOwn, makeFolder, removeFolder, runningLab, runningLabs } from './state.ts';

let labs: string;

beforeEach(() => {
  labs = path.join(mkdtempSync(path.join(tmpdir(), 'portolan-state-')), 'labs');
});
afterEach(() => rmSync(path.dirname(labs), { recursive: true, force: true }));

/** A lab whose processes are this one: it runs, so it counts where its folder is trusted. */
function plant(): string {
  const folder = folderOf('hierarchy.yaml', labs);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = identityOf(process.pid);
  const state = { hierarchyFile: 'h', since: '', outer: own, inner: own, model: {} };
  writeFileSync(path.join(folder, 'state.json'), JSON.stringify(state));
  return folder;
}

describe.skipIf(process.platform !== 'linux')('where labs are written down', () => {
  it('is believed where it is this user’s alone', () => {
    const folder = plant();
    expect(runningLab(folder)?.hierarchyFile).toBe('h');
    expect([...runningLabs(labs).keys()]).toEqual([folder]);
  });

  it.each([
    ['the folder', () => chmodSync(labs, 0o777)],
    ['the one around it', () => chmodSync(path.dirname(labs), 0o770)],
  ])('is not believed, nor touched, where others may write into %s', (_, open) => {
    const folder = plant();
    open();
    expect(isOwn(labs)).toBe(false);
    expect(runningLab(folder)).toBeUndefined();
    expect(runningLabs(labs).size).toBe(0);
    removeFolder(folder);
    expect(() => makeFolder(folder)).toThrow(LabError);
    expect(existsSync(path.join(folder, 'state.json'))).toBe(true);
  });

  it('is not believed where it is a link, or another’s', () => {
    const folder = plant();
    const link = path.join(path.dirname(labs), 'link');
    symlinkSync(labs, link);
    expect(isOwn(link)).toBe(false);
    expect(isOwn(labs, 12_345)).toBe(false);
    expect(() => makeFolder(path.join(link, path.basename(folder)))).toThrow(LabError);
  });
});
