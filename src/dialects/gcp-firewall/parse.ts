import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Findings, quoted } from '../source/findings.ts';
import { readJson } from '../source/json.ts';
import { type Lines, linesOf, placeOf, type Written, writtenAt } from '../source/lines.ts';
import {
  isTerraformJson,
  type TerraformReading,
  terraformOfHcl,
  terraformOfJson,
} from '../source/terraform.ts';
import { entry, fieldsOf, listOf, type Value, valueOfJson } from '../source/value.ts';
import type { GcpConfig, GcpRule } from './model.ts';
import { API_NAMES, ruleFrom, TERRAFORM_NAMES } from './parse-rule.ts';

/** What makes nobody know how often a resource is there. */
const REPEATS: readonly string[] = ['count', 'for_each'];

/** Text only: firewall rules in JSON or HCL. */
export function parse(
  text: string,
  file: string,
): { readonly config: GcpConfig; readonly diagnostics: readonly Diagnostic[] } {
  const reading = new Reading(linesOf(text, file));
  if (/^[\s\uFEFF]*[[{]/.test(text)) {
    const { root, fault } = readJson(text.replace(/^\uFEFF/, ' '));
    if (fault) reading.doubt({ ...reading.at(fault.offset, fault.offset), text: fault.message });
    const value = root && valueOfJson(root);
    if (value && isTerraformJson(value)) reading.terraform(terraformOfJson(value));
    else if (value) reading.api(value);
  } else reading.terraform(terraformOfHcl(text));
  return reading.finish(file);
}

class Reading {
  private readonly lines: Lines;
  private readonly findings = new Findings();
  private readonly rules: GcpRule[] = [];
  private readonly doubts: Written[] = [];

  constructor(lines: Lines) {
    this.lines = lines;
  }

  at(start: number, end: number): Written {
    return writtenAt(this.lines, start, end);
  }

  /** What could hold rules that nobody sees. */
  doubt(written: Written): void {
    this.doubts.push(written);
    this.findings.add('PT8001', {
      message: `${quoted(written.text)} was not understood`,
      place: written.place,
      help: 'It could hold rules, so that every verdict depends on it',
    });
  }

  /** What Google's interface and `gcloud compute firewall-rules` answer: a rule, a list, or a page of one. */
  api(root: Value): void {
    const page = entry(root, 'items');
    for (const item of page ? listOf(page) : listOf(root)) {
      const written = this.at(item.start, item.end);
      const isRule = ['allowed', 'denied', 'direction'].some((name) => entry(item, name) !== undefined);
      if (item.kind !== 'object' || !isRule) this.doubt(written);
      else this.add(ruleFrom(fieldsOf(item), written, API_NAMES, ''));
    }
  }

  terraform({ resources, doubts }: TerraformReading): void {
    for (const { start, end } of doubts) this.doubt(this.at(start, end));
    for (const { type, name, values, start, end } of resources) {
      if (type !== 'google_compute_firewall') {
        // Policies of a folder or network are asked before these rules.
        if (/^google_compute_.*firewall_policy/.test(type)) this.doubt(this.at(start, end));
        continue;
      }
      const fields = fieldsOf(values);
      const repeats = REPEATS.filter((key) => fields.take(key)).map((key) => `its ${key}`);
      const rule = ruleFrom(fields, this.at(start, end), TERRAFORM_NAMES, name);
      this.add(repeats.length > 0 ? { ...rule, doubts: [...rule.doubts, ...repeats] } : rule);
    }
  }

  private add(rule: GcpRule): void {
    this.rules.push(rule);
    const terms = [...rule.services, ...rule.sources, ...rule.destinations];
    const unknown = [
      ...rule.doubts,
      ...(rule.priority === undefined ? ['its priority'] : []),
      ...(rule.direction === undefined ? ['its direction'] : []),
      ...(rule.action === undefined ? ['whether it allows or denies'] : []),
      ...terms.flatMap((term) => (term.kind === 'unknown' ? [quoted(term.text)] : [])),
    ];
    for (const part of unknown)
      this.findings.add('PT8002', {
        message: `the rule ${quoted(rule.name)} depends on ${part}`,
        place: rule.place,
      });
  }

  finish(file: string): { config: GcpConfig; diagnostics: readonly Diagnostic[] } {
    if (this.rules.length === 0 && this.doubts.length === 0)
      this.findings.add('PT8007', {
        message: `there is no firewall rule in ${file}`,
        place: placeOf(this.lines, 0, 0),
        help: 'Give the output of "gcloud compute firewall-rules list --format=json", or "terraform show -json"',
      });
    const config: GcpConfig = {
      kind: 'gcp-firewall',
      file,
      text: this.lines.text,
      rules: this.rules,
      doubts: this.doubts,
    };
    return { config, diagnostics: this.findings.all() };
  }
}
