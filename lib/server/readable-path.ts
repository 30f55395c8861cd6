/** Whether the target of a request is a path that can be decoded; Next answers any other with a 500. */
export function isReadablePath(target: string | undefined): boolean {
  if (!target?.startsWith('/') && !URL.canParse(target ?? '')) return false;
  try {
    decodeURIComponent((target ?? '').split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** What such a request gets, in the form of the API's problems. */
export const unreadablePathProblem = JSON.stringify({
  type: 'urn:straybytes:problem:invalid',
  title: 'The request is not of the form asked for',
  status: 400,
  detail: 'The path cannot be decoded: a % is followed by two hexadecimal digits, and they must make UTF-8.',
  instance: '/',
  code: 'invalid',
});
