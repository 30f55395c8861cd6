import { formatBytes, formatCount, formatUsd } from '#lib/money/format.ts';
import { kindsInWords } from '#lib/spend/kind-words.ts';
import { peopleSentence } from './people-sentence.ts';

const channelVerbs = {
  'channel.add': 'added',
  'channel.change': 'changed',
  'channel.pause': 'paused',
  'channel.resume': 'resumed',
  'channel.delete': 'deleted',
} as const;

/** The account that an entry is about, and what accounts are called; without a name they are told by their id. */
export type ActivityAccounts = { accountId: string | null; names: ReadonlyMap<string, string> };

/** What an entry of the log says, after the actor's name. Unknown actions are told by their name. */
export function activitySentence(
  action: string,
  detail: Record<string, unknown>,
  { accountId, names }: ActivityAccounts = { accountId: null, names: new Map() },
): string {
  const account = accountId === null ? 'an account' : `account ${names.get(accountId) ?? accountId}`;
  const days = number(detail.days);
  const bytes = number(detail.abortsBytes) ?? number(detail.plannedBytes) ?? number(detail.bytes);
  const saved = number(detail.monthlySavingUsd) ?? number(detail.realisedMonthlyUsd);
  switch (action) {
    case 'fix.apply':
      return `applied a fix: abort after ${days === 1 ? '1 day' : `${days ?? '?'} days`}${bytes ? `, ${formatBytes(bytes)} go` : ''}${saved ? `, ${formatUsd(saved)} a month` : ''}`;
    case 'fix.refuse':
      return detail.undo ? 'could not undo a fix' : 'was refused a fix';
    case 'fix.undo':
      return 'undid a fix: the rules from before are back';
    case 'fix.confirm':
      return detail.abortRuleId ? 'confirmed a fix: S3 names its rule' : 'confirmed a fix: the rules were read back';
    case 'fix.clean': {
      const uploads = number(detail.uploads);
      return `found a fixed bucket clean${uploads ? `: ${formatCount(uploads)} uploads gone` : ''}${saved ? `, ${formatUsd(saved)} a month booked` : ''}`;
    }
    case 'fix.removed':
      return 'found that somebody removed the rule of a fix';
    case 'fix.recover':
      return 'settled a fix that was interrupted';
    case 'budget.create':
      return `created a starter budget: ${formatUsd(number(detail.amountUsd) ?? 0)} a day`;
    case 'budget.refuse':
      return detail.undo ? 'could not undo a starter budget' : 'was refused a starter budget';
    case 'budget.undo':
      return 'undid a starter budget: it is deleted';
    case 'budget.recover':
      return `settled a starter budget that was interrupted${outcome(detail.state)}`;
    case 'account.rename':
      return `named an account otherwise: ${text(detail.from)} is ${text(detail.to)} now`;
    case 'account.exclude':
      return `left ${account} out of every look`;
    case 'account.include':
      return `took ${account} in again`;
    case 'identityCenter.connect':
      return `connected with IAM Identity Center${detail.userName ? ` as ${text(detail.userName)}` : ''}`;
    case 'identityCenter.disconnect':
      return disconnected(detail);
    case 'report.share':
      return `made a link to the report of ${detail.week} for ${days === 1 ? '1 day' : `${days ?? '?'} days`}`;
    case 'report.unshare':
      return `revoked a link to the report of ${detail.week}`;
    case 'channel.add':
    case 'channel.change':
    case 'channel.pause':
    case 'channel.resume':
    case 'channel.delete':
      return `${channelVerbs[action]} the channel ${detail.name}`;
    case 'delivery.sent':
      return `delivered the report of ${detail.week} to ${detail.name}`;
    case 'delivery.failed':
      return `could not deliver the report of ${detail.week} to ${detail.name}`;
    case 'delivery.unknown':
      return `cannot know whether the report of ${detail.week} reached ${detail.name}`;
    case 'delivery.again':
      return `sent the report of ${detail.week} to ${detail.name} again`;
    case 'alert.again':
      return `told ${detail.name} again: ${headlines(detail)}`;
    case 'alert.sent':
      return `told ${detail.name}: ${headlines(detail)}`;
    case 'alert.failed':
      return `could not tell ${detail.name}: ${headlines(detail)}`;
    case 'alert.unknown':
      return `cannot know whether ${detail.name} was told: ${headlines(detail)}`;
    case 'delivery.test':
      return `tested the channel ${detail.name}${detail.state === 'sent' ? ': it arrived' : ': it did not certainly arrive'}`;
    case 'collect.request':
      return `asked for a look at ${lookedAt(detail, names)}`;
    default:
      return peopleSentence(action, detail) ?? action;
  }
}

/** By whom it was, or, named, by somebody else. */
function disconnected({ name, userName, why }: Record<string, unknown>): string {
  if (typeof name !== 'string') return 'disconnected from IAM Identity Center';
  return `ended ${name}’s connection with IAM Identity Center${typeof userName === 'string' ? ` (${userName})` : ''}${why === 'sessionOver' ? ': the session here was over' : ''}`;
}

/** The first headline, and how many more there were. */
function headlines({ alerts }: Record<string, unknown>): string {
  const [first, ...others] = Array.isArray(alerts) ? alerts.filter((one) => typeof one === 'string') : [];
  return `${first ?? 'an alert'}${others.length > 0 ? `, and ${formatCount(others.length)} more` : ''}`;
}

function lookedAt({ kinds, accounts }: Record<string, unknown>, names: ReadonlyMap<string, string>): string {
  const named = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const of = named(accounts);
  // Without kinds it is what is due then, which the run itself tells.
  const words = named(kinds).length === 0 ? 'all that was due' : kindsInWords(named(kinds));
  if (of.length === 0) return words;
  const [only = ''] = of;
  return `${words} of ${of.length === 1 ? `account ${names.get(only) ?? only}` : `${formatCount(of.length)} accounts`}`;
}

/** Why something did not happen, in the words it was refused with. */
export function activityReason({ reason, message, problem }: Record<string, unknown>): string | null {
  return [reason, message, problem].find((text) => typeof text === 'string') ?? null;
}

/** With whose credentials something was done, where they were not those of Straybytes. */
export function ownSessionWords({ permissionSet, awsUser }: Record<string, unknown>): string | null {
  if (typeof permissionSet !== 'string') return null;
  return `as ${typeof awsUser === 'string' ? awsUser : 'oneself'} with ${permissionSet}`;
}

function outcome(state: unknown): string {
  if (state === 'created') return ': it is there';
  if (state === 'undone') return ': it is deleted';
  return state === 'failed' ? ': it was not created' : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '?';
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
