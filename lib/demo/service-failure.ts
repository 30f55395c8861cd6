/** An error that the simulated service answers. `extra` becomes elements of the error document. */
export class ServiceFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: Record<string, string>;
  readonly headers: Record<string, string>;

  constructor(failure: {
    status: number;
    code: string;
    message: string;
    extra?: Record<string, string>;
    headers?: Record<string, string>;
  }) {
    super(failure.message);
    this.name = 'ServiceFailure';
    this.status = failure.status;
    this.code = failure.code;
    this.extra = failure.extra ?? {};
    this.headers = failure.headers ?? {};
  }
}
