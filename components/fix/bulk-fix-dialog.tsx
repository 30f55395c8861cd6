'use client';

import { Button, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { formatBytes, formatUsd } from '#lib/money/format.ts';
import { BulkFixList } from './bulk-fix-list.tsx';
import { DaysChoice } from './days-choice.tsx';
import dialog from './fix-dialog.module.css';
import classes from './fix-plan.module.css';
import { type FixTarget, suggestedDays } from './fix-target.ts';
import { type BulkRow, useBulkFix } from './use-bulk-fix.ts';
import { plural } from './verdict-words.ts';

export function BulkFixDialog({ targets, onClose }: { targets: FixTarget[]; onClose: () => void }) {
  const narrow = useMediaQuery('(max-width: 560px)') ?? false;
  const [days, setDays] = useState<number | null>(suggestedDays);
  const { rows, phase, plan, apply, leave, forget } = useBulkFix(targets);
  const going = rows.filter((row) => row.step === 'planned' && !row.left);
  const busy = phase === 'applying';

  // Plans as soon as it opens: the figures are what a person came for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the days suggested
  useEffect(() => {
    plan(suggestedDays);
    return forget;
  }, []);

  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={!busy}
      closeOnEscape={!busy}
      withCloseButton={!busy}
      size={820}
      radius="lg"
      padding={narrow ? 18 : 28}
      centered
      fullScreen={narrow}
      title={`Fix ${plural(targets.length, 'bucket')}`}
      classNames={{ title: dialog.title ?? '', header: dialog.header ?? '', content: dialog.content ?? '' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={dialog.sub}>
        Each bucket is planned and fixed by itself, by Straybytes’ own role. What is refused for one does not stop the
        rest.
      </p>
      <div className={classes.plan}>
        <DaysChoice
          days={days}
          markers={null}
          disabled={busy || phase === 'done'}
          onDays={(next) => {
            setDays(next);
            if (next === null) forget();
            else plan(next);
          }}
        />
        <BulkFixList rows={rows} disabled={phase !== 'planned'} onLeave={leave} />
        <footer className={classes.foot}>
          <p className={classes.promise} role="status">
            {days === null ? 'Nothing is planned.' : statusOf(rows, phase)}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={busy}>
              {phase === 'done' ? 'Close' : 'Cancel'}
            </Button>
            {phase !== 'done' && (
              <Button onClick={apply} loading={busy} disabled={phase !== 'planned' || going.length === 0}>
                Fix {plural(going.length, 'bucket')}
              </Button>
            )}
          </div>
        </footer>
      </div>
    </Modal>
  );
}

function statusOf(rows: BulkRow[], phase: string): string {
  const count = (step: BulkRow['step']) => rows.filter((row) => row.step === step).length;
  if (phase === 'planning') return `Reading the live rules: ${rows.length - count('waiting')} of ${rows.length}`;
  if (phase === 'applying' || phase === 'done') {
    const left = rows.filter((row) => row.left && row.step === 'planned').length;
    const parts = [
      `${count('fixed')} fixed`,
      count('refused') && `${count('refused')} refused`,
      left && `${left} left out`,
    ];
    return parts.filter(Boolean).join(' · ');
  }
  const plans = rows.flatMap((row) => (row.step === 'planned' && !row.left ? [row.plan] : []));
  const usd = plans.reduce((sum, plan) => sum + plan.monthlySavingUsd, 0);
  const bytes = plans.reduce((sum, plan) => sum + plan.abortsBytes, 0);
  return plans.length === 0
    ? 'Nothing is chosen.'
    : `${formatUsd(usd)} a month saved, expected · ${formatBytes(bytes)} go`;
}
