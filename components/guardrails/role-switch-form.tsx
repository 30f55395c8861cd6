'use client';

import { NativeSelect, Tabs, TextInput } from '@mantine/core';
import { useState } from 'react';
import tabs from '#components/fix/plan-tabs.module.css';
import { Snippet } from '#components/fix/snippet.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { roleSwitchSetup } from '#lib/guardrails/trust-policy.ts';
import classes from './role-switch-form.module.css';

type Choice = { accountId: string; name: string };

/** Makes the set-up with which one person switches to a role by MFA, ready to paste. Sends nothing anywhere. */
export function RoleSwitchForm({ accounts, partition }: { accounts: Choice[]; partition: string }) {
  const first = accounts[0]?.accountId ?? '';
  const [values, setValues] = useState({
    userAccountId: first,
    userName: '',
    roleAccountId: accounts[1]?.accountId ?? first,
    roleName: '',
  });
  const change = (part: Partial<typeof values>) => setValues({ ...values, ...part });
  const begun = values.userName !== '' && values.roleName !== '';
  const setup = begun ? roleSwitchSetup({ ...values, partition }) : null;
  return (
    <Card
      id="role-switch"
      title="Let one person switch to a role, with MFA"
      sub="The trust policy asks with Bool, not BoolIfExists: that would let an access key through that carries no sign of MFA"
    >
      <div className={classes.fields}>
        <AccountField
          label="Account of the person"
          accounts={accounts}
          value={values.userAccountId}
          onChange={(userAccountId) => change({ userAccountId })}
        />
        <TextInput
          label="IAM user"
          placeholder="ann"
          value={values.userName}
          onChange={(event) => change({ userName: event.currentTarget.value.trim() })}
        />
        <AccountField
          label="Account of the role"
          accounts={accounts}
          value={values.roleAccountId}
          onChange={(roleAccountId) => change({ roleAccountId })}
        />
        <TextInput
          label="Role"
          placeholder="Administrator"
          value={values.roleName}
          onChange={(event) => change({ roleName: event.currentTarget.value.trim() })}
        />
      </div>
      {setup === null && <p className={classes.hint}>Name the person and the role: the policies stand here then.</p>}
      {setup?.ok === false && <Notice tone="waste">{setup.error.message}</Notice>}
      {setup?.ok && (
        <Tabs
          defaultValue="trust"
          keepMounted={false}
          classNames={{ tab: tabs.tab ?? '', list: tabs.list ?? '', panel: tabs.panel ?? '' }}
        >
          <Tabs.List>
            <Tabs.Tab value="trust">Trust policy of the role</Tabs.Tab>
            <Tabs.Tab value="user">Policy of the user</Tabs.Tab>
            <Tabs.Tab value="config">~/.aws/config</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="trust">
            <Snippet label="Trust policy" text={JSON.stringify(setup.value.trustPolicy, null, 2)} />
          </Tabs.Panel>
          <Tabs.Panel value="user">
            <Snippet label="User policy" text={JSON.stringify(setup.value.userPolicy, null, 2)} />
          </Tabs.Panel>
          <Tabs.Panel value="config">
            <Snippet label="AWS configuration" text={setup.value.config} />
          </Tabs.Panel>
        </Tabs>
      )}
      {setup?.ok && setup.value.consoleUrl !== null && (
        <p className={classes.hint}>
          In the console: <a href={setup.value.consoleUrl}>switch to {values.roleName}</a>
        </p>
      )}
    </Card>
  );
}

/** Of the accounts that are known; where none is, any. */
function AccountField({
  label,
  accounts,
  value,
  onChange,
}: {
  label: string;
  accounts: Choice[];
  value: string;
  onChange: (accountId: string) => void;
}) {
  if (accounts.length === 0) {
    return (
      <TextInput
        label={label}
        placeholder="12 digits"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
    );
  }
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={accounts.map(({ accountId, name }) => ({ value: accountId, label: name }))}
    />
  );
}
