import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { ChannelView } from '#lib/data/channels.ts';
import { alertNames, quietWords } from './channel-words.ts';
import classes from './channels.module.css';

const quiet = [6, 12, 24, 48, 72, 168];

/** What is told as soon as it happens. A new channel suggests all of it; one that is there keeps what it has. */
export function AlertFields({ channel }: { channel: ChannelView | null }) {
  const chosen = channel?.alerts ?? Object.keys(alertNames);
  const hours = channel?.quietHours ?? 24;
  const choices = [...new Set([...quiet, hours])].sort((a, b) => a - b);
  return (
    <>
      <Checkbox.Group
        label="Tell at once, beside the week"
        description="Each thing once, until it is over and comes back. Checked after every collection."
        defaultValue={chosen}
      >
        <div className={classes.choices}>
          {Object.entries(alertNames).map(([kind, label]) => (
            <Checkbox key={kind} name="alerts" value={kind} label={label} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.row}>
        <TextInput
          name="growthUsd"
          label="Waste grew by more than"
          description="USD a month"
          required
          inputMode="decimal"
          pattern="[0-9]{1,9}([.][0-9]{1,2})?"
          defaultValue={String(channel?.growthUsd ?? 50)}
        />
        <NativeSelect
          name="quietHours"
          label="The same not again for"
          description="Even if it comes back"
          defaultValue={String(hours)}
          data={choices.map((value) => ({ value: String(value), label: quietWords(value) }))}
        />
      </div>
    </>
  );
}
