'use client';

import { NativeSelect } from '@mantine/core';
import { type Mask, type Masking, maskable, maskings } from '#lib/report/mask-text.ts';
import classes from './mask-fields.module.css';

const labels = { accounts: 'Accounts', buckets: 'Bucket names', amounts: 'Amounts' } as const;
const ways: Record<Masking, string> = { no: 'As they are', alias: 'As aliases', hidden: 'Left out' };

/** What is masked and how, each by itself. */
export function MaskFields({ legend, mask, onChange }: { legend: string; mask: Mask; onChange: (mask: Mask) => void }) {
  return (
    <fieldset className={classes.masks}>
      <legend>{legend}</legend>
      {maskable.map((what) => (
        <NativeSelect
          key={what}
          size="sm"
          label={labels[what]}
          value={mask[what]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...mask, [what]: maskings.find((known) => known === value) ?? mask[what] })
          }
          data={maskings.map((way) => ({
            value: way,
            label: what === 'amounts' && way === 'alias' ? 'As per cent' : ways[way],
          }))}
        />
      ))}
    </fieldset>
  );
}
