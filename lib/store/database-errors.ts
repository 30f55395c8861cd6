const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT']);
/** PostgreSQL's classes 08 (connection), 53 (resources), 57P (shutting down, starting up), and Prisma's P10 (connection). */
const unavailableCodes = /^(08...|53...|57P..|P10..)$/;

/** Whether an error means that the database is away, rather than that a query is wrong. */
export function isStoreAway(error: unknown): boolean {
  const code = codeOf(error);
  if (networkCodes.has(code) || unavailableCodes.test(code)) return true;
  const message = error instanceof Error ? error.message : '';
  return /^Connection terminated|timeout exceeded when trying to connect|^Can't reach database/.test(message);
}

/** Whether a value from outside could not be read as what a column holds (PostgreSQL's class 22). */
export function isBadValue(error: unknown): boolean {
  return /^22...$/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
