/** The single values of a hierarchy document. */
import { type Network, parseNetwork } from '../../net/network.ts';
import { type PortRange, parsePorts } from '../../net/ports.ts';
import { scalar } from './scalar.ts';
import type { Shape } from './shape.ts';

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/u;

/** Why a text can't be a name, or nothing. */
export function nameProblem(text: string): string | undefined {
  if (text.trim() === '') return 'the name is empty';
  if (text.length > 255) return `the name is ${text.length} characters long`;
  if (CONTROL.test(text)) return 'the name contains a control character or an invisible one';
  return undefined;
}

/** Any name; what it refers to is checked later. */
export function name(expects: string): Shape<string> {
  return scalar(expects, { type: ['string', 'number'] }, (text) => {
    const problem = nameProblem(text);
    return problem ? { code: 'PT2012', message: problem } : { value: text };
  });
}

export const flag: Shape<boolean> = scalar('true or false', { type: 'boolean' }, (text) => {
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  const meant = /^(yes|on|y|true)$/i.test(text)
    ? 'true'
    : /^(no|off|n|false)$/i.test(text)
      ? 'false'
      : undefined;
  return {
    code: 'PT2017',
    message: `${quote(text)} is neither true nor false`,
    help: meant && `write \`${meant}\``,
  };
});

/** One of a few words. */
export function choice<const T extends string>(values: readonly T[]): Shape<T> {
  const known = new Map<string, T>(values.map((value) => [value, value]));
  return scalar(oneOf(values), { enum: values }, (text, context) => {
    const value = known.get(text);
    if (value !== undefined) return { value };
    return {
      code: 'PT2003',
      message: `${quote(text)} is not known here`,
      help: context.suggest(text, values),
    };
  });
}

/** `a, b or c`. */
export function oneOf(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** A text of a message, with quotes, cut to a bearable length. */
export function quote(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
}

/** A whole number. Its limits can be left to a later check that knows more. */
export function integer(first: number, last: number): Shape<number> {
  return scalar(
    `a number from ${first} to ${last}`,
    { type: 'integer', minimum: first, maximum: last },
    (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      if (value >= first && value <= last) return { value };
      return { code: 'PT2006', message: `${quote(text)} is not a number from ${first} to ${last}` };
    },
  );
}

/** One port. */
export const port: Shape<number> = scalar(
  'a port from 1 to 65535',
  { type: 'integer', minimum: 1, maximum: 65535 },
  (text) => {
    const value = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : Number.NaN;
    if (value <= 65535) return { value };
    return { code: 'PT2007', message: `${quote(text)} is not a port` };
  },
);

/** A port of SQL Server, where "dynamic" and 0 have a meaning that Configuration Manager doesn't support. */
export const sqlPort: Shape<number> = scalar('a static port from 1 to 65535', port.json, (text) => {
  if (text === '0' || /^dynamic$/i.test(text)) {
    return {
      code: 'PT4026',
      message: `${quote(text)} means dynamic ports`,
      help: 'give the instance a static port in SQL Server Configuration Manager, and write it here',
    };
  }
  const value = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : Number.NaN;
  return value <= 65535 ? { value } : { code: 'PT2007', message: `${quote(text)} is not a port` };
});

/** Ports and ranges. */
export const ports: Shape<readonly PortRange[]> = scalar(
  'ports such as 80,443 or 50000-50999',
  { type: ['string', 'integer'], pattern: '^[0-9, -]+$' },
  (text) => {
    const value = parsePorts(text);
    return 'error' in value ? { code: 'PT2007', message: value.error } : { value };
  },
);

/** An address, prefix or range. */
export const network: Shape<Network> = scalar(
  'an address or network such as 10.0.0.1, 10.0.0.0/8 or fd00::/32',
  { type: 'string' },
  (text) => {
    const value = parseNetwork(text);
    if (!('error' in value)) return { value };
    const meant = /the network is (\S+)$/.exec(value.error)?.[1];
    return {
      code: 'PT2008',
      message: `${quote(text)}: ${value.error}`,
      help: meant && `did you mean \`${meant}\`?`,
    };
  },
);

/** One address. */
export const address: Shape<Network> = scalar('one IPv4 or IPv6 address', { type: 'string' }, (text) => {
  const value = parseNetwork(text);
  if ('error' in value) return { code: 'PT2008', message: `${quote(text)}: ${value.error}` };
  if (value.first === value.last && !text.includes('/')) return { value };
  const bare = text.split('/')[0] ?? '';
  return {
    code: 'PT2009',
    message: `${quote(text)} is a network`,
    help: text.includes('/') ? `write \`${bare}\` for the host's own address` : undefined,
  };
});

/** An ISO date that the calendar has. */
export const date: Shape<string> = scalar(
  'a date such as 2026-12-01',
  { type: 'string', format: 'date' },
  (text) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (match && Number(match[3]) >= 1 && Number(match[3]) <= daysIn(Number(match[1]), Number(match[2]))) {
      return { value: text };
    }
    return { code: 'PT2010', message: `${quote(text)} is not a date` };
  },
);

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** A Configuration Manager version as a number: 2509. */
export const productVersion: Shape<number> = scalar(
  'a version such as "2509"',
  { type: ['string', 'integer'], pattern: '^[0-9]{4}$', examples: ['2509', '2503'] },
  (text) => {
    const value = /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
    const month = value % 100;
    if (value >= 1511 && month >= 1 && month <= 12) return { value };
    return {
      code: 'PT2014',
      message: `${quote(text)} is not a version of Configuration Manager`,
      help: 'the version is the year and month of the current branch, as the console’s About box shows it',
    };
  },
);
