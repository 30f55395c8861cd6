'use client';

import { Tabs } from '@mantine/core';
import figures from '#components/fix/plan-figures.module.css';
import tabs from '#components/fix/plan-tabs.module.css';
import { Snippet } from '#components/fix/snippet.tsx';
import { formatUsd } from '#lib/money/format.ts';
import type { StarterRequest } from '#lib/spend/starter-budget.ts';
import { topicPolicy } from './topic-policy.ts';

const DAYS_A_MONTH = 30;

/** What will happen, in three figures, and the request letter by letter. */
export function StarterPreview({ amountUsd, request }: { amountUsd: number; request: StarterRequest | null }) {
  const sane = amountUsd > 0;
  const usd = (amount: number) => (sane ? formatUsd(amount) : '–');
  return (
    <>
      <div className={figures.tiles}>
        <Tile figure={usd(0.8 * amountUsd)}>spent on a day: the first alert, at 80 %</Tile>
        <Tile figure={usd(amountUsd)}>the second, at 100 %; credits and refunds do not hide spend</Tile>
        <Tile figure={usd(DAYS_A_MONTH * amountUsd)}>
          a month, if every day came to the limit. The budget itself is free
        </Tile>
      </div>
      {request && <Texts request={request} />}
    </>
  );
}

function Tile({ figure, children }: { figure: string; children: string }) {
  return (
    <div className={figures.tile}>
      <strong className={figures.figure}>{figure}</strong>
      <span className={figures.says}>{children}</span>
    </div>
  );
}

function Texts({ request }: { request: StarterRequest }) {
  const policy = topicPolicy(request);
  const text = JSON.stringify(request, null, 2);
  const texts = [
    { tab: 'request', label: 'What is sent to AWS', text },
    {
      tab: 'cli',
      label: 'AWS CLI',
      text: `aws budgets create-budget --cli-input-json '${text.replaceAll("'", "'\\''")}'`,
    },
    ...(policy ? [{ tab: 'topic', label: 'What the topic must allow', text: policy }] : []),
  ];
  return (
    <Tabs defaultValue="request" keepMounted={false} classNames={{ tab: tabs.tab ?? '', list: tabs.list ?? '' }}>
      <Tabs.List>
        {texts.map(({ tab, label }) => (
          <Tabs.Tab key={tab} value={tab}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {texts.map(({ tab, label, text: shown }) => (
        <Tabs.Panel key={tab} value={tab} className={tabs.panel ?? ''}>
          <Snippet label={label} text={shown} height={200} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
