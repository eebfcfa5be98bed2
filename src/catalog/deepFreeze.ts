/** Freezes plain data all the way down, and returns it. Maps keep their methods, but their values are frozen. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const members = value instanceof Map ? [...value.values()] : Object.values(value);
  // Most are texts: a call for each would take longer than all else.
  for (let i = 0; i < members.length; i++) if (typeof members[i] === 'object') deepFreeze(members[i]);
  return Object.freeze(value);
}
