import type { At } from '../model.ts';

/** Adds a nested object's offsets under a dotted prefix. Without nested ones, the object itself is kept: hosts are many. */
export function withNested(at: At, nested: Readonly<Record<string, At | undefined>>): At {
  let merged: Record<string, number> | undefined;
  for (const [prefix, inner] of Object.entries(nested)) {
    if (!inner) continue;
    merged ??= { ...at };
    for (const [key, offset] of Object.entries(inner)) if (key !== '') merged[`${prefix}.${key}`] = offset;
  }
  return merged ?? at;
}
