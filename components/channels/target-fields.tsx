import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import classes from './channels.module.css';

/** What a kind of channel needs to be reached; nothing of it comes back from the server. */
export function TargetFields({ kind }: { kind: string }) {
  if (kind === 'email')
    return (
      <>
        <div className={classes.row}>
          <TextInput name="host" label="SMTP server" required placeholder="smtp.example.com" />
          <TextInput name="port" label="Port" required inputMode="numeric" pattern="[0-9]{1,5}" defaultValue="587" />
          <NativeSelect
            name="security"
            label="TLS"
            data={[
              { value: 'starttls', label: 'STARTTLS' },
              { value: 'tls', label: 'From the start' },
              { value: 'none', label: 'None (private network)' },
            ]}
          />
        </div>
        <div className={classes.row}>
          <TextInput name="user" label="User" autoComplete="off" />
          <PasswordInput name="password" label="Password" autoComplete="new-password" />
        </div>
        <TextInput name="from" label="From" type="email" required />
        <TextInput name="to" label="To" description="Separated by commas" required />
      </>
    );
  if (kind === 'slackBot')
    return (
      <>
        <PasswordInput
          name="token"
          label="Bot token"
          description="With files:write, and chat:write for alerts"
          required
          placeholder="xoxb-…"
          autoComplete="off"
        />
        <TextInput name="channel" label="Channel id" required placeholder="C0123456789" />
      </>
    );
  return (
    <>
      <PasswordInput name="url" label="Webhook address" required placeholder="https://…" autoComplete="off" />
      {kind === 'webhook' && (
        <PasswordInput
          name="key"
          label="Signing key"
          description="16 characters or more"
          required
          minLength={16}
          autoComplete="off"
        />
      )}
    </>
  );
}
