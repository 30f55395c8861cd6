import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCall, type CallContext, type SeenCall } from './call.ts';
import { scopeOf } from './caller.ts';
import { answerControl } from './control.ts';
import { readIncoming, sendAnswer, sendJson } from './exchange.ts';
import { createFaults, type Faults, isHung } from './faults.ts';
import { createLatency } from './latency.ts';
import { errorDocument, internalError } from './s3/failure.ts';
import type { Answer } from './s3/request.ts';
import { answerVerification, VERIFICATION_PATH } from './sso/verification-page.ts';
import { isAccountHung } from './trouble.ts';
import { emptyOrganization, type Organization } from './world/organization.ts';
import { createWorld, type World } from './world/world.ts';

export type SimulatedAws = {
  url: string;
  port: number;
  world: World;
  faults: Faults;
  /** Called before each call is answered; the way to change the world in the middle of something. */
  onRequest(listener: (call: SeenCall) => void): void;
  /** Called when the answer is made, before it is sent. */
  onAnswer(listener: (call: SeenCall & { status: number }) => void): void;
  close(): Promise<void>;
};

export type SimulatedAwsOptions = {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  seed?: string;
  /** What is there at the start; `emptyOrganization()` when left out. */
  organization?: Organization | ((birth: { seed: string; now: Date }) => Organization);
  /** Simulated time at the start; the machine's when left out. */
  now?: Date;
  /** File that lets the world outlive the process. */
  journal?: string | null;
  /** False prints a line with the address. */
  quiet?: boolean;
};

/** Starts a simulated AWS: S3 and STS on one endpoint, path-style and virtual-host style. */
export async function startSimulatedAws(options: SimulatedAwsOptions = {}): Promise<SimulatedAws> {
  const { port = 0, host = '127.0.0.1', seed = 'straybytes', quiet = true, organization } = options;
  const world = createWorld({
    organization: typeof organization === 'function' ? organization : () => organization ?? emptyOrganization(),
    seed,
    now: options.now ?? new Date(),
    journal: options.journal ?? null,
  });
  const context: CallContext = { world, faults: createFaults(seed), before: [], after: [] };
  const server = createServer((request, response) => void serve(context, { request, response }));
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  await listen(server, { port, host });
  const bound = (server.address() as AddressInfo).port;
  const url = `http://${host}:${bound}`;
  if (!quiet) console.log(`The simulated AWS is at ${url}`);
  return {
    url,
    port: bound,
    world,
    faults: context.faults,
    onRequest: (listener) => void context.before.push(listener),
    onAnswer: (listener) => void context.after.push(listener),
    close: () => close(server),
  };
}

type Exchange = { request: IncomingMessage; response: ServerResponse };

const latency = createLatency();

async function serve(context: CallContext, { request, response }: Exchange): Promise<void> {
  const { world, faults } = context;
  try {
    const incoming = await readIncoming(request);
    world.tick();
    if (incoming.path === VERIFICATION_PATH) {
      const answer = answerVerification(world, incoming);
      return sendAnswer(response, { answer, isHead: incoming.method === 'HEAD', now: world.clock.now() });
    }
    if (incoming.path.startsWith('/_simulated/'))
      return sendJson(response, answerControl({ ...incoming, world, faults }));
    const scope = scopeOf(incoming.headers.authorization);
    if (scope && (isHung(faults, scope.region) || isAccountHung(world, scope))) return;
    if (faults.latencyMs > 0) await latency(faults.latencyMs);
    if (happens(faults, faults.resetRate)) return void request.socket.destroy();
    const answer = damaged(faults, answerCall(context, incoming));
    sendAnswer(response, { answer, isHead: incoming.method === 'HEAD', now: world.clock.now() });
  } catch (error) {
    if (response.headersSent || request.socket.destroyed) return;
    console.error(error);
    const answer = { status: 500, body: errorDocument(internalError(), 'unforeseen') };
    sendAnswer(response, { answer, isHead: request.method === 'HEAD', now: world.clock.now() });
  }
}

/** Half a document under status 200, as a proxy that gives up leaves it. */
function damaged(faults: Faults, answer: Answer): Answer {
  if (answer.status !== 200 || !answer.body || !happens(faults, faults.truncateRate)) return answer;
  return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
}

function happens(faults: Faults, rate: number): boolean {
  return rate > 0 && faults.random.next() < rate;
}

function listen(server: Server, at: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => resolve());
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
