'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Words } from '#components/ui/words.tsx';
import type { AccountChoice } from './starter-dialogs.tsx';
import classes from './starter-fields.module.css';

export type StarterValues = {
  accountId: string;
  /** As typed: what is no plain number is told as such, and never read as another one. */
  amountUsd: string;
  name: string;
  /** As typed: commas, semicolons or spaces between them. */
  emails: string;
  snsTopicArn: string;
};

/** What of an invalid request belongs to which field is told once that field was left. */
export function StarterFields({
  accounts,
  values,
  problems,
  disabled,
  onChange,
}: {
  accounts: AccountChoice[];
  values: StarterValues;
  problems: Record<string, string>;
  disabled: boolean;
  onChange: (part: Partial<StarterValues>) => void;
}) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const field = (name: keyof StarterValues) => ({
    disabled,
    error: left.has(name) && problems[name] ? <Words text={problems[name]} /> : null,
    onBlur: () => setLeft((before) => new Set([...before, name])),
  });
  return (
    <div className={classes.fields}>
      <NativeSelect
        label="Account"
        value={values.accountId}
        onChange={(event) => onChange({ accountId: event.currentTarget.value })}
        data={accounts.map(({ accountId, accountName }) => ({
          value: accountId,
          label: accountName === accountId ? accountId : `${accountName} (${accountId})`,
        }))}
        {...field('accountId')}
      />
      <TextInput
        label="Limit, USD a day"
        leftSection="$"
        inputMode="decimal"
        autoComplete="off"
        value={values.amountUsd}
        onChange={(event) => onChange({ amountUsd: event.currentTarget.value })}
        {...field('amountUsd')}
      />
      <TextInput
        label="Name"
        value={values.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        {...field('name')}
      />
      <TextInput
        className={classes.wide ?? ''}
        label="E-mail addresses to tell"
        description="Up to ten, with commas between them."
        data-autofocus
        placeholder="ann@example.com, bob@example.com"
        inputMode="email"
        autoComplete="email"
        value={values.emails}
        onChange={(event) => onChange({ emails: event.currentTarget.value })}
        {...field('emails')}
      />
      <TextInput
        className={classes.wide ?? ''}
        label="SNS topic (optional)"
        description="Its ARN. A topic can feed Slack, Teams or Chime through Amazon Q Developer in chat applications."
        placeholder="arn:aws:sns:us-east-1:123456789012:cost-alerts"
        value={values.snsTopicArn}
        onChange={(event) => onChange({ snsTopicArn: event.currentTarget.value })}
        {...field('snsTopicArn')}
      />
    </div>
  );
}
