import { tag } from '../s3/xml.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { World } from '../world/world.ts';
import { credentialCsv } from './credential-csv.ts';
import type { IamRequest } from './request.ts';
import { iamTime } from './xml.ts';

/** AWS makes a new report at most every four hours, and shows none that is older. */
const LIFETIME_MS = 4 * 3_600_000;

type Report = { at: number; csv: string };
/** What an account has: the newest complete report, and how often the next one is still in progress. */
type Shelf = { report: Report | null; pollsLeft: number | null };

const shelves = new WeakMap<World, Map<string, Shelf>>();

/** GenerateCredentialReport: STARTED, then INPROGRESS for as many polls as the faults say, then COMPLETE. */
export function generateCredentialReport(request: IamRequest): string {
  const shelf = shelfOf(request);
  if (isFresh(request, shelf.report)) return tag('State', 'COMPLETE');
  if (shelf.pollsLeft !== null) return tag('State', poll(request, shelf) ? 'COMPLETE' : 'INPROGRESS');
  shelf.pollsLeft = request.faults.credentialReport.polls ?? 1;
  const description = shelf.report
    ? 'The existing report has expired. Starting a new report generation task'
    : 'No report exists. Starting a new report generation task';
  return tag('State', 'STARTED') + tag('Description', description);
}

/** GetCredentialReport. @throws ServiceFailure ReportNotPresent, ReportInProgress, ReportExpired */
export function getCredentialReport(request: IamRequest): string {
  const shelf = shelfOf(request);
  const isMaking = shelf.pollsLeft !== null && !poll(request, shelf);
  if (isMaking)
    throw new ServiceFailure({ status: 404, code: 'ReportInProgress', message: 'Report generation is in progress.' });
  const { report } = shelf;
  if (!report)
    throw new ServiceFailure({ status: 410, code: 'ReportNotPresent', message: 'No report exists for this account.' });
  if (!isFresh(request, report))
    throw new ServiceFailure({ status: 410, code: 'ReportExpired', message: 'The credential report has expired.' });
  return (
    tag('Content', Buffer.from(report.csv).toString('base64')) +
    tag('ReportFormat', 'text/csv') +
    tag('GeneratedTime', iamTime(new Date(report.at)))
  );
}

/** One look at a report in the making; true when this one finds it made. */
function poll(request: IamRequest, shelf: Shelf): boolean {
  if (shelf.pollsLeft !== null && shelf.pollsLeft > 0) {
    shelf.pollsLeft -= 1;
    return false;
  }
  const at = request.world.clock.now();
  shelf.report = { at: at.getTime(), csv: credentialCsv(request.account.id, request.facts) };
  shelf.pollsLeft = null;
  return true;
}

function isFresh({ world }: IamRequest, report: Report | null): boolean {
  return report !== null && world.clock.now().getTime() - report.at < LIFETIME_MS;
}

function shelfOf({ world, account }: IamRequest): Shelf {
  const ofWorld = shelves.get(world) ?? new Map<string, Shelf>();
  shelves.set(world, ofWorld);
  const shelf = ofWorld.get(account.id) ?? { report: null, pollsLeft: null };
  ofWorld.set(account.id, shelf);
  return shelf;
}
