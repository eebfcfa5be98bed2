import type { WorkspaceHost } from '../api/documents.ts';

/** Roles that no single host has, but flows do. */
const OTHERS = [
  { value: 'client', label: 'Client' },
  { value: 'console', label: 'Console' },
  { value: 'internet', label: 'Internet' },
];

/** Roles of the hierarchy by title. */
export function roleOptions(hosts: readonly WorkspaceHost[]): { value: string; label: string }[] {
  const titles = new Map(OTHERS.map(({ value, label }) => [value, label]));
  for (const host of hosts) for (const { role, title } of host.roles) titles.set(role, title);
  return [...titles]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}
