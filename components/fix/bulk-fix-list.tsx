'use client';

import { Checkbox } from '@mantine/core';
import { Tag } from '#components/ui/tag.tsx';
import { Words } from '#components/ui/words.tsx';
import { formatBytes, formatUsd } from '#lib/money/format.ts';
import classes from './bulk-fix-list.module.css';
import type { FixTarget } from './fix-target.ts';
import { needsTick } from './needs-tick.ts';
import { ownerName } from './owner-warning.tsx';
import type { BulkRow } from './use-bulk-fix.ts';
import { plural } from './verdict-words.ts';

/** A line per bucket: what would go, what to mind, and in the end what became of it. */
export function BulkFixList({
  rows,
  disabled,
  onLeave,
}: {
  rows: BulkRow[];
  disabled: boolean;
  onLeave: (target: FixTarget, left: boolean) => void;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul className={classes.list} tabIndex={0} aria-label="Buckets to fix">
      {rows.map((row) => {
        const { accountId, accountName, bucket, region } = row.target;
        return (
          <li key={`${accountId}/${bucket}`} className={classes.row}>
            <Checkbox
              aria-label={`Fix ${bucket}`}
              checked={'plan' in row && !row.left}
              disabled={disabled || row.step !== 'planned'}
              onChange={(event) => onLeave(row.target, !event.currentTarget.checked)}
            />
            <div className={classes.name}>
              <strong>{bucket}</strong>
              <span>
                {accountName} · {region}
              </span>
              {'plan' in row && <Cautions row={row} />}
              {row.step === 'refused' && (
                <p className={classes.problem}>
                  <Words text={row.problem} />
                </p>
              )}
            </div>
            <div className={classes.state}>
              <State row={row} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Cautions({ row: { plan } }: { row: Extract<BulkRow, { step: 'planned' | 'applying' | 'fixed' }> }) {
  const owner = ownerName(plan.managedBy);
  if (!owner && !needsTick(plan)) return null;
  return (
    <p className={classes.cautions}>
      {owner && <Tag tone="waste">{owner} owns it</Tag>}
      {plan.uploadsKnown === 'unknown' && <Tag tone="alarm">its uploads could not be listed</Tag>}
      {plan.activeUploads > 0 && plan.uploadsKnown !== 'unknown' && (
        <Tag tone="alarm">
          would cut {plural(plan.activeUploads, 'active upload')}; {plural(plan.smallestSafeDays, 'day')} cut none
        </Tag>
      )}
    </p>
  );
}

function State({ row }: { row: BulkRow }) {
  if (row.step === 'refused') return <Tag tone="alarm">refused</Tag>;
  if (!('plan' in row))
    return <span className={classes.quiet}>{row.step === 'waiting' ? 'waiting' : 'reading its rules…'}</span>;
  if (row.step === 'applying') return <span className={classes.quiet}>writing…</span>;
  if (row.step === 'fixed') return <Tag tone="recovered">fixed</Tag>;
  if (row.plan.uploadsKnown === 'unknown') return <span className={classes.quiet}>not known</span>;
  return (
    <span>
      {formatUsd(row.plan.monthlySavingUsd)} a month
      <span className={classes.quiet}>
        {plural(row.plan.abortsUploads, 'upload')}, {formatBytes(row.plan.abortsBytes)}
      </span>
    </span>
  );
}
