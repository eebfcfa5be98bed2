/** What a request can come to, and the one place where it is put into words. */

/** A problem document (RFC 9457) as the server sends it; a conflict also carries what is stored now. */
export interface ProblemDocument {
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly field?: string; readonly message: string }[];
  readonly current?: { readonly text: string; readonly revision: string };
}

/** The server said no. */
export class ApiProblem extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

/** There was no answer at all. */
export class ConnectionLost extends Error {
  constructor() {
    super('The server does not answer');
    this.name = 'ConnectionLost';
  }
}

export interface Words {
  readonly title: string;
  readonly detail?: string;
  /** What the reader can do about it. */
  readonly help?: string;
}

/** An error in the user's words, with what to do. Nothing of a stack or of a server's inside is in them. */
export function problemWords(error: unknown): Words {
  if (error instanceof ConnectionLost) {
    return {
      title: 'No connection to the server',
      help: 'Check that portolan serve still runs. What you typed is kept.',
    };
  }
  if (!(error instanceof ApiProblem)) {
    return {
      title: 'This page could not be shown',
      help: 'Reload it. If that does not help, please report what you did.',
    };
  }
  const { problem } = error;
  const detail = [problem.detail, ...(problem.errors ?? []).map(fieldWords)].filter(Boolean).join('\n');
  const help = HELP[problem.code ?? ''] ?? HELP[problem.status];
  return { title: problem.title, ...(detail && { detail }), ...(help && { help }) };
}

function fieldWords({ field, message }: { readonly field?: string; readonly message: string }): string {
  return field ? `${field}: ${message}` : message;
}

/** By code where the server gives one, else by status. */
const HELP: Readonly<Record<string, string>> = {
  'sign-in': 'Sign in again.',
  401: 'Run portolan serve again, or take the newest link that it printed.',
  403: 'Your role may not do this. Ask whoever runs this server.',
  409: 'Reload, and try again.',
  412: 'Somebody saved another version meanwhile. Compare both before you save.',
  413: 'The file is larger than the server takes. Use the command line for it.',
  429: 'Wait a moment, and try again.',
  500: 'Look at the output of portolan serve, and report what you did.',
  503: 'Wait a moment, and try again.',
};
