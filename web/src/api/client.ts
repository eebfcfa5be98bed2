/** Requests to the server: one function, so that headers and errors are the same everywhere. */
import { reportConnection } from './connection.ts';
import { ApiProblem, ConnectionLost, type ProblemDocument } from './problem.ts';

export const API = '/api/v1';

export interface RequestOptions {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Sent as JSON, unless it is text or a file. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The answer as it came; throws `ApiProblem` or `ConnectionLost`. `path` begins after `/api/v1`. */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, headers, signal } = options;
  const raw = typeof body === 'string' || body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(API + path, {
      method,
      headers: {
        accept: 'application/json',
        'x-portolan': '1',
        ...(body !== undefined && { 'content-type': raw ? 'text/plain' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    reportConnection('lost');
    throw new ConnectionLost();
  }
  reportConnection(response.status === 401 ? 'signed-out' : 'connected');
  if (!response.ok) throw new ApiProblem(await readProblem(response));
  return response;
}

/** The answer's JSON document. */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await request(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function readProblem(response: Response): Promise<ProblemDocument> {
  const fallback = { title: response.statusText || `Status ${response.status}`, status: response.status };
  try {
    const document = (await response.json()) as Partial<ProblemDocument>;
    return { ...fallback, ...document, status: response.status };
  } catch {
    return fallback;
  }
}
