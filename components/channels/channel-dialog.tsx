'use client';

import { Modal } from '@mantine/core';
import { useState } from 'react';
import { MayButton } from '#components/viewer/may-button.tsx';
import type { ChannelView } from '#lib/data/channels.ts';
import { ChannelForm } from './channel-form.tsx';

export function ChannelDialog({
  label,
  channel,
  reportTimeZone,
}: {
  label: string;
  channel: ChannelView | null;
  reportTimeZone: string;
}) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <MayButton
        power="deliver"
        variant={channel ? 'default' : 'filled'}
        size={channel ? 'compact-md' : 'sm'}
        onClick={() => setOpened(true)}
        aria-haspopup="dialog"
        aria-label={channel ? `${label} ${channel.name}` : undefined}
      >
        {label}
      </MayButton>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={channel ? `Edit ${channel.name}` : 'Add a channel'}
        centered
        radius="lg"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ChannelForm channel={channel} reportTimeZone={reportTimeZone} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
}
