import type { RequestListener } from 'node:http';
import path from 'node:path';
import next from 'next';
import { noteArrival } from '#lib/auth/arrival.ts';
import { env, isLoopback } from '#lib/env.ts';
import { isAssetWrite } from '#lib/server/asset-write.ts';
import { type Running, runChild } from '#lib/server/child.ts';
import { newHttpServer } from '#lib/server/http-server.ts';
import { toOriginForm } from '#lib/server/origin-form.ts';
import { ownOrigin } from '#lib/server/own-origin.ts';
import { keepPageStatus } from '#lib/server/page-status.ts';
import { portProblem } from '#lib/server/port-problem.ts';
import { isReadablePath, unreadablePathProblem } from '#lib/server/readable-path.ts';
import { closeDatabase } from '#lib/store/database.ts';

const FINISH_WITHIN_MS = 3_000;

/** Serves the built pages on HOST:PORT. Requests that come before Next is ready wait for it. */
async function startWeb(): Promise<Running> {
  const { HOST: host, PORT: port } = env();
  const { promise: handler, resolve: handle } = Promise.withResolvers<RequestListener>();
  const server = newHttpServer(async (request, response) => {
    toOriginForm(request);
    if (!isReadablePath(request.url)) {
      response.writeHead(400, { 'content-type': 'application/problem+json' }).end(unreadablePathProblem);
      return;
    }
    // No page and no call has it, and Next fails at it.
    if (request.method === 'TRACE') {
      response.writeHead(405, { allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' }).end();
      return;
    }
    if (isAssetWrite(request)) {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    noteArrival(request, { trustedOrigin: env().TRUSTED_ORIGIN });
    keepPageStatus(response);
    try {
      await (await handler)(request, response);
    } catch {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portProblem({ error, host, port })));
    server.listen(port, host, resolve);
  });
  // Where Next sends on an action that another page has, as `next start` tells it. Without it Next asks by what a proxy says
  // of TLS, and what was clicked is lost.
  const origin = ownOrigin(server);
  if (origin !== null) process.env.__NEXT_PRIVATE_ORIGIN = origin;
  const app = next({
    dev: false,
    dir: path.join(import.meta.dirname, '..', '..'),
    // Next calls this machine `localhost`, whatever its address: by another name the door's own pages would be asked for
    // over HTTP, by Next as a proxy.
    hostname: isLoopback(host) ? 'localhost' : host,
    port,
    httpServer: server,
  });
  await app.prepare();
  handle(app.getRequestHandler());
  return {
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS).unref();
      await closed;
      await app.close();
      await closeDatabase();
    },
  };
}

await runChild(startWeb);
