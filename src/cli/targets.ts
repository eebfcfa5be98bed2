import path from 'node:path';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Target } from '../verify/verify.ts';
import { ownerOfFile } from '../workspace/configuration-files.ts';
import { UsageError } from './exit.ts';
import { knownFilter, knownHost } from './names.ts';
import { configurationFiles } from './read-configuration.ts';

/** A filter or host, and the files of its configuration. */
export interface TargetFiles {
  readonly kind: Target['kind'];
  readonly name: string;
  readonly files: readonly string[];
}

/**
 * Whose configurations are meant: those of the filter or host that is named, or each of the one that it is given for
 * (`core=fw1.cfg`) or named after (`core.nft`, or all of a folder that `portolan rules --all` wrote).
 */
export function targetsOf(
  typed: readonly string[],
  hierarchy: Hierarchy,
  named: { readonly filter?: string | undefined; readonly host?: string | undefined },
): TargetFiles[] {
  if (named.filter !== undefined && named.host !== undefined)
    throw new UsageError('--filter and --host exclude each other', 'give NAME=FILE for several');
  const one = namedTarget(hierarchy, named);
  const targets = new Map<string, { kind: Target['kind']; name: string; files: string[] }>();
  const add = (kind: Target['kind'], name: string, file: string): void => {
    const target = targets.get(`${kind} ${name}`) ?? { kind, name, files: [] };
    target.files.push(file);
    targets.set(`${kind} ${name}`, target);
  };
  for (const argument of typed) {
    const given = givenFor(argument, hierarchy);
    const files = configurationFiles(given ? given.file : argument);
    for (const file of files) {
      // What web proxies may fetch, and what IPsec carries, is no filter of packets.
      if (!given && !one && NO_FILTERS.has(path.basename(path.dirname(file)))) continue;
      const target = given ?? one ?? byName(file, hierarchy);
      if (!target)
        throw new UsageError(
          `nobody knows whose configuration ${file} is`,
          `say --filter NAME or --host NAME, write NAME=${file}, or name the file after the filter`,
        );
      add(target.kind, target.name, file);
    }
  }
  return [...targets.values()];
}

/** Folders that `portolan rules --all` writes besides those of filters and hosts. */
const NO_FILTERS: ReadonlySet<string> = new Set(['proxies', 'ipsec']);

interface Named {
  readonly kind: Target['kind'];
  readonly name: string;
}

function namedTarget(
  hierarchy: Hierarchy,
  { filter, host }: { readonly filter?: string | undefined; readonly host?: string | undefined },
): Named | undefined {
  if (filter !== undefined) return { kind: 'filter', name: knownFilter(filter, hierarchy) };
  return host === undefined ? undefined : { kind: 'host', name: knownHost(host, hierarchy) };
}

function givenFor(argument: string, hierarchy: Hierarchy): (Named & { file: string }) | undefined {
  const equals = argument.indexOf('=');
  if (equals < 1) return undefined;
  const name = argument.slice(0, equals);
  const file = argument.slice(equals + 1);
  if (hierarchy.filters.some((f) => f.name === name)) return { kind: 'filter', name, file };
  if (hierarchy.hosts.some((h) => h.name === name)) return { kind: 'host', name, file };
  return undefined;
}

/** As the files of a workspace are named, and those that `portolan rules` writes. */
function byName(file: string, hierarchy: Hierarchy): Named | undefined {
  const name = path.basename(file);
  const folder = path.basename(path.dirname(file));
  const [filter, host] = [ownerOfFile(name, 'filter', hierarchy), ownerOfFile(name, 'host', hierarchy)];
  const longer = (filter?.stem.length ?? 0) - (host?.stem.length ?? 0);
  if (filter && (longer > 0 || (longer === 0 && folder !== 'hosts')))
    return { kind: 'filter', name: filter.name };
  return host && { kind: 'host', name: host.name };
}
