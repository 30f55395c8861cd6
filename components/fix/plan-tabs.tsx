'use client';

import { Tabs } from '@mantine/core';
import type { Plan } from '#lib/data/views.ts';
import classes from './plan-tabs.module.css';
import { RuleDiff } from './rule-diff.tsx';
import { Snippet } from './snippet.tsx';
import { UploadsThatGo } from './uploads-that-go.tsx';

const snippets = [
  { tab: 'terraform', label: 'Terraform' },
  { tab: 'cloudformation', label: 'CloudFormation' },
  { tab: 'cli', label: 'AWS CLI' },
] as const;

export function PlanTabs({ plan }: { plan: Plan }) {
  return (
    <Tabs defaultValue="changes" keepMounted={false} classNames={{ tab: classes.tab ?? '', list: classes.list ?? '' }}>
      <Tabs.List>
        <Tabs.Tab value="changes">What changes</Tabs.Tab>
        <Tabs.Tab value="uploads">Uploads that go</Tabs.Tab>
        {snippets.map(({ tab, label }) => (
          <Tabs.Tab key={tab} value={tab}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="changes" className={classes.panel ?? ''}>
        <RuleDiff diff={plan.diff} />
      </Tabs.Panel>
      <Tabs.Panel value="uploads" className={classes.panel ?? ''}>
        <UploadsThatGo plan={plan} />
      </Tabs.Panel>
      {snippets.map(({ tab, label }) => (
        <Tabs.Panel key={tab} value={tab} className={classes.panel ?? ''}>
          <Snippet label={label} text={plan.snippets[tab]} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
