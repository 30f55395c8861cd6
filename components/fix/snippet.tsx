'use client';

import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Scroll } from '#components/ui/scroll.tsx';
import classes from './snippet.module.css';

/** Text to paste elsewhere, with a button that copies it. */
export function Snippet({ label, text, height = 320 }: { label: string; text: string; height?: number }) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <div className={classes.snippet}>
      <Button
        className={classes.copy ?? ''}
        variant="default"
        size="compact-sm"
        onClick={() => clipboard.copy(text)}
        aria-label={`Copy ${label}`}
      >
        {clipboard.copied ? 'Copied' : clipboard.error ? 'Not copied' : 'Copy'}
      </Button>
      <Scroll label={label} height={height}>
        <pre className={classes.text}>{text}</pre>
      </Scroll>
    </div>
  );
}
