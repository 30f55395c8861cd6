'use client';

import { Button, SegmentedControl } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Card } from '#components/ui/card.tsx';
import { type Mask, maskText, noMask } from '#lib/report/mask-text.ts';
import { MaskFields } from './mask-fields.tsx';
import classes from './report-picture.module.css';

const sizes = {
  wide: { label: 'Wide', width: 1200, height: 630 },
  square: { label: 'Square', width: 1080, height: 1080 },
  story: { label: 'Story', width: 1080, height: 1920 },
} as const;
type Size = keyof typeof sizes;
type Copying = 'idle' | 'copying' | 'copied' | 'failed';

/** The picture as it is shared, with what to hide; copied as an image, so that it is pasted into a chat as one. */
export function ReportPicture({ week, description }: { week: string; description: string }) {
  const [size, setSize] = useState<Size>('wide');
  const [theme, setTheme] = useState('light');
  const [mask, setMask] = useState<Mask>(noMask);
  const [copying, setCopying] = useState<Copying>('idle');
  const masked = maskText(mask);
  const { width, height } = sizes[size];
  const url = pictureUrl(week, { size, theme, mask: masked });

  function change<T>(set: (value: T) => void): (value: T) => void {
    return (value) => {
      setCopying('idle');
      set(value);
    };
  }

  async function copy() {
    setCopying('copying');
    try {
      // The item is given the promise: Safari lets only a click begin a write.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': pictureAt(`${url}&scale=2`) })]);
      setCopying('copied');
    } catch {
      setCopying('failed');
    }
  }

  return (
    <div className={classes.section}>
      <Card
        title="The picture to share"
        sub="Drawn here, of this week as it ended"
        action={
          <>
            <Button
              leftSection={<IconCopy size={16} stroke={1.7} aria-hidden="true" />}
              onClick={copy}
              loading={copying === 'copying'}
            >
              {copying === 'copied' ? 'Copied' : 'Copy picture'}
            </Button>
            <Button
              component="a"
              variant="default"
              href={`${url}&scale=2`}
              download={`straybytes-${week}-${size}-${theme}.png`}
              leftSection={<IconDownload size={16} stroke={1.7} aria-hidden="true" />}
            >
              Download
            </Button>
          </>
        }
      >
        <div className={classes.choices}>
          <SegmentedControl
            aria-label="Size"
            size="sm"
            value={size}
            onChange={change((value: string) => setSize(sizeOf(value)))}
            data={Object.entries(sizes).map(([value, { label }]) => ({ value, label }))}
          />
          <SegmentedControl
            aria-label="Colours"
            size="sm"
            value={theme}
            onChange={change(setTheme)}
            data={[
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
          <MaskFields legend="What others do not see" mask={mask} onChange={change(setMask)} />
        </div>
        <p role="status" className={classes.status}>
          {copying === 'copied' && 'The picture is on the clipboard.'}
          {copying === 'failed' && 'The browser did not take the picture: download it instead.'}
        </p>
        {/* biome-ignore lint/performance/noImgElement: drawn to size by our own server, nothing is left to optimize */}
        <img
          className={classes.picture}
          data-size={size}
          src={url}
          width={width}
          height={height}
          loading="lazy"
          alt={masked !== '' ? `The picture of ${week}, masked.` : description}
        />
      </Card>
    </div>
  );
}

function pictureUrl(week: string, { size, theme, mask }: { size: Size; theme: string; mask: string }): string {
  const query = new URLSearchParams({ theme, size, ...(mask !== '' && { mask }) });
  return `/api/v1/reports/${week}.png?${query}`;
}

async function pictureAt(url: string): Promise<Blob> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The picture answered ${answer.status}.`);
  return answer.blob();
}

function sizeOf(value: string): Size {
  return value === 'square' || value === 'story' ? value : 'wide';
}
