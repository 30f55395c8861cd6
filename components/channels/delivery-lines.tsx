import { formatTime } from '#components/ui/date.ts';
import { Tag, type Tone } from '#components/ui/tag.tsx';
import type { ChannelView } from '#lib/data/channels.ts';
import classes from './channels.module.css';
import { SendAgainButton } from './send-again-button.tsx';

type DeliveryView = ChannelView['deliveries'][number];

const states: Record<DeliveryView['state'], { words: string; tone: Tone }> = {
  waiting: { words: 'Waiting', tone: 'quiet' },
  sending: { words: 'Being sent', tone: 'quiet' },
  sent: { words: 'Sent', tone: 'recovered' },
  unchanged: { words: 'Nothing changed', tone: 'quiet' },
  failed: { words: 'Failed', tone: 'alarm' },
  unknown: { words: 'Not known', tone: 'alarm' },
};

/** What became of the last weeks, and of the last alerts; where that is not known, a person may send it again. */
export function DeliveryLines({ channel }: { channel: ChannelView }) {
  const { name, mostAttempts, pausedAt, deliveries, told } = channel;
  const mayRepeat = pausedAt === null;
  const isLast = (index: number) => told[index]?.deliveryId !== told[index + 1]?.deliveryId;
  return (
    <>
      <p className={classes.note}>{unansweredWords(channel)}</p>
      <ul className={classes.deliveries} aria-label={`Deliveries to ${name}`}>
        {deliveries.length === 0 && <li className={classes.quiet}>Nothing was delivered yet.</li>}
        {deliveries.map((delivery) => (
          <WeekLine key={delivery.deliveryId} {...{ delivery, name, mostAttempts, mayRepeat }} />
        ))}
      </ul>
      {told.length > 0 && (
        <ul className={classes.deliveries} aria-label={`Alerts told to ${name}`}>
          {told.map((alert, index) => (
            <AlertLine key={alert.alertId} alert={alert} name={name} mayRepeat={mayRepeat && isLast(index)} />
          ))}
        </ul>
      )}
    </>
  );
}

/** What happens where the other side takes something and does not answer. */
function unansweredWords({ isRepeated, mostAttempts }: ChannelView): string {
  return isRepeated
    ? `What goes unanswered is sent again with the same idempotency-key, ${mostAttempts} times at most: who keeps the keys has it exactly once.`
    : 'What goes unanswered is not sent again by itself: look whether it is there, then send it again.';
}

type WeekProps = { delivery: DeliveryView; name: string; mostAttempts: number; mayRepeat: boolean };

function WeekLine({ delivery, name, mostAttempts, mayRepeat }: WeekProps) {
  const { deliveryId, week, state, attempts, mayHaveArrived, endedAt, answer } = delivery;
  const { words, tone } = states[state];
  const isAgain = state === 'waiting' && attempts > 0 && attempts < mostAttempts;
  const told = [
    endedAt && formatTime(endedAt),
    isAgain && `${attempts} of ${mostAttempts} attempts`,
    state === 'waiting' && mayHaveArrived && 'it may have arrived',
    answer,
  ];
  return (
    <li>
      <strong>{week}</strong> <Tag tone={tone}>{words}</Tag>{' '}
      <span className={classes.quiet}>{told.filter(Boolean).join(' · ')}</span>{' '}
      {mayRepeat && isOpen(state) && <SendAgainButton deliveryId={deliveryId} what={`${week} to ${name}`} />}
    </li>
  );
}

type AlertProps = { alert: ChannelView['told'][number]; name: string; mayRepeat: boolean };

function AlertLine({ alert: { deliveryId, headline, state, at, endedAt, answer }, name, mayRepeat }: AlertProps) {
  const { words, tone } = states[state];
  return (
    <li>
      <strong>{headline}</strong> <Tag tone={tone}>{words}</Tag>{' '}
      <span className={classes.quiet}>{[formatTime(endedAt ?? at), answer].filter(Boolean).join(' · ')}</span>{' '}
      {mayRepeat && isOpen(state) && <SendAgainButton deliveryId={deliveryId} what={`“${headline}” to ${name}`} />}
    </li>
  );
}

function isOpen(state: DeliveryView['state']): boolean {
  return state === 'unknown' || state === 'failed';
}
