import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { armOfBicep, armOfJson, member } from '../source/arm.ts';
import { readBicep } from '../source/bicep.ts';
import { Findings } from '../source/findings.ts';
import { readJson } from '../source/json.ts';
import { linesOf } from '../source/lines.ts';
import { isTerraformJson, terraformOfHcl, terraformOfJson } from '../source/terraform.ts';
import { valueOfJson } from '../source/value.ts';
import { Draft } from './draft.ts';
import type { FirewallConfig } from './model.ts';
import { addArm, shapeOf } from './parse-arm.ts';
import { addTerraform } from './parse-terraform.ts';

/** Text only: policies of Azure Firewall in JSON, Bicep or HCL. */
export function parse(
  text: string,
  file: string,
): { readonly config: FirewallConfig; readonly diagnostics: readonly Diagnostic[] } {
  const findings = new Findings();
  const draft = new Draft(linesOf(text, file), findings);
  if (/^[\s\uFEFF]*[[{]/.test(text)) {
    const { root, fault } = readJson(text.replace(/^\uFEFF/, ' '));
    if (fault) draft.doubt({ ...draft.at({ start: fault.offset, end: fault.offset }), text: fault.message });
    const value = root && valueOfJson(root);
    if (value && isTerraformJson(value)) addTerraform(terraformOfJson(value), draft);
    else if (value)
      addArm(armOfJson(value, shapeOf), draft, value.kind === 'list' || !!member(value, 'value'));
  } else if (/^[ \t]*resource[ \t]+[\w-]+[ \t]+'/m.test(text))
    addArm(armOfBicep(readBicep(text)), draft, false);
  else addTerraform(terraformOfHcl(text), draft);
  return { config: { kind: 'azure-firewall', file, ...draft.finish() }, diagnostics: findings.all() };
}
