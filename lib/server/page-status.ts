import type { ServerResponse } from 'node:http';
import { PAGE_STATUS_HEADER } from '#lib/auth/page-power.ts';

/**
 * Lets the door say what status a page has: Next sends every page that it streams with 200, also one that says
 * "not yours" (node_modules/next/dist/docs: loading.md, Status codes).
 */
export function keepPageStatus(response: ServerResponse): void {
  const send = response.writeHead;
  Object.assign(response, {
    writeHead: (status: number, ...rest: unknown[]) => {
      const said = Number(response.getHeader(PAGE_STATUS_HEADER)) || status;
      response.removeHeader(PAGE_STATUS_HEADER);
      return Reflect.apply(send, response, [said, ...rest]);
    },
  });
}
