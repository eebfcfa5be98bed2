/** Requests that are no GET and yet change nothing in the workspace. */
const CHECKS: ReadonlySet<string> = new Set([
  'POST /api/v1/hierarchy/check',
  'POST /api/v1/hierarchy/starter',
]);
const JOB = /^\/api\/v1\/jobs\/[^/]+$/;

/** Has a text looked at: an editor asks so whenever somebody stops typing. */
export const isCheck = (method: string, path: string): boolean => CHECKS.has(`${method} ${path}`);

/** Has something worked out of what is sent or stored, or ends such work. */
export const isComputation = (method: string, path: string): boolean =>
  isCheck(method, path) ||
  (method === 'POST' && path === '/api/v1/jobs') ||
  (method === 'DELETE' && JOB.test(path));
