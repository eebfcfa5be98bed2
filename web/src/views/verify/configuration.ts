import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import type { ConfigurationFile } from '../../api/documents.ts';
import { toParams } from '../../app/search.ts';
import type { RulesTarget } from '../rules/queries.ts';
import type { JobTarget } from './jobs.ts';

/** What the server takes of one file. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A configuration on the screen: stored in the workspace, or looked at once. */
export interface ConfigurationText {
  readonly text: string;
  readonly file: string;
  readonly dialect?: string;
  readonly stored: boolean;
}

const pathOf = ({ kind, name }: RulesTarget): string => `/${kind}s/${encodeURIComponent(name)}/configuration`;

/** @param file one of its files; the one that was written last if left out */
export const storedQuery = (target: RulesTarget, revision: string, file?: string) =>
  queryOptions({
    queryKey: ['configuration', target.kind, target.name, revision, file ?? ''],
    queryFn: async ({ signal }): Promise<ConfigurationText> => {
      const params = toParams({ file });
      const address = params.size > 0 ? `${pathOf(target)}?${params}` : pathOf(target);
      const response = await request(address, { signal, headers: { accept: 'text/plain' } });
      const dialect = response.headers.get('x-portolan-dialect');
      return {
        text: await response.text(),
        file: decodeURI(response.headers.get('x-portolan-file') ?? target.name),
        ...(dialect !== null && { dialect }),
        stored: true,
      };
    },
  });

/** Stores a file in the workspace, in place of the one in the same language; what else is there stays. */
export async function storeConfiguration(
  target: RulesTarget,
  body: Blob | string,
  dialect: string | undefined,
  revision: string | undefined,
  signal: AbortSignal,
): Promise<ConfigurationFile> {
  const params = toParams({ dialect });
  const response = await request(params.size > 0 ? `${pathOf(target)}?${params}` : pathOf(target), {
    method: 'PUT',
    body,
    headers: revision === undefined ? { 'if-none-match': '*' } : { 'if-match': revision },
    signal,
  });
  return (await response.json()) as ConfigurationFile;
}

/** Other files of the same filter or host that are no part of its configuration. */
export function filesBefore({ file, others = [], parts = [file] }: ConfigurationFile): readonly string[] {
  return others.filter((other) => !parts.includes(other));
}

/** Removes a configuration; where older files are there, the one that was written last, alone. */
export async function removeConfiguration(target: RulesTarget, stored: ConfigurationFile): Promise<void> {
  const params = toParams({ file: filesBefore(stored).length > 0 ? stored.file : undefined });
  await request(params.size > 0 ? `${pathOf(target)}?${params}` : pathOf(target), {
    method: 'DELETE',
    headers: { 'if-match': stored.revision },
  });
}

/** Why a file can't be taken, in the user's words; nothing if it can. */
export function refusalOf(name: string, bytes: number): string | undefined {
  if (bytes > MOST_BYTES)
    return `${name} has ${sizeText(bytes)}. Portolan takes up to 64 MB of one configuration: export the rules only, without logs and objects that are not used.`;
  if (bytes === 0) return `${name} is empty.`;
  return undefined;
}

/** A size that one can read: `12 kB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  const unit = bytes < 1_000_000 ? 'kB' : 'MB';
  const value = bytes / (unit === 'kB' ? 1000 : 1_000_000);
  return `${value < 10 ? Math.ceil(value * 10) / 10 : Math.round(value)} ${unit}`;
}

/** Reads a file as firewalls and Windows write them: UTF-8, or UTF-16 with its mark. */
export async function readFileText(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  return new TextDecoder(wide ?? 'utf-8').decode(bytes);
}

export function jobTarget(
  { kind, name }: RulesTarget,
  configuration: ConfigurationText | undefined,
): JobTarget {
  const owner = kind === 'filter' ? { filter: name } : { host: name };
  if (!configuration || configuration.stored) return { ...owner, stored: true };
  const { text, file, dialect } = configuration;
  return { ...owner, text, file, ...(dialect !== undefined && { dialect }) };
}
