import { ProofTimeline } from '#components/fix/proof-timeline.tsx';
import { UndoButton } from '#components/fix/undo-button.tsx';
import { plural } from '#components/fix/verdict-words.ts';
import { Ago } from '#components/ui/ago.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { Words } from '#components/ui/words.tsx';
import type { BucketRef } from '#lib/data/buckets.ts';
import { getFixesOf } from '#lib/data/fixes.ts';
import { getNow } from '#lib/data/snapshot.ts';
import type { FixView } from '#lib/data/views.ts';
import { formatBytes, formatUsd } from '#lib/money/format.ts';
import { canUndo, stateWords } from './fix-state.ts';
import classes from './past-fixes.module.css';

/** Every fix of this bucket with how far its proof is, the newest first. */
export async function PastFixes({ of: ref }: { of: BucketRef }) {
  const [fixes, now] = await Promise.all([getFixesOf(ref), getNow()]);
  if (fixes.length === 0) return null;
  return (
    <div className={classes.space}>
      <Card title={fixes.length === 1 ? 'One fix' : `${fixes.length} fixes`} id="fixes">
        <ul>
          {fixes.map((fix) => (
            <li key={fix.fixId} className={classes.fix}>
              <PastFix fix={fix} now={now} />
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function PastFix({ fix, now }: { fix: FixView; now: Date }) {
  const { fixId, bucket, state, days, actor, createdAt, problem, before } = fix;
  const { label, tone } = stateWords[state];
  return (
    <>
      <div className={classes.head}>
        <div>
          <Tag tone={tone}>{label}</Tag> Abort after {plural(days, 'day')}
          {fix.removeExpiredDeleteMarkers && ', remove expired delete markers'}
          <span className={classes.who}>
            {' '}
            by {actor} <Ago at={createdAt} now={now} /> · planned {plural(fix.plannedUploads, 'upload')},{' '}
            {formatBytes(fix.plannedBytes)}, {formatUsd(fix.plannedMonthlyUsd)} a month
          </span>
        </div>
        {canUndo(state) && <UndoButton fixId={fixId} bucket={bucket} rulesBefore={before.rules.length} />}
      </div>
      {problem && (
        <div className={classes.problem}>
          <Notice tone="alarm">
            <Words text={problem} />
          </Notice>
        </div>
      )}
      {fix.undoneAt ? (
        <p className={classes.who}>
          Undone by {fix.undoneBy} <Ago at={fix.undoneAt} now={now} />
        </p>
      ) : (
        state !== 'failed' && <ProofTimeline fix={fix} />
      )}
    </>
  );
}
