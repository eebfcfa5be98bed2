/**
 * The output of `netsh advfirewall firewall show rule name=all verbose`: a block a rule, a label and a value a line.
 * Without `verbose` it leaves out which program and service a rule is for, so that its rules depend on that.
 */
import { diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import { type Lines, writtenAt } from '../../../source/lines.ts';
import type { Step } from '../model.ts';
import { FIRST_LABELS, LABELS, translated } from './words.ts';

/** A line of dashes under a rule's name. */
const RULER = /^-{40,}$/;
/** Values begin here, and lines that go on with one begin with as many blanks. */
const LABEL = /^([^:]{1,60}?)\s*:\s*(.*)$/;
const INDENTED = /^\s{20,}\S/;

const NETSH_HELP =
  'Export them with: Get-NetFirewallRule in PowerShell, or reg export HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy FILE.reg';

interface Entry {
  readonly label: string;
  values: string[];
}

interface Block {
  readonly start: number;
  end: number;
  readonly entries: Entry[];
  /** Lines that belong to nothing. */
  readonly strange: string[];
}

export function parseListing(lines: Lines): { steps: Step[]; diagnostics: Diagnostic[] } {
  const steps: Step[] = [];
  const diagnostics: Diagnostic[] = [];
  const blocks = blocksOf(lines, (start, end) => {
    const written = writtenAt(lines, start, end);
    if (diagnostics.length < MOST_FINDINGS)
      diagnostics.push(
        diagnostic('PT8001', {
          message: 'the line was not understood',
          place: written.place,
          help: NETSH_HELP,
        }),
      );
    steps.push({ kind: 'unknown', ...written, conditions: [] });
  });
  let withoutProgram: Block | undefined;
  for (const block of blocks) {
    const { fields, strange, isVerbose } = fieldsOf(block);
    const written = writtenAt(lines, block.start, block.end);
    if (strange.length > 0 && diagnostics.length < MOST_FINDINGS)
      diagnostics.push(
        diagnostic('PT8002', {
          message: `a part of the rule was not understood: ${strange.slice(0, 5).join(', ')}`,
          place: written.place,
          help: NETSH_HELP,
        }),
      );
    if (!isVerbose) withoutProgram ??= block;
    steps.push({ kind: 'create', ...written, fields, store: 'local', conditions: isVerbose ? [] : [UNSAID] });
  }
  if (withoutProgram)
    diagnostics.push(
      diagnostic('PT8002', {
        message: 'the listing leaves out which programs and services its rules are for',
        place: writtenAt(lines, withoutProgram.start, withoutProgram.end).place,
        help: 'List them with: netsh advfirewall firewall show rule name=all verbose',
      }),
    );
  return { steps, diagnostics };
}

const MOST_FINDINGS = 200;
const UNSAID = 'which program and service the rule is for, which only `verbose` lists';

/** The command itself, copied from its window with what it shows. */
const COMMAND = /\bnetsh(?:\.exe)?\s+advfirewall\s+firewall\s+show\s+rule\b/i;

/** Ends a listing, in any language: `Ok.` */
const LAST = /^(?:ok\.?|aceptar\.?|\d+ .{0,80})$/i;

function blocksOf(lines: Lines, addUnknown: (start: number, end: number) => void): Block[] {
  const { text, starts } = lines;
  const blocks: Block[] = [];
  let block: Block | undefined;
  const lineAt = (i: number): string => text.slice(starts[i] ?? 0, starts[i + 1] ?? text.length).trimEnd();
  for (let i = 0; i < starts.length; i++) {
    const line = lineAt(i).replace(/^\ufeff/, '');
    if (line.trim() === '' || RULER.test(line)) continue;
    const start = starts[i] ?? 0;
    const end = start + lineAt(i).length;
    const found = INDENTED.test(line) ? undefined : LABEL.exec(line);
    const label = found?.[1]?.trim().toLowerCase() ?? '';
    if (found && FIRST_LABELS.has(label) && RULER.test(lineAt(i + 1))) {
      block = { start, end, entries: [{ label, values: [found[2] ?? ''] }], strange: [] };
      blocks.push(block);
    } else if (!block) {
      if (!COMMAND.test(line)) addUnknown(start, end);
    } else if (found) {
      block.entries.push({ label, values: [found[2] ?? ''] });
      block.end = end;
    } else if (INDENTED.test(line)) {
      block.entries.at(-1)?.values.push(line.trim());
      block.end = end;
    } else if (!LAST.test(line.trim())) {
      block.strange.push(line.trim().slice(0, 60));
      block.end = end;
    }
  }
  return blocks;
}

interface ListedRule {
  readonly fields: Map<string, readonly string[] | null>;
  readonly strange: readonly string[];
  readonly isVerbose: boolean;
}

/** Fields that every rule shows: what one without them does is not known. */
const NEEDED: readonly string[] = ['enabled', 'direction', 'profile', 'protocol', 'action'];
/** A rule shows both, but for the addresses of one that takes any. */
const LISTS: ReadonlySet<string> = new Set([
  'profile',
  'localaddress',
  'remoteaddress',
  'localport',
  'remoteport',
]);

function fieldsOf({ entries, strange: lines }: Block): ListedRule {
  const fields = new Map<string, readonly string[] | null>();
  const strange = [...lines];
  let isVerbose = false;
  for (const { label, values } of entries) {
    const field = LABELS.get(label);
    if (field === undefined) {
      strange.push(label);
      fields.set('?part', null);
      continue;
    }
    isVerbose ||= field === 'interfacetype' || field === 'authentication' || field === 'program';
    if (field === '') continue;
    // A description may hold lines that look like others.
    if (fields.has(field) && field !== 'description') {
      strange.push(`${label} twice`);
      fields.set('?part', null);
    }
    readField(fields, field, values, strange);
  }
  if (lines.length > 0) fields.set('?part', null);
  for (const name of NEEDED) {
    if (fields.has(name)) continue;
    fields.set(name, null);
    strange.push(`no ${name}`);
  }
  return { fields, strange, isVerbose };
}

function readField(
  fields: Map<string, readonly string[] | null>,
  field: string,
  values: readonly string[],
  strange: string[],
): void {
  const [first = '', ...more] = values;
  if (field === 'protocol') {
    fields.set('protocol', [translated(field, first)]);
    if (more.length > 0) readIcmp(fields, more, strange);
    return;
  }
  if (LISTS.has(field)) {
    // A long list goes on in the next line.
    const items = [first, ...more]
      .join(',')
      .split(',')
      .map((item) => item.trim());
    fields.set(
      field,
      items.filter((item) => item !== '').map((item) => translated(field, item)),
    );
    return;
  }
  const whole = [first, ...more].join(' ').trim();
  if (whole === '' && field !== 'displayname') return;
  fields.set(field, [translated(field, whole)]);
}

/** `Type    Code` and a line for each: `8       Any`. */
function readIcmp(
  fields: Map<string, readonly string[] | null>,
  rows: readonly string[],
  strange: string[],
): void {
  const types: string[] = [];
  for (const row of rows.slice(1)) {
    const [type = '', code = '', ...rest] = row.split(/\s+/);
    const known = rest.length === 0 && code !== '';
    const text = `${translated('icmptype', type)}:${translated('icmptype', code)}`.replace(
      /^Any:Any$/,
      'Any',
    );
    if (known) types.push(text.replaceAll('Any', text === 'Any' ? 'Any' : '*'));
    else strange.push(row);
  }
  fields.set('icmptype', types.length === 0 || strange.length > 0 ? null : types);
}
