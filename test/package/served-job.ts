/** A job of a server that runs as a process of its own, on a copy of the bundled example. */
import { spawn } from 'node:child_process';

const LINK = /https?:\/\/\S+\/open\?token=[\w-]+/;

/** How verifying the stored configuration of a filter ends, and how many findings there are. */
export async function servedJob(
  node: string,
  command: string,
): Promise<{ readonly state: string; readonly findings: number }> {
  const child = spawn(node, [command, 'serve', '--example', '--port', '0'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const link = await new Promise<string>((resolve, reject) => {
      let said = '';
      const hear = (text: Buffer): void => {
        said += String(text);
        const found = LINK.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', () => reject(new Error(said)));
    });
    const answer = await fetch(link, { redirect: 'manual' });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const jobs = `${new URL(link).origin}/api/v1/jobs`;
    const begun = await fetch(jobs, {
      method: 'POST',
      headers: { cookie, 'x-portolan': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'verify', targets: [{ filter: 'core', stored: true }] }),
    });
    const { id } = (await begun.json()) as { id: string };
    await (await fetch(`${jobs}/${id}/events`, { headers: { cookie } })).text();
    const job = (await (await fetch(`${jobs}/${id}`, { headers: { cookie } })).json()) as {
      state: string;
      result?: { findings: unknown[] };
    };
    return { state: job.state, findings: job.result?.findings.length ?? 0 };
  } finally {
    child.kill('SIGINT');
    await ended;
  }
}
