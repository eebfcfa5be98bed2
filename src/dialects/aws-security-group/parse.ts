import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Findings } from '../source/findings.ts';
import { readJson } from '../source/json.ts';
import { linesOf } from '../source/lines.ts';
import { isTerraformJson, terraformOfHcl, terraformOfJson } from '../source/terraform.ts';
import { entry, type Value, valueOfJson } from '../source/value.ts';
import { readYaml } from '../source/yaml.ts';
import { Draft } from './draft.ts';
import type { AwsConfig } from './model.ts';
import { addApi } from './parse-api.ts';
import { addTemplate } from './parse-template.ts';
import { addTerraform } from './parse-terraform.ts';

/** Text only: security groups in JSON, YAML or HCL. */
export function parse(
  text: string,
  file: string,
): { readonly config: AwsConfig; readonly diagnostics: readonly Diagnostic[] } {
  const findings = new Findings();
  const draft = new Draft(linesOf(text, file), findings);
  if (/^[\s\uFEFF]*[[{]/.test(text)) {
    const { root, fault } = readJson(text.replace(/^\uFEFF/, ' '));
    if (fault) draft.fault(fault.offset, fault.message);
    if (root) addDocument(valueOfJson(root), draft);
  } else if (/^(?:Resources|AWSTemplateFormatVersion)['"]?[ \t]*:/m.test(text)) {
    const { root, fault } = readYaml(text);
    if (fault) draft.fault(fault.offset, fault.message);
    if (root) addDocument(root, draft);
  } else addTerraform(terraformOfHcl(text), draft);
  return {
    config: { kind: 'aws-security-group', file, text, ...draft.finish() },
    diagnostics: findings.all(),
  };
}

function addDocument(root: Value, draft: Draft): void {
  if (isTerraformJson(root)) addTerraform(terraformOfJson(root), draft);
  else if (root.kind === 'object' && entry(root, 'Resources')) addTemplate(root, draft);
  else if (!addApi(root, draft)) draft.doubt(draft.at(root));
}
