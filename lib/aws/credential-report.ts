import { setTimeout as sleep } from 'node:timers/promises';
import { GenerateCredentialReportCommand, GetCredentialReportCommand } from '@aws-sdk/client-iam';
import { AppError } from '#lib/errors.ts';
import { type CredentialReport, credentialRows } from '#lib/guardrails/credential-report.ts';
import { askIam } from './ask-account.ts';
import type { AwsTarget } from './target.ts';

/** AWS takes some seconds to make one. */
const FIRST_WAIT_MS = 250;
const MOST_WAIT_MS = 5_000;
const PATIENCE_MS = 60_000;

/**
 * Who has which credentials. AWS makes a new report at most every four hours; one in the making is waited for.
 * @throws AppError `notFound` with `details.reason = 'notReady'` when it is not made within a minute
 */
export async function credentialReport(target: AwsTarget): Promise<CredentialReport> {
  const begun = Date.now();
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(MOST_WAIT_MS, wait * 2)) {
    const { State } = await askIam({
      target,
      operation: 'GenerateCredentialReport',
      send: (client, prepare) => client.send(prepare(new GenerateCredentialReportCommand({}))),
    });
    const isLate = Date.now() - begun > PATIENCE_MS;
    if (State === 'COMPLETE' || isLate) {
      const report = await readyReport(target, isLate);
      if (report) return report;
    }
    await sleep(wait);
  }
}

/** Null when it is not ready after all, unless patience is over. */
async function readyReport(target: AwsTarget, isLate: boolean): Promise<CredentialReport | null> {
  try {
    const { Content, GeneratedTime } = await askIam({
      target,
      operation: 'GetCredentialReport',
      send: (client, prepare) => client.send(prepare(new GetCredentialReportCommand({}))),
    });
    const generatedAt = (GeneratedTime ?? new Date()).toISOString();
    return { generatedAt, rows: credentialRows(Buffer.from(Content ?? []).toString('utf8')) };
  } catch (error) {
    if (!isLate && error instanceof AppError && error.details.reason === 'notReady') return null;
    throw error;
  }
}
