/** The commands of `netsh ipsec static`, without a meaning yet. */
import { UNKNOWN_VALUE } from '../read/netsh/command-line.ts';

export type Noun = 'policy' | 'filterlist' | 'filter' | 'filteraction' | 'rule';
type Verb = 'add' | 'set' | 'delete';

export interface StaticCommand {
  readonly verb: Verb;
  readonly noun: Noun | 'all';
  /** By the whole names of their tags, which may be shortened; `null` where a variable stands for the value. */
  readonly fields: ReadonlyMap<string, string | null>;
  /** Parts that were not understood. */
  readonly strange: readonly string[];
}

/**
 * The tags of each command, in the order in which values without a tag are taken for them (Microsoft, "netsh ipsec",
 * and the help that netsh prints).
 */
const TAGS: Readonly<Record<Verb, Readonly<Record<Noun, string>>>> = {
  add: {
    policy:
      'name description mmpfs qmpermm mmlifetime activatedefaultrule pollinginterval assign mmsecmethods',
    filterlist: 'name description',
    filter: 'filterlist srcaddr dstaddr description protocol mirrored srcmask dstmask srcport dstport',
    filteraction: 'name description qmpfs inpass soft action qmsecmethods',
    rule: 'name policy filterlist filteraction tunnel conntype activate description kerberos psk rootca',
  },
  set: {
    policy:
      'name guid newname description mmpfs qmpermm mmlifetime activatedefaultrule pollinginterval assign gponame mmsecmethods',
    filterlist: 'name guid newname description',
    filter: '',
    filteraction: 'name guid newname description qmpfs inpass soft action qmsecmethods',
    rule: 'name id policy newname description filterlist filteraction tunnel conntype activate kerberos psk rootca',
  },
  delete: {
    policy: 'name',
    filterlist: 'name',
    filter: 'filterlist srcaddr dstaddr protocol mirrored srcmask dstmask srcport dstport',
    filteraction: 'name',
    rule: 'name id policy',
  },
};

/** What decides neither which packets a policy is for nor what becomes of them. */
const BESIDE: ReadonlySet<string> = new Set(
  'description mmpfs qmpermm mmlifetime pollinginterval mmsecmethods qmpfs qmsecmethods kerberos psk rootca'
    .concat(' activatedefaultrule')
    .split(' '),
);

/** Subjects of `set` that say where and how commands work, and the default response rule, which no Windows since Vista has. */
const SETTINGS: ReadonlySet<string> = new Set(['batch', 'interactive', 'defaultrule']);

/** The words behind `netsh ipsec static`; `nothing` for what changes no policy, absent for what isn't understood. */
export function staticCommand(words: readonly string[]): StaticCommand | 'nothing' | undefined {
  const [verb, subject, ...rest] = words;
  const doing = verb?.toLowerCase();
  const what = subject?.toLowerCase();
  switch (doing) {
    case undefined:
    case 'show':
    case 'help':
    case '?':
    case 'dump':
    case 'exportpolicy':
      return 'nothing';
    case 'set':
      if (what !== undefined && SETTINGS.has(what)) return 'nothing';
      // Policies of the domain and the persistent ones are others than the computer's own.
      if (what === 'store') return /^(?:location=)?local$/i.test(rest.join(' ')) ? 'nothing' : undefined;
      break;
    case 'add':
      break;
    case 'delete':
      if (what === 'all' && rest.length === 0)
        return { verb: doing, noun: 'all', fields: new Map(), strange: [] };
      break;
    default:
      return undefined;
  }
  const noun = NOUNS.find((name) => name === what);
  if (noun === undefined || TAGS[doing][noun] === '') return undefined;
  return { verb: doing, noun, ...fieldsOf(rest, TAGS[doing][noun].split(' ')) };
}

const NOUNS: readonly Noun[] = ['policy', 'filterlist', 'filter', 'filteraction', 'rule'];

function fieldsOf(
  words: readonly string[],
  tags: readonly string[],
): Pick<StaticCommand, 'fields' | 'strange'> {
  const fields = new Map<string, string | null>();
  const strange: string[] = [];
  let isPositional = true;
  for (const [i, word] of words.entries()) {
    const equals = word.indexOf('=');
    isPositional &&= equals < 0;
    const tag = equals > 0 ? tagOf(word.slice(0, equals).trim().toLowerCase(), tags) : undefined;
    // A value without a tag that stands behind one with a tag is for nobody knows what.
    const name = tag ?? (isPositional ? tags[i] : undefined);
    const value = tag === undefined ? word : word.slice(equals + 1);
    const isTwice = name !== undefined && fields.has(name) && !BESIDE.has(name);
    if (name === undefined || isTwice) strange.push(word.slice(0, 60).replaceAll(UNKNOWN_VALUE, '%…%'));
    // Which of two values counts is not known.
    if (name !== undefined) fields.set(name, isTwice || value.includes(UNKNOWN_VALUE) ? null : value.trim());
  }
  for (const [name, value] of fields)
    if (value === null && !BESIDE.has(name)) strange.push(`the value of ${name}`);
  return { fields, strange };
}

/** netsh takes the start of a tag for it where no other one begins so. */
function tagOf(text: string, tags: readonly string[]): string | undefined {
  if (tags.includes(text)) return text;
  const [found, ...more] = tags.filter((tag) => tag.startsWith(text));
  return more.length === 0 ? found : undefined;
}
