import { check, type Observation, type Unseen } from '../check.ts';
import { inAccount } from '../guarded-commands.ts';

export const missingCostBudget = check({
  id: 'missing-cost-budget',
  title: 'No cost budget tells anybody',
  passedTitle: 'A cost budget exists and tells somebody',
  why: 'Without a budget that alerts, a mistake or a stolen key is first seen on the bill, weeks later.',
  source: 'AWS Well-Architected Framework, Cost Optimization pillar, COST02',
  needs: ['budgets'],
  mend: ({ accountId }) => ({
    console: [
      'In Straybytes open Budgets and create the starter budget of this account: it is previewed first and can be undone.',
      'Or open Billing and Cost Management, Budgets, Create budget, and name who is told at 80 % and 100 %.',
    ],
    cli: inAccount(accountId, [
      `aws budgets create-budget --account-id ${accountId} \\`,
      `  --budget '{"BudgetName":"daily-cost","BudgetType":"COST","TimeUnit":"DAILY","BudgetLimit":{"Amount":"<amount>","Unit":"USD"},"CostTypes":{"IncludeCredit":false,"IncludeRefund":false}}' \\`,
      `  --notifications-with-subscribers '[{"Notification":{"NotificationType":"ACTUAL","ComparisonOperator":"GREATER_THAN","Threshold":80,"ThresholdType":"PERCENTAGE"},"Subscribers":[{"SubscriptionType":"EMAIL","Address":"<e-mail>"}]}]'`,
    ]),
  }),
  look({ budgets }, { now }) {
    const { known, unread } = budgets.value;
    const live = known.filter(
      ({ type, endsAt }) => type === 'COST' && (endsAt === null || new Date(endsAt).getTime() > now.getTime()),
    );
    const silent = live.filter(({ tells }) => tells === 0).map(silence);
    const whole = live.filter(({ part }) => part === null);
    const telling = whole.find(({ tells }) => tells !== null && tells > 0);
    const narrow = live.filter(({ part, tells }) => part !== null && tells !== 0);
    const notes = [...silent, ...narrow.map(narrowed)];
    if (telling) {
      const what = `Cost budget ${telling.name} tells ${telling.tells} ${telling.tells === 1 ? 'subscriber' : 'subscribers'}.`;
      return [{ verdict: 'pass', resource: 'account', what, since: null }, ...notes];
    }
    // One of those that nobody could read may well tell somebody.
    if (unread) return [{ verdict: 'blind', resource: 'account', ...unread }, ...notes];
    const unknown = whole.filter(({ tells }) => tells === null).map(unseen);
    if (unknown.length > 0) return [...unknown, ...notes];
    return [{ verdict: 'fail', resource: 'account', what: whatIsMissing(live.length, narrow), since: null }, ...notes];
  },
});

function whatIsMissing(live: number, narrow: readonly { name: string; part: string | null }[]): string {
  if (live === 0) return 'There is no cost budget.';
  const [first] = narrow;
  if (!first) return 'No cost budget tells anybody.';
  const others = narrow.length > 1 ? `, and ${narrow.length - 1} more count a part too` : '';
  return `No cost budget of the whole account tells anybody: ${first.name} counts only a part, ${first.part}${others}.`;
}

function narrowed({ name, part }: { name: string; part: string | null }): Observation {
  const what = `Cost budget ${name} counts only a part of the account: ${part}.`;
  return { verdict: 'note', resource: `budget ${name}`, what, since: null };
}

function silence({ name }: { name: string }): Observation {
  return { verdict: 'note', resource: `budget ${name}`, what: `Cost budget ${name} tells nobody.`, since: null };
}

function unseen({ name }: { name: string }): Unseen {
  const problem = `Whom the cost budget ${name} tells could not be read.`;
  return { verdict: 'blind', resource: `budget ${name}`, action: 'budgets:ViewBudget', by: null, problem };
}
