import type { Command } from './command.ts';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Read only when the command is called: the others' code would only cost time. */
  load(): Promise<Command>;
}

/** Every command, in the order in which one meets them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'start',
    summary: 'plan the bundled example and say what to try next',
    load: async () => (await import('./commands/start.ts')).start,
  },
  {
    name: 'init',
    summary: 'write a small hierarchy.yaml to start from',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'check',
    summary: 'say what is wrong with a hierarchy, and where',
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'plan',
    summary: 'list every flow that a hierarchy needs, and nothing else',
    load: async () => (await import('./commands/plan.ts')).plan,
  },
  {
    name: 'why',
    summary: 'say why something may talk to something, or that nothing needs it',
    load: async () => (await import('./commands/why.ts')).why,
  },
  {
    name: 'rules',
    summary: 'print the rules of a filter or of a host’s own firewall',
    load: async () => (await import('./commands/rules.ts')).rules,
  },
  {
    name: 'verify',
    summary: 'hold configurations against the plan: what is missing, what is open that nothing needs',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'repair',
    summary: 'the smallest edit that makes a configuration permit what is needed and nothing more',
    load: async () => (await import('./commands/repair.ts')).repair,
  },
  {
    name: 'lint',
    summary: 'find lines of a configuration that never decide, make no difference, or permit very much',
    load: async () => (await import('./commands/lint.ts')).lint,
  },
  {
    name: 'explain',
    summary: 'say which line of a configuration decides about a packet, and how it gets there',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'diff',
    summary: 'say what becomes permitted and denied between two configurations or two hierarchies',
    load: async () => (await import('./commands/diff.ts')).diff,
  },
  {
    name: 'probe',
    summary: 'ask from this machine what the plan says that it asks, each port in its protocol',
    load: async () => (await import('./commands/probe.ts')).probe,
  },
  {
    name: 'listen',
    summary: 'stand in for the services of a host, so that its firewalls can be accepted first',
    load: async () => (await import('./commands/listen.ts')).listen,
  },
  {
    name: 'kit',
    summary: 'write a script that probes and listens on a host without Portolan',
    load: async () => (await import('./commands/kit.ts')).kit,
  },
  {
    name: 'serve',
    summary: 'open a workspace in the browser',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    name: 'lab',
    summary: 'run a hierarchy in miniature on this machine, behind its own rules',
    load: async () => (await import('./commands/lab.ts')).lab,
  },
  {
    name: 'dialects',
    summary: 'list the languages of filters, and what each can',
    load: async () => (await import('./commands/dialects.ts')).dialects,
  },
  {
    name: 'catalog',
    summary: 'search the ports of Configuration Manager',
    load: async () => (await import('./commands/catalog.ts')).catalog,
  },
];
