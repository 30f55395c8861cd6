'use client';

import { NumberInput } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { ShownOnce } from '#components/ui/shown-once.tsx';
import { MayButton } from '#components/viewer/may-button.tsx';
import { WhyNotNote } from '#components/viewer/why-not-note.tsx';
import { shareReport } from '#lib/actions/share.ts';
import { type Mask, maskText } from '#lib/report/mask-text.ts';
import { MaskFields } from './mask-fields.tsx';
import classes from './report-shares.module.css';

const usualMask: Mask = { accounts: 'alias', buckets: 'alias', amounts: 'alias' };
const [usual, most] = [7, 90];

/** Makes a link; its address is shown once, because only its hash is kept. */
export function ShareForm({ week }: { week: string }) {
  const router = useRouter();
  const [mask, setMask] = useState(usualMask);
  const [days, setDays] = useState<number | string>(usual);
  const [making, setMaking] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function make() {
    setMaking(true);
    setProblem(null);
    setLink(null);
    try {
      const result = await shareReport({ week, mask: maskText(mask), days: Number(days) || usual });
      if (result.ok) {
        setLink(result.value.url);
        router.refresh();
      } else setProblem(result.error.message);
    } catch {
      setProblem('Straybytes itself did not answer. Its log says why; try again.');
    } finally {
      setMaking(false);
    }
  }

  return (
    <>
      <div className={classes.form}>
        <MaskFields legend="What others do not see" mask={mask} onChange={setMask} />
        <NumberInput
          className={classes.days}
          size="sm"
          label="Days it lasts"
          min={1}
          max={most}
          allowDecimal={false}
          clampBehavior="strict"
          value={days}
          onChange={setDays}
        />
        <MayButton
          power="share"
          onClick={make}
          loading={making}
          leftSection={<IconLink size={16} stroke={1.7} aria-hidden="true" />}
        >
          Make a link
        </MayButton>
      </div>
      <WhyNotNote power="share" />
      {problem && (
        <div className={classes.made}>
          <Notice tone="alarm">{problem}</Notice>
        </div>
      )}
      {link !== null && (
        <div className={classes.made}>
          <ShownOnce key={link} label="The link, shown this once" value={link} copy="Copy link" />
        </div>
      )}
    </>
  );
}
