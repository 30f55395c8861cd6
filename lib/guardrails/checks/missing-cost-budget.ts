import { check, type Observation, type Unseen } from '../check.ts';

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
    cli: [
      `aws budgets create-budget --account-id ${accountId} \\`,
      `  --budget '{"BudgetName":"daily-cost","BudgetType":"COST","TimeUnit":"DAILY","BudgetLimit":{"Amount":"<amount>","Unit":"USD"},"CostTypes":{"IncludeCredit":false,"IncludeRefund":false}}' \\`,
      `  --notifications-with-subscribers '[{"Notification":{"NotificationType":"ACTUAL","ComparisonOperator":"GREATER_THAN","Threshold":80,"ThresholdType":"PERCENTAGE"},"Subscribers":[{"SubscriptionType":"EMAIL","Address":"<e-mail>"}]}]'`,
    ].join('\n'),
  }),
  look({ budgets }, { now }) {
    const live = budgets.value.filter(
      ({ type, endsAt }) => type === 'COST' && (endsAt === null || new Date(endsAt).getTime() > now.getTime()),
    );
    const telling = live.filter(({ tells }) => tells !== null && tells > 0);
    const silent = live.filter(({ tells }) => tells === 0).map(silence);
    const first = telling.find(({ filter }) => filter === null) ?? telling[0];
    if (first) {
      const narrowed = first.filter === null ? '' : `, narrowed to ${first.filter}`;
      const what = `Cost budget ${first.name} tells ${first.tells} ${first.tells === 1 ? 'subscriber' : 'subscribers'}${narrowed}.`;
      return [{ verdict: 'pass', resource: 'account', what, since: null }, ...silent];
    }
    const unknown = live.filter(({ tells }) => tells === null).map(unseen);
    if (unknown.length > 0) return [...unknown, ...silent];
    const what = live.length === 0 ? 'There is no cost budget.' : 'No cost budget tells anybody.';
    return [{ verdict: 'fail', resource: 'account', what, since: null }, ...silent];
  },
});

function silence({ name }: { name: string }): Observation {
  return { verdict: 'note', resource: `budget ${name}`, what: `Cost budget ${name} tells nobody.`, since: null };
}

function unseen({ name }: { name: string }): Unseen {
  const problem = `Whom the cost budget ${name} tells could not be read.`;
  return { verdict: 'blind', resource: `budget ${name}`, action: 'budgets:ViewBudget', by: null, problem };
}
