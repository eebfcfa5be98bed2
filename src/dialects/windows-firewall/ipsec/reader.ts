import type { DialectReader } from '../../reader.ts';
import { linesOf } from '../../source/lines.ts';
import { runScript } from '../read/powershell/run.ts';
import { IPSEC } from './commands.ts';
import { type ReadIpsec, raiseIpsec } from './raise.ts';
import { recogniseIpsec } from './recognise.ts';

/** Connection security rules of a Windows host, as a PowerShell script makes them. */
export const windowsIpsecReader: DialectReader<ReadIpsec> = {
  id: 'windows-ipsec',
  title: 'Windows connection security rules (PowerShell)',
  recognises: recogniseIpsec,
  parse(text, file) {
    const { steps, diagnostics } = runScript(linesOf(text, file), IPSEC);
    return { config: { file, steps }, diagnostics };
  },
  raise: (config) => raiseIpsec(config),
  // What is missing there is a rule for both ends, with their authentication.
  write: () => undefined,
};
