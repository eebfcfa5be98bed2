/** Before the browser's tests: the web UI is built, unless it is newer than its sources. */
import { run } from '../../scripts/process.ts';

export async function setup(): Promise<void> {
  const { code, errors } = await run(process.execPath, ['scripts/build-web.ts']);
  if (code !== 0) throw new Error(`the web UI does not build\n${errors}`);
}
