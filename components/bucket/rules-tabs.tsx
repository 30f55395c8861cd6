'use client';

import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from '#components/fix/plan-tabs.module.css';
import { Snippet } from '#components/fix/snippet.tsx';
import { Scroll } from '#components/ui/scroll.tsx';

export function RulesTabs({ words, xml, json }: { words: ReactNode; xml: string; json: string }) {
  const panel = classes.panel ?? '';
  return (
    <Tabs defaultValue="words" keepMounted={false} classNames={{ tab: classes.tab ?? '', list: classes.list ?? '' }}>
      <Tabs.List aria-label="Lifecycle rules as">
        <Tabs.Tab value="words">In words</Tabs.Tab>
        <Tabs.Tab value="xml">XML</Tabs.Tab>
        <Tabs.Tab value="json">JSON</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="words" className={panel}>
        <Scroll label="Rules in words" height={360}>
          {words}
        </Scroll>
      </Tabs.Panel>
      <Tabs.Panel value="xml" className={panel}>
        <Snippet label="XML" text={xml} />
      </Tabs.Panel>
      <Tabs.Panel value="json" className={panel}>
        <Snippet label="JSON" text={json} />
      </Tabs.Panel>
    </Tabs>
  );
}
