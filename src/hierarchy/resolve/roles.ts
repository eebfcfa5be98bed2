import type { At, OptionValue, RoleInstance } from '../model.ts';
import type { WrittenOption, WrittenRole } from '../schema/roles.ts';
import { resolveDatabase } from './database.ts';
import type { Scope } from './scope.ts';

const NO_OPTIONS: RoleInstance['options'] = Object.freeze({});

/** Looks up the names in a role's options and flattens them under dotted names. */
export function resolveRole(written: WrittenRole, scope: Scope): RoleInstance {
  if (written.options.length === 0) return { role: written.role, options: NO_OPTIONS, at: written.at };
  const options: Record<string, OptionValue> = {};
  const at: Record<string, number> = { ...written.at };
  for (const [key, option] of written.options) flatten(key, option, options, at, scope);
  return { role: written.role, options, at };
}

function flatten(
  key: string,
  option: WrittenOption,
  options: Record<string, OptionValue>,
  at: Record<string, number>,
  scope: Scope,
): void {
  const offset = at[key] ?? 0;
  switch (option.kind) {
    case 'value':
      options[key] = option.value;
      return;
    case 'ports':
      for (const name of ['http', 'https'] as const) {
        const port = option[name];
        if (port !== undefined) options[`${key}.${name}`] = port;
        at[`${key}.${name}`] = option.at[name] ?? offset;
      }
      return;
    case 'multicast':
      options.multicast = true;
      options.multicastPorts = option.ports;
      at.multicastPorts = offset;
      return;
    case 'database':
      options[key] = resolveDatabase(option.database, scope);
      return;
    case 'names':
      resolveNames(key, option, options, at, scope);
      return;
    default:
      option satisfies never;
  }
}

function resolveNames(
  key: string,
  option: Extract<WrittenOption, { kind: 'names' }>,
  options: Record<string, OptionValue>,
  at: Record<string, number>,
  scope: Scope,
): void {
  const [first] = option.names;
  switch (option.to) {
    case 'source': {
      options[key] = true;
      options[`${key}.sources`] = scope.each(option.names, scope.siteSystem);
      at[`${key}.sources`] = first?.offset ?? at[key] ?? 0;
      return;
    }
    case 'caller':
      options[key] = scope.each(option.names, scope.caller);
      return;
    case 'target':
    case 'host':
    case 'gateway': {
      const name =
        option.to === 'target' && first?.value === 'online'
          ? 'online'
          : option.to === 'gateway'
            ? scope.gateway(first)
            : scope.host(first);
      if (name !== undefined) options[key] = name;
      return;
    }
    default:
      option.to satisfies never;
  }
}

/** A role that follows from another place of the document, e.g. a site's `server`. */
export function impliedRole(role: string, offset: number): RoleInstance {
  const at: At = { '': offset };
  return { role, options: NO_OPTIONS, at };
}
