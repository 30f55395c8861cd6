import pino from 'pino';
import { env } from '#lib/env.ts';

let logger: pino.Logger | undefined;

/** This process's log: JSON lines on stderr, at LOG_LEVEL. */
export function log(): pino.Logger {
  logger ??= pino({ level: env().LOG_LEVEL, base: { pid: process.pid } }, pino.destination({ dest: 2, sync: true }));
  return logger;
}
