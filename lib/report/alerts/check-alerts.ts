import { standingsOfReadings } from '#lib/guardrails/guardrail-standing.ts';
import { budgetStandings } from '#lib/spend/budget-standing.ts';
import { changesBetween, fixedBuckets, type Look, looksBefore, newestLook } from '#lib/store/alert-facts.ts';
import {
  alertConditions,
  checkAlone,
  lastChecked,
  lastTold,
  noteAlerts,
  storeChecked,
  storeConditions,
} from '#lib/store/alerts.ts';
import { type Channel, listChannels } from '#lib/store/channels.ts';
import { awsNow } from '#lib/store/clock.ts';
import { latestSpendSnapshot, type SpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { creatorLabel } from '#lib/waste/creator.ts';
import { type AlertKind, alertKinds } from './alert.ts';
import { nextConditions, type Seen } from './condition.ts';
import { dueAlerts, GROWTH_SUBJECT, judgedAlerts, type Listener } from './due-alerts.ts';
import { seenBudgets } from './seen-budgets.ts';
import { seenGuardrails } from './seen-guardrails.ts';
import { seenReturns } from './seen-returns.ts';
import { GROWTH_WINDOW_MS, growthBase, growthOf } from './waste-growth.ts';

/**
 * Looks at what was published since the last check, and notes for each channel what it is to be told: once, whoever else
 * checks at the same time and wherever a process is killed. Without anything new it is one short query.
 * @returns how many alerts were noted
 */
export async function checkAlerts(): Promise<number> {
  const found = await newestPublished();
  if (!found) return 0;
  return (
    (await checkAlone(async (client) => {
      // Another process may have checked while this one came.
      const published = await newestPublished();
      if (!published) return 0;
      const { former, next, now, channels, judgingOf } = await judge(published);
      let noted = 0;
      for (const channel of channels.filter(({ pausedAt }) => pausedAt === null)) {
        const alerts = dueAlerts(await judgingOf(channel));
        if (alerts.length > 0) await noteAlerts(client, { channelId: channel.channelId, alerts, at: now });
        noted += alerts.length;
      }
      const changed = next.filter(({ subject, holds, since, episode }) => {
        const before = former.get(subject);
        return before?.holds !== holds || before.episode !== episode || before.since?.getTime() !== since?.getTime();
      });
      await storeConditions(client, changed);
      await storeChecked(client, {
        snapshotId: published.look?.snapshotId ?? null,
        spendSnapshotId: published.spend?.snapshotId ?? null,
      });
      return noted;
    })) ?? 0
  );
}

type Published = {
  look: Look | null;
  spend: SpendSnapshot | null;
  checked: Awaited<ReturnType<typeof lastChecked>>;
};

/**
 * What each channel would be told of what was published last, and what it would not; nothing is noted or sent.
 * `growthIsUnknown`: the last look has none to be compared with.
 */
export async function previewAlerts(): Promise<{
  lookedAt: Date | null;
  growthIsUnknown: boolean;
  channels: Map<string, ReturnType<typeof judgedAlerts>>;
}> {
  const published = await lastPublished();
  const { channels, judgingOf, looks } = await judge(published);
  const judged = await Promise.all(
    channels.map(async (channel) => [channel.channelId, judgedAlerts(await judgingOf(channel))] as const),
  );
  const lookedAt = published.look?.at ?? published.spend?.takenAt ?? null;
  return { lookedAt, growthIsUnknown: looks.length === 0, channels: new Map(judged) };
}

async function judge({ look, spend, checked }: Published) {
  const [former, told, channels, now, ofBuckets, ofAccounts, looks] = await Promise.all([
    alertConditions(),
    lastTold(),
    listChannels(),
    awsNow(),
    look ? seenFixes(look) : [],
    spend ? seenReadings(spend, checked.spendSnapshotId) : [],
    look ? looksBefore({ at: look.at, withinMs: GROWTH_WINDOW_MS }) : [],
  ]);
  const next = [
    ...(look ? nextConditions({ former, seen: ofBuckets, at: look.at }) : []),
    ...(spend ? nextConditions({ former, seen: ofAccounts, at: spend.takenAt }) : []),
  ];
  const conditions = new Map(next.map((condition) => [condition.subject, condition]));
  const seen = [...ofBuckets, ...ofAccounts];
  const judgingOf = async (channel: Channel) => {
    const listener = listenerOf(channel);
    const own = told.get(channel.channelId) ?? new Map();
    const after = laterOf(listener.from, own.get(GROWTH_SUBJECT)?.at ?? null);
    const growth = look && listener.alerts.includes('growth') ? await growthSince(looks, { look, after }) : null;
    return { listener, conditions, seen, growth, told: own, now };
  };
  return { former, next, now, looks, channels, judgingOf };
}

/** What was published last; null: it has been checked. */
async function newestPublished(): Promise<Published | null> {
  const { checked, look, spend } = await lastPublished();
  const isChecked =
    checked.snapshotId === (look?.snapshotId ?? null) && checked.spendSnapshotId === (spend?.snapshotId ?? null);
  return isChecked ? null : { look, spend, checked };
}

async function lastPublished(): Promise<Published> {
  const [checked, look, spend] = await Promise.all([lastChecked(), newestLook(), latestSpendSnapshot()]);
  return { checked, look, spend };
}

async function seenFixes(look: Look): Promise<Seen[]> {
  const buckets = await fixedBuckets(look);
  return seenReturns(
    buckets.map(({ creator, ...bucket }) => ({
      ...bucket,
      likelyCause: creator === null || creator === 'unknown' ? null : creatorLabel(creator),
    })),
  );
}

async function seenReadings({ snapshotId, takenAt }: SpendSnapshot, before: string | null): Promise<Seen[]> {
  const [budgets, guardrails, budgetsBefore] = await Promise.all([
    spendReadings({ snapshotId, kind: 'budgets' }),
    spendReadings({ snapshotId, kind: 'guardrails' }),
    before === null ? null : spendReadings({ snapshotId: before, kind: 'budgets' }),
  ]);
  return [
    ...seenBudgets(
      budgetStandings({ readings: budgets, now: takenAt }),
      budgetsBefore && budgetStandings({ readings: budgetsBefore, now: takenAt }),
    ),
    ...seenGuardrails(standingsOfReadings(guardrails)),
  ];
}

async function growthSince(looks: readonly Look[], { look, after }: { look: Look; after: Date }) {
  const former = growthBase(looks, after);
  if (!former) return null;
  const changes = await changesBetween({ former, now: look });
  return { found: growthOf({ changes, former, now: look }), at: look.at };
}

function listenerOf({ alerts, growthUsd, quietHours, scheduledFrom }: Channel): Listener {
  const isKind = (kind: string): kind is AlertKind => alertKinds.some((known) => known === kind);
  return { alerts: alerts.filter(isKind), growthUsd, quietHours, from: scheduledFrom };
}

function laterOf(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}
