import { Card } from '#components/ui/card.tsx';
import type { ReportView } from '#lib/data/report.ts';
import classes from './report.module.css';

/** So many are named, that the week stays on one sheet of paper; the page of guardrails has them all. */
const SHOWN = 6;

/** Which guardrails of which account opened or closed in the week; nothing where none did. */
export function ReportGuardrails({ report: { guardrails } }: { report: ReportView['report'] }) {
  const { opened, closed, unknown } = guardrails ?? { opened: [], closed: [], unknown: 0 };
  const all = [
    ...opened.map((guardrail) => ({ ...guardrail, word: 'opened' })),
    ...closed.map((guardrail) => ({ ...guardrail, word: 'closed' })),
  ];
  if (all.length === 0) return null;
  return (
    <Card title="Guardrails" sub={`${opened.length} opened, ${closed.length} closed`}>
      <ul className={classes.lines}>
        {all.slice(0, SHOWN).map(({ accountId, accountName, check, title, word }) => (
          <li key={`${check} ${accountId}`}>
            <span>
              <strong>{title}</strong> <span className={classes.quiet}>{accountName}</span>
            </span>
            <span className={classes.amount}>{word}</span>
          </li>
        ))}
        {all.length > SHOWN && <li className={classes.quiet}>and {all.length - SHOWN} more</li>}
        {unknown > 0 && (
          <li className={classes.quiet}>
            {unknown} check{unknown === 1 ? '' : 's'} could not be seen at both ends of the week
          </li>
        )}
      </ul>
    </Card>
  );
}
