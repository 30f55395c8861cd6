import { type Browser, newBrowser } from '#lib/auth/browser.test-support.ts';

/** Where the server of the tests is, by what it says of itself. */
export const here = 'http://localhost:3000';

/** Asks a call as the browser does at `url`, keeps the cookies, and says where it is sent. */
export async function visit(
  browser: Browser,
  call: (request: Request) => Promise<Response>,
  url: string,
  { form, cookies = true }: { form?: URLSearchParams; cookies?: boolean } = {},
): Promise<{ status: number; to: string; url: URL; text: string; setCookie: string[] }> {
  const { headers } = browser.caller();
  headers.set('host', new URL(url, here).host);
  // A form of another site brings no cookie with SameSite=Lax.
  if (!cookies) headers.delete('cookie');
  const asked = new Request(new URL(url, here), { headers, ...(form && { method: 'POST', body: form }) });
  const response = await call(asked);
  await browser.ask(async ({ answer }) => {
    for (const cookie of response.headers.getSetCookie()) answer?.append('set-cookie', cookie);
  });
  const to = response.headers.get('location') ?? '';
  const setCookie = response.headers.getSetCookie();
  return { status: response.status, to, url: new URL(to || '/', here), text: await response.text(), setCookie };
}

/** The code with which the sign-in page says why; null: it was not sent there. */
export function problemOf({ url }: { url: URL }): string | null {
  return url.pathname === '/sign-in' ? url.searchParams.get('problem') : null;
}

export { newBrowser };
