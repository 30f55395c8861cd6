import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request on its way to the simulated AWS; `url` is path and query. */
export type Passing = { method: string; url: string; authorization: string; body: string };
export type Altered = { status: number; body: string };

export type AlteringProxy = {
  url: string;
  /** Where requests go. */
  target: string;
  /** What to answer instead; `hang` answers nothing, null lets it pass. May look at the real answer. */
  alter: (passing: Passing, real: () => Promise<Altered>) => Altered | Promise<Altered> | 'hang' | null;
  close(): Promise<void>;
};

/** Stands between us and the simulated AWS, for the answers of odd servers and of proxies on the way. */
export async function alteringProxy(): Promise<AlteringProxy> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const { method = 'GET', url = '/', headers } = incoming;
    const { authorization = '' } = headers;
    const pass = () =>
      new Promise<Altered & { headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
        const onward = send(new URL(proxy.target), { method, path: url, headers }, async (answer) => {
          const text = (await buffer(answer)).toString('utf8');
          resolve({ status: answer.statusCode ?? 500, body: text, headers: answer.headers });
        });
        onward.on('error', reject);
        onward.end(body);
      });
    const altered = await proxy.alter({ method, url, authorization, body: body.toString('utf8') }, pass);
    if (altered === 'hang') return;
    const answer = altered ? { headers: {}, ...altered } : await pass();
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = answer.headers;
    outgoing.writeHead(answer.status, Object.fromEntries(Object.entries(rest).filter(([, value]) => value)));
    outgoing.end(method === 'HEAD' ? undefined : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: AlteringProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: '',
    alter: () => null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}
