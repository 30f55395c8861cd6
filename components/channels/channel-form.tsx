'use client';

import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { MaskFields } from '#components/report/mask-fields.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { saveChannel } from '#lib/actions/channels.ts';
import type { ChannelView } from '#lib/data/channels.ts';
import { noMask, parseMask } from '#lib/report/mask-text.ts';
import { AlertFields } from './alert-fields.tsx';
import { kindNames, weekdays, weekEndWords } from './channel-words.ts';
import classes from './channels.module.css';
import { scheduleOf, targetOf } from './form-values.ts';
import { TargetFields } from './target-fields.tsx';

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));
const days = weekdays.map((label, index) => ({ value: String(index + 1), label }));

/** Where, when and what; of a channel that is there, where it leads is entered again only to be changed. */
export function ChannelForm({
  channel,
  reportTimeZone,
  onDone,
}: {
  channel: ChannelView | null;
  reportTimeZone: string;
  onDone: () => void;
}) {
  const router = useRouter();
  const [kind, setKind] = useState(channel?.kind ?? 'slack');
  const [withTarget, setWithTarget] = useState(channel === null);
  const [mask, setMask] = useState(parseMask(channel?.mask ?? '') ?? noMask);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setSaving(true);
    setProblem(null);
    try {
      const result = await saveChannel({
        channelId: channel?.channelId ?? null,
        schedule: scheduleOf(form, mask),
        target: withTarget ? targetOf(kind, form) : null,
      });
      if (result.ok) onDone();
      else setProblem(result.error.message);
      router.refresh();
    } catch {
      setProblem('Straybytes itself did not answer. Its log says why; try again.');
    } finally {
      setSaving(false);
    }
  }

  const zone = channel?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <form className={classes.form} onSubmit={save}>
      <TextInput name="name" label="Name" required maxLength={100} defaultValue={channel?.name} data-autofocus />
      {channel && (
        <Checkbox
          label={`Change where it leads (${channel.shown})`}
          checked={withTarget}
          onChange={({ currentTarget }) => setWithTarget(currentTarget.checked)}
        />
      )}
      {withTarget && (
        <>
          <NativeSelect
            label="Kind"
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value)}
            data={Object.entries(kindNames).map(([value, label]) => ({ value, label }))}
          />
          <TargetFields kind={kind} />
        </>
      )}
      <div className={classes.row}>
        <NativeSelect name="weekday" label="Day" defaultValue={String(channel?.weekday ?? 1)} data={days} />
        <NativeSelect name="hour" label="Hour" defaultValue={String(channel?.hour ?? 9)} data={hours} />
        <TextInput name="timeZone" label="Time zone" required defaultValue={zone} placeholder="Asia/Seoul" />
      </div>
      <p className={classes.note}>{weekEndWords(reportTimeZone)}</p>
      <div className={classes.row}>
        <NativeSelect
          name="size"
          label="Picture"
          defaultValue={channel?.size ?? 'wide'}
          data={[
            { value: 'wide', label: 'Wide' },
            { value: 'square', label: 'Square' },
            { value: 'story', label: 'Story' },
          ]}
        />
        <NativeSelect
          name="theme"
          label="Colours"
          defaultValue={channel?.theme ?? 'light'}
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </div>
      <MaskFields legend="What others do not see" mask={mask} onChange={setMask} />
      <Checkbox
        name="onlyIfChanged"
        label="Only if something changed in the week"
        defaultChecked={channel?.onlyIfChanged ?? false}
      />
      <AlertFields channel={channel} />
      {problem && <Notice tone="alarm">{problem}</Notice>}
      <div className={classes.buttons}>
        <Button type="submit" loading={saving}>
          {channel ? 'Save' : 'Add'}
        </Button>
        <Button variant="default" onClick={onDone} disabled={saving}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
