'use client';

import { Button, TextInput } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './shown-once.module.css';

/** Something that only its hash is kept of: shown to be copied now or never. */
export function ShownOnce({ label, value, copy }: { label: string; value: string; copy: string }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');

  async function take() {
    await navigator.clipboard.writeText(value).then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    );
  }

  return (
    <div className={classes.once}>
      <TextInput
        label={label}
        readOnly
        value={value}
        onFocus={({ currentTarget }) => currentTarget.select()}
        autoComplete="off"
        spellCheck={false}
      />
      <Button variant="default" onClick={take} leftSection={<IconCopy size={16} stroke={1.7} aria-hidden="true" />}>
        {copied === 'yes' ? 'Copied' : copy}
      </Button>
      <p role="status" className={classes.said}>
        {copied === 'yes' && 'It is on the clipboard.'}
        {copied === 'failed' && 'The browser did not take it: select it and copy it.'}
      </p>
    </div>
  );
}
