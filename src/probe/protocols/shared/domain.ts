import type { ProbeTask } from '../../task.ts';

/** The domain of the end that is asked: its first fully qualified name without the host. `undefined` where it has none. */
export function domainOf(fqdns: readonly string[]): string | undefined {
  const name = fqdns.find((fqdn) => /^[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/i.test(fqdn));
  return name?.replace(/\.$/, '').split('.').slice(1).join('.').toLowerCase();
}

/** The first label of the name of the end that is asked. */
export function hostLabel(task: ProbeTask): string | undefined {
  const name = task.to.fqdns[0] ?? task.to.host;
  return name === undefined ? undefined : /^[a-z0-9_-]{1,63}(?=\.|$)/i.exec(name)?.[0];
}

/** The domain of the end that is asked: by the hints, by its names, or else that of its forest. */
export function domainFor({ hints, to }: Pick<ProbeTask, 'hints' | 'to'>): string | undefined {
  const forest = hints.forest?.includes('.') === true ? domainOf([`x.${hints.forest}`]) : undefined;
  return hints.domain ?? domainOf(to.fqdns) ?? forest;
}
