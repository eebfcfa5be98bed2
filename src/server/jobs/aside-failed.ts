/** What was to be worked out while a request waits could not be; said to whoever asked. */
export class AsideFailed extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'AsideFailed';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
