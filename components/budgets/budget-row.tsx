import { Ago } from '#components/ui/ago.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { BudgetStanding } from '#lib/data/views.ts';
import { formatMoneyExact } from '#lib/money/format-money.ts';
import { AlertList } from './alert-list.tsx';
import { type BarThreshold, BudgetBar } from './budget-bar.tsx';
import classes from './budget-row.module.css';
import { amountWords, findingWords, outWords, periodWords, remarks, stateTag } from './budget-words.ts';
import { UndoStarterButton } from './undo-starter-button.tsx';

/** A budget: what it is of, how it stands on a bar, and whom it tells. */
export function BudgetRow({
  standing,
  starterId,
  accountNames,
  now,
}: {
  standing: BudgetStanding;
  /** Of one that was created here. */
  starterId: string | undefined;
  accountNames: ReadonlyMap<string, string>;
  now: Date;
}) {
  const { accountName, budget, verdict } = standing;
  const { label, tone } = stateTag(standing);
  const out = outWords(standing);
  const remark = remarks(budget, accountNames);
  return (
    <li className={classes.row} data-state={verdict.state} data-budget={budget.name}>
      <div className={classes.what}>
        <h3 className={classes.name}>{budget.name}</h3>
        <p className={classes.of}>
          {accountName} · {periodWords(standing)}
        </p>
        <p className={classes.state}>
          <Tag tone={tone}>{label}</Tag>
          {verdict.tellsNobody && <Tag tone="waste">Tells nobody</Tag>}
        </p>
      </div>
      <div className={classes.picture}>
        <Figures standing={standing} />
      </div>
      <div className={classes.says}>
        <p className={classes.finding}>{findingWords(standing)}</p>
        {out && <p className={classes.out}>{out}</p>}
        <AlertList budget={budget} />
        {remark && <p className={classes.quiet}>{remark}</p>}
        {standing.stale && (
          <p className={classes.quiet}>
            As of <Ago at={standing.readAt} now={now} />: it was not read since
          </p>
        )}
        {starterId && (
          <p className={classes.undo}>
            Created here <UndoStarterButton starterId={starterId} name={budget.name} />
          </p>
        )}
      </div>
    </li>
  );
}

function Figures({ standing: { budget, verdict } }: { standing: BudgetStanding }) {
  const { limit, actual, forecast, usedPercent, pacePercent } = verdict;
  if (limit === null || actual === null)
    return <p className={classes.quiet}>No bar: AWS names no limit or no spend.</p>;
  const figures = {
    limit: Number(limit),
    actual: Number(actual),
    forecast: forecast === null ? null : Number(forecast),
    pace: pacePercent === null ? null : (pacePercent * Number(limit)) / 100,
  };
  const unit = budget.limit?.unit ?? null;
  const exact = (amount: string) => formatMoneyExact(amount, unit);
  const words = [
    `${amountWords(actual, budget)} of ${amountWords(limit, budget)}`,
    usedPercent === null ? '' : `${Math.round(usedPercent)} % used`,
    pacePercent === null ? '' : `an even pace would be at ${Math.round(pacePercent)} %`,
    forecast === null ? '' : `forecast ${amountWords(forecast, budget)}`,
  ].filter(Boolean);
  return (
    <>
      <BudgetBar
        figures={figures}
        thresholds={thresholdsOf({ budget, limit: figures.limit })}
        says={words.join(', ')}
      />
      <p className={classes.figures}>
        <span>
          <data value={actual} title={exact(actual)} className={classes.spent}>
            {amountWords(actual, budget)}
          </data>{' '}
          of{' '}
          <data value={limit} title={exact(limit)}>
            {amountWords(limit, budget)}
          </data>
          {usedPercent !== null && budget.type === 'COST' && ` · ${Math.round(usedPercent)} %`}
        </span>
        {forecast !== null && (
          <span>
            forecast{' '}
            <data value={forecast} title={exact(forecast)}>
              {amountWords(forecast, budget)}
            </data>
          </span>
        )}
      </p>
    </>
  );
}

function thresholdsOf({ budget, limit }: { budget: BudgetStanding['budget']; limit: number }): BarThreshold[] {
  return (budget.notifications ?? []).map(({ type, threshold, thresholdType, state }) => ({
    amount: thresholdType === 'PERCENTAGE' ? (threshold * limit) / 100 : threshold,
    forecasted: type === 'FORECASTED',
    reached: state === 'ALARM',
  }));
}
