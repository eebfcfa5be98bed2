/**
 * What Windows would have seen of what Linux saw: no ICMP message and nothing of what an answer had left, but pings.
 * PowerShell can't be run here; what its records are worth can be held against the truth all the same.
 */

import type { Inside } from '../../src/lab/inside/lab.ts';
import type { LabHost } from '../../src/lab/model.ts';

interface Line {
  readonly transport?: string;
  readonly to?: { readonly address?: string };
  readonly facts?: Readonly<Record<string, string>>;
}

/** @param host that the result was written on */
export async function asWindows(text: string, host: LabHost, inside: Inside): Promise<string> {
  const echoes = new Map<string, Promise<string>>();
  const lines = text.split('\n').map(async (line) => {
    if (line === '') return line;
    const value = JSON.parse(line) as Line;
    const { facts, transport, to } = value;
    if (!facts || transport !== 'tcp') return line;
    const { left: _, down: __, 'by ttl': byTtl = '', ...rest } = facts;
    if (Object.keys(rest).some((key) => key.startsWith('icmp '))) return '';
    const address = to?.address ?? '';
    const words = byTtl.split(' ').map((word) => (word.includes('/') ? '-' : word));
    const isAnswered = words.some((word) => word !== '-');
    const pings = echoes.get(address) ?? echoesOf(address, host, inside);
    echoes.set(address, pings);
    const seen = {
      ...rest,
      system: 'windows',
      ...(isAnswered && { 'by ttl': words.join(' '), pings: await pings }),
    };
    return JSON.stringify({ ...value, facts: seen });
  });
  return (await Promise.all(lines)).filter((line) => line !== '').join('\n');
}

/** As the script for Windows writes them down. */
async function echoesOf(address: string, host: LabHost, inside: Inside): Promise<string> {
  const words: string[] = [];
  for (let ttl = 1; ttl <= 5 && words.at(-1) !== 'ok'; ttl++) {
    const child = inside.spawnIn(host, ['ping', '-n', '-c', '1', '-W', '2', '-t', `${ttl}`, address], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout?.on('data', (chunk) => (said += chunk));
    await new Promise((resolve) => child.once('close', resolve));
    const router = /From ([0-9a-f.:]+?):? icmp_seq=\d+ Time (?:to live )?exceeded/i.exec(said)?.[1];
    if (/bytes from/.test(said)) words.push('ok');
    else words.push(router === undefined ? '-' : `${router}/${router.includes(':') ? '3/0' : '11/0'}`);
  }
  return words.join(' ');
}
