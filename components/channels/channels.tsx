import { Suspense } from 'react';
import { maskWords } from '#components/report/mask-words.ts';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { type ChannelView, getChannels, reportTimeZone } from '#lib/data/channels.ts';
import { AlertPreview } from './alert-preview.tsx';
import { ChannelButtons } from './channel-buttons.tsx';
import { ChannelDialog } from './channel-dialog.tsx';
import { alertingWords, kindNames, nextWords, scheduleWords } from './channel-words.ts';
import classes from './channels.module.css';
import { ChannelsEmpty } from './channels-empty.tsx';
import { DeliveryLines } from './delivery-lines.tsx';

/** Where the report of each week goes by itself, and what became of it. */
export async function Channels() {
  const channels = await getChannels();
  return (
    <div className={classes.list}>
      <PageHead
        title={headlineOf(channels)}
        sub="The report of the week before, once to each channel. Secrets are stored encrypted and never shown again."
        bar={<ChannelDialog label="Add a channel" channel={null} reportTimeZone={reportTimeZone()} />}
      />
      {channels.length === 0 && <ChannelsEmpty />}
      {channels.map((channel) => (
        <ChannelCard key={channel.channelId} channel={channel} />
      ))}
    </div>
  );
}

function headlineOf(channels: readonly ChannelView[]): string {
  const active = channels.filter(({ pausedAt }) => pausedAt === null).length;
  if (channels.length === 0) return 'The weekly report goes nowhere by itself yet.';
  return `The weekly report goes to ${active === 1 ? '1 channel' : `${active} channels`}.`;
}

function ChannelCard({ channel }: { channel: ChannelView }) {
  const { channelId, name, kind, shown, pausedAt, size, theme, mask, onlyIfChanged } = channel;
  const options = [size, theme, maskWords(mask), ...(onlyIfChanged ? ['only if something changed'] : [])].join(', ');
  return (
    <Card title={name} sub={`${kindNames[kind] ?? kind}: ${shown}`}>
      <p>
        {pausedAt ? <Tag tone="quiet">Paused</Tag> : scheduleWords(channel)}{' '}
        <span className={classes.quiet}>{options}</span>
      </p>
      {!pausedAt && <p className={classes.quiet}>{nextWords(channel)}.</p>}
      <p className={classes.quiet}>{alertingWords(channel)}</p>
      {!pausedAt && channel.alerts.length > 0 && (
        <Suspense fallback={<Bone height={20} width={220} />}>
          <AlertPreview channelId={channelId} name={name} alerts={channel.alerts} />
        </Suspense>
      )}
      <DeliveryLines channel={channel} />
      <div className={classes.buttons}>
        <ChannelDialog label="Edit" channel={channel} reportTimeZone={reportTimeZone()} />
        <ChannelButtons channelId={channelId} name={name} paused={pausedAt !== null} />
      </div>
    </Card>
  );
}

export function ChannelsSkeleton() {
  return (
    <div className={classes.list}>
      <PageHead bar={<Bone height={34} width={140} />} title={<Bone height={44} />} sub={<Bone height={20} />} />
    </div>
  );
}
