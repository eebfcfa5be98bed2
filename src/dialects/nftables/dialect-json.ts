import type { Policy } from '../../policy/model.ts';
import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { NftFile } from './model.ts';
import { printJson } from './print-json.ts';

/** The same as `nftables`, for programs: a file for `nft -j -f`. */
export const nftablesJson: Dialect<NftFile> = {
  id: 'nftables-json',
  title: 'nftables as JSON (Linux)',
  extension: 'json',
  reader: 'nftables',
  capabilities: CAPABILITIES,
  lower: lowerForJson,
  print: printJson,
};

/** JSON includes no files: what a host needs beside the plan stands in its own chains. */
function lowerForJson(policy: Policy): ReturnType<typeof lower> {
  const { model, diagnostics } = lower(policy);
  const help =
    'Add rules for what else the host needs to the chains local_input and local_output of the file before you load it';
  return { model, diagnostics: diagnostics.map((d) => (d.code === 'PT7007' ? { ...d, help } : d)) };
}
