'use client';

import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { bucketHref } from '#components/buckets/bucket-href.ts';
import { useCallMaker } from '#components/identity-center/use-call-maker.ts';
import type { FixView } from '#lib/data/views.ts';
import { FixApplied } from './fix-applied.tsx';
import classes from './fix-dialog.module.css';
import { FixPlan } from './fix-plan.tsx';
import { type FixTarget, suggestedDays } from './fix-target.ts';
import { usePlan } from './use-plan.ts';
import { verdictWords } from './verdict-words.ts';

/** From the plan to the write to the beginning of the proof. */
export function FixDialog({ target, onClose }: { target: FixTarget; onClose: () => void }) {
  const router = useRouter();
  const narrow = useMediaQuery('(max-width: 560px)') ?? false;
  const [days, setDays] = useState<number | null>(suggestedDays);
  const [removeExpiredDeleteMarkers, setRemoveMarkers] = useState(false);
  const [fix, setFix] = useState<FixView | null>(null);
  const { accountId, bucket } = target;
  const making = useCallMaker({ task: 'fix', accountId }, fix === null);
  const { permissionSet } = making;
  const planning = usePlan({ target, days, removeExpiredDeleteMarkers, permissionSet, enabled: fix === null });
  const { plan } = planning;

  return (
    <Modal
      opened
      onClose={onClose}
      size={780}
      radius="lg"
      padding={narrow ? 18 : 28}
      centered
      fullScreen={narrow}
      title={fix ? `${target.bucket} is fixed` : `Fix ${target.bucket}`}
      classNames={{ title: classes.title ?? '', header: classes.header ?? '', content: classes.content ?? '' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={classes.sub}>
        {target.accountName} · {target.region}
        {plan && !fix && ` · ${verdictWords(plan.verdict)}`}
      </p>
      {fix ? (
        <FixApplied fix={fix} onClose={onClose} />
      ) : (
        <FixPlan
          planning={planning}
          making={making}
          back={bucketHref({ accountId, name: bucket }) as Route}
          choice={{ days, removeExpiredDeleteMarkers }}
          onDays={setDays}
          onRemoveMarkers={setRemoveMarkers}
          onClose={onClose}
          onApplied={(applied) => {
            setFix(applied);
            router.refresh();
          }}
        />
      )}
    </Modal>
  );
}
