import { lookup } from 'node:dns/promises';

/**
 * The address of a name, as programs of this machine would find it: hosts file and all.
 * @throws {Error} with `code` where there is none.
 */
export async function resolveName(name: string, family: 4 | 6 | undefined): Promise<string> {
  const { address } = await lookup(name, { family: family ?? 0, verbatim: true });
  return address;
}

/** Why a name has no address, in words. */
export function resolvingWords(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'no DNS server or hosts file knows it';
  if (code === 'EAI_AGAIN' || code === 'ETIMEOUT') return 'no DNS server answers';
  return typeof code === 'string' ? `the system says ${code}` : String(error);
}
