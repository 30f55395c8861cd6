'use client';

import { Button } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import classes from './you.module.css';

const icon = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

/** Shown once: only what proves them is kept. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const [said, setSaid] = useState('');
  const text = `${codes.join('\n')}\n`;

  async function copy() {
    await navigator.clipboard.writeText(text).then(
      () => setSaid('They are on the clipboard.'),
      () => setSaid('The browser did not take them: select them and copy them.'),
    );
  }

  function download() {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href: url, download: 'straybytes-recovery-codes.txt' }).click();
    URL.revokeObjectURL(url);
    setSaid('They are in your downloads.');
  }

  return (
    <div className={classes.stack}>
      <Notice tone="waste" title="Keep these codes: they are shown this once.">
        Each signs you in once, when the app is not at hand. Without app and codes an administrator has to help.
      </Notice>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.row}>
        <Button variant="default" onClick={copy} leftSection={<IconCopy {...icon} />}>
          Copy
        </Button>
        <Button variant="default" onClick={download} leftSection={<IconDownload {...icon} />}>
          Download
        </Button>
        <Button onClick={onKept}>I have kept them</Button>
      </div>
      <p role="status" className={classes.quiet}>
        {said}
      </p>
    </div>
  );
}
