/** Requests made from a description in OpenAPI: such as it allows, and such as nobody should send. */
import fc from 'fast-check';
import type { Loose } from './server.ts';

export interface Described {
  readonly method: string;
  readonly path: string;
  readonly operation: Loose;
  matches(path: string): boolean;
}

export function describedOperations(document: Loose): Described[] {
  return Object.entries(document.paths as Record<string, Loose>).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'put', 'post', 'delete'].includes(method))
      .map(([method, operation]) => ({
        method,
        path,
        operation,
        matches: (asked: string) =>
          new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(asked),
      })),
  );
}

export interface Generated {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** Names that the example has, so that questions reach further than their check. */
const NAMES = [
  'cm1',
  'dc1',
  'always',
  'install',
  'tcp/445',
  'icmp',
  'mp',
  'site-server/3',
  'internet',
  'nftables',
  'office',
];

const WILD = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    '-1',
    '0',
    '1e9',
    'NaN',
    'null',
    '__proto__',
    'constructor',
    '../..',
    '%',
    '\0',
    '*',
    'true',
    '🧭',
    '\'"<script>',
  ),
  fc.constantFrom(...NAMES),
);

export function requestsFor(
  operations: readonly Described[],
  document: Loose,
  kind: 'valid' | 'wild',
): fc.Arbitrary<Generated> {
  return fc.constantFrom(...operations).chain((described) => requestFor(described, document, kind));
}

function requestFor(
  { method, path, operation }: Described,
  document: Loose,
  kind: 'valid' | 'wild',
): fc.Arbitrary<Generated> {
  const parameters: Loose[] = operation.parameters ?? [];
  const isWild = kind === 'wild';
  const value = (schema: Loose): fc.Arbitrary<string> => {
    const fit = fromSchema(schema, document).map((v) => (typeof v === 'string' ? v : JSON.stringify(v)));
    return isWild ? fc.oneof(WILD, fit) : fit;
  };
  const of = (place: string): fc.Arbitrary<Record<string, string>> => {
    const own = parameters.filter((p) => p.in === place);
    const required = own.filter((p) => p.required).map((p) => p.name as string);
    const model = Object.fromEntries(own.map((p) => [p.name as string, value(p.schema)]));
    return fc.record(model, { requiredKeys: isWild ? [] : required }) as fc.Arbitrary<Record<string, string>>;
  };
  const content = operation.requestBody?.content ?? {};
  const type = Object.keys(content)[0];
  const body =
    type === undefined ? fc.constant(undefined) : bodyFor(type, content[type].schema, document, isWild);
  const methods = isWild
    ? fc.constantFrom(method.toUpperCase(), 'GET', 'PUT', 'POST', 'DELETE', 'HEAD')
    : fc.constant(method.toUpperCase());
  return fc
    .record({
      method: methods,
      path: of('path'),
      query: of('query'),
      header: of('header'),
      extra: WILD,
      body,
    })
    .map(({ method: sent, path: named, query, header, extra, body: content }) => {
      const search = new URLSearchParams(query);
      if (isWild) search.append(extra, extra);
      const filled = path.replace(
        /\{([^}]+)\}/g,
        (_, name: string) => encodeURIComponent(wellFormed(named[name] ?? 'x')) || 'x',
      );
      const headers = Object.fromEntries(
        Object.entries(header).map(([k, v]) => [k, v.replace(/[^\x20-\x7e]/g, '').trim()]),
      );
      const takesBody = sent === 'PUT' || sent === 'POST' || sent === 'DELETE';
      return {
        method: sent,
        url: `${filled}${search.size > 0 ? `?${search}` : ''}`,
        headers: { ...headers, ...(type !== undefined && takesBody && { 'content-type': type }) },
        ...(takesBody && content !== undefined && { body: content }),
      };
    });
}

const wellFormed = (text: string): string => text.toWellFormed();

function bodyFor(type: string, schema: Loose, document: Loose, isWild: boolean): fc.Arbitrary<unknown> {
  if (!type.includes('json')) return fc.oneof(fc.string(), fc.uint8Array());
  const fit = fromSchema(schema, document).map((v) => JSON.stringify(v));
  return isWild
    ? fc.oneof(
        fit,
        fc.json(),
        fc.string(),
        fc.uint8Array(),
        fc.constant('{"text":'),
        fc.constant('['.repeat(100_000)),
      )
    : fit;
}

/** Values that a schema allows; of what it leaves open, anything. */
function fromSchema(schema: Loose, document: Loose): fc.Arbitrary<unknown> {
  if (schema?.$ref) {
    const found = (schema.$ref as string)
      .split('/')
      .slice(1)
      .reduce((at: Loose, key) => at[key], document);
    return fromSchema(found, document);
  }
  if (schema?.enum) return fc.constantFrom(...schema.enum);
  if (schema?.const !== undefined) return fc.constant(schema.const);
  for (const key of ['anyOf', 'oneOf'])
    if (schema?.[key]) return fc.oneof(...schema[key].map((s: Loose) => fromSchema(s, document)));
  if (schema?.allOf) return fromSchema(schema.allOf[0], document);
  const type = Array.isArray(schema?.type) ? schema.type[0] : schema?.type;
  switch (type) {
    case 'string':
      return fc.oneof(
        fc.constantFrom(...NAMES),
        fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 40, 40) }),
      );
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? -1000, -100_000),
        max: Math.min(schema.maximum ?? 1000, 100_000),
      });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(fromSchema(schema.items, document), { minLength: schema.minItems ?? 0, maxLength: 4 });
    case 'object': {
      const properties = Object.entries((schema.properties ?? {}) as Record<string, Loose>);
      return fc.record(
        Object.fromEntries(properties.map(([key, value]) => [key, fromSchema(value, document)])),
        {
          requiredKeys: (schema.required ?? []).filter((key: string) => schema.properties?.[key]),
        },
      );
    }
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}
