import { accountSummary } from '#lib/aws/account-summary.ts';
import { alternateContacts } from '#lib/aws/alternate-contacts.ts';
import { credentialReport } from '#lib/aws/credential-report.ts';
import { ambientIdentity } from '#lib/aws/identity.ts';
import { listRoles } from '#lib/aws/list-roles.ts';
import { assignedMfaDevices } from '#lib/aws/mfa-devices.ts';
import { organizationFeatures } from '#lib/aws/organization-features.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { whyNotLookedAt } from '#lib/guardrails/account-state.ts';
import { hubPrincipal } from '#lib/guardrails/hub-principal.ts';
import type { Inventory, PartName, PartValue } from '#lib/guardrails/inventory.ts';
import type { OwnRoles } from '#lib/guardrails/own-roles.ts';
import type { Part } from '#lib/guardrails/part.ts';
import { knownAccounts } from '#lib/store/known-accounts.ts';
import { blindOf } from './blind-part.ts';
import { createBudgetSummaries } from './budget-summaries.ts';
import { learnDenied } from './learn.ts';
import type { ReadingContext } from './reading-context.ts';

export type Inventories = {
  /** @throws AppError when nothing of the account could be seen, and not because each part is denied: the first refusal */
  read(account: { accountId: string; management: boolean | null }): Promise<Inventory>;
};

/** What is seen of accounts, part by part: what is refused of one leaves the others. */
export async function createInventories(context: ReadingContext): Promise<Inventories> {
  const { run } = context;
  const [budgetsOf, own, organization] = await Promise.all([
    createBudgetSummaries(context),
    ownRoles(),
    featuresOf(context),
  ]);
  return {
    async read({ accountId, management }) {
      const iam = run.billing(accountId, 'IAM');
      const one = <N extends PartName>(name: N, read: () => Promise<PartValue<N>>) =>
        partOf(context, name, accountId, read);
      const summary = await one('summary', () => accountSummary(iam));
      if (summary.error && isOfAll(summary.error)) throw summary.error;
      const [report, devices, roles, contacts, budgets] = await Promise.all([
        one('credentialReport', () => credentialReport(iam)),
        one('mfaDevices', () => assignedMfaDevices(iam)),
        one('roles', () => listRoles(iam)),
        one('alternateContacts', () => alternateContacts(run.billing(accountId, 'Account Management'))),
        one('budgets', () => budgetsOf(accountId)),
      ]);
      const asked = [summary, report, devices, roles, contacts];
      const refused = [...asked, budgets].flatMap(({ error }) => error ?? []);
      // Denied one by one each check has a reason of its own, which that of the first would hide.
      const isEachDenied = asked.every(({ error }) => error !== null && isDenied(error));
      if (refused[0] && refused.length > asked.length && !isEachDenied) throw refused[0];
      return {
        accountId,
        management,
        own,
        parts: {
          summary: summary.part,
          credentialReport: report.part,
          mfaDevices: devices.part,
          roles: roles.part,
          organizationFeatures: organization?.part ?? blindPart('organizationFeatures', notAsked(), run.now()),
          alternateContacts: contacts.part,
          budgets: budgets.part,
        },
      };
    },
  };
}

/**
 * Centralized root access: a fact of the organization, asked once and told only to who manages it, or administers IAM for
 * it. That is the account of the credentials or the management account, whether this collection is of them or not.
 */
async function featuresOf(context: ReadingContext): Promise<Asked<'organizationFeatures'> | null> {
  const [{ accountId: own }, known] = await Promise.all([ambientIdentity(), knownAccounts()]);
  const management = known.filter((each) => each.management && whyNotLookedAt(each) === null);
  const managing = new Set([own, ...management.map(({ accountId }) => accountId)]);
  let asked: Asked<'organizationFeatures'> | null = null;
  for (const accountId of managing) {
    asked = await partOf(context, 'organizationFeatures', accountId, () =>
      organizationFeatures(context.run.billing(accountId, 'IAM')),
    );
    if (asked.error === null) return asked;
  }
  return asked;
}

/** What this server is to the accounts. */
async function ownRoles(): Promise<OwnRoles> {
  const { READ_ROLE_NAME, FIX_ROLE_NAME } = env();
  return { names: [READ_ROLE_NAME, FIX_ROLE_NAME], hub: hubPrincipal(await ambientIdentity()) };
}

type Asked<N extends PartName> = { part: Part<PartValue<N>>; error: AppError | null };

async function partOf<N extends PartName>(
  context: ReadingContext,
  name: N,
  accountId: string,
  read: () => Promise<PartValue<N>>,
): Promise<Asked<N>> {
  const { run } = context;
  try {
    const value = await read();
    return { part: { state: 'known', at: run.now().toISOString(), value }, error: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await learnDenied({ context: run, accountId, kind: 'guardrails', error });
    return { part: blindPart(name, error, run.now()), error };
  }
}

function blindPart<N extends PartName>(name: N, error: AppError, now: Date): Part<PartValue<N>> {
  return { state: 'blind', at: now.toISOString(), ...blindOf(name, error) };
}

function notAsked(): AppError {
  return new AppError('notFound', 'No account was asked for centralized root access.');
}

/** By a policy, of a session that we have. */
function isDenied({ code, details }: AppError): boolean {
  return code === 'denied' && details.reason === undefined && details.operation !== 'AssumeRole';
}

/** What holds for every call in the account: the others would be answered alike, each after a while. */
function isOfAll({ code, details }: AppError): boolean {
  return (
    code === 'throttled' || code === 'unreachable' || details.reason === 'credentials' || details.reason === 'onlyS3'
  );
}
