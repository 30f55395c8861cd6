'use client';

import { Button, Checkbox, Tabs, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import tabs from '#components/fix/plan-tabs.module.css';
import { Snippet } from '#components/fix/snippet.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { onboardingCloudFormation } from '#lib/guardrails/onboarding-cloudformation.ts';
import type { Onboarding } from '#lib/guardrails/onboarding-input.ts';
import { onboardingTerraform } from '#lib/guardrails/onboarding-terraform.ts';
import { partitionOfHub, regionIn } from '#lib/guardrails/partition.ts';
import { stackSetCommands, stackSetNotes } from '#lib/guardrails/stack-set-commands.ts';
import classes from './onboarding.module.css';

const kinds = [
  { kind: 'yaml', label: 'CloudFormation', make: onboardingCloudFormation },
  { kind: 'tf', label: 'Terraform', make: onboardingTerraform },
] as const;

/** The templates change as one types; what is downloaded is made by the API, of the same input. */
export function TemplateForm({ setUp }: { setUp: Required<Onboarding> }) {
  const [hub, setHub] = useState(setUp.hub ?? '');
  const [externalId, setExternalId] = useState(setUp.externalId ?? '');
  const [createFixRole, setCreateFixRole] = useState(false);
  const input: Onboarding = { ...setUp, hub: hub.trim(), externalId: externalId.trim(), createFixRole };
  const partition = partitionOfHub(hub.trim(), setUp.partition);
  const differs = externalId.trim() !== (setUp.externalId ?? '');
  // What is left empty is said as well: left out it would be what this server is set up with.
  const given = { hub: hub.trim(), externalId: externalId.trim(), ...(createFixRole && { fixRole: 'true' }) };
  const search = new URLSearchParams(given).toString();
  return (
    <>
      <Card title="1. Who looks, and what it may do">
        <div className={classes.fields}>
          <TextInput
            label="Who may assume the roles"
            description="The role that Straybytes runs as (ARN), or its account (12 digits)"
            placeholder={`arn:${setUp.partition}:iam::111122223333:role/Straybytes`}
            value={hub}
            onChange={(event) => setHub(event.currentTarget.value)}
          />
          <TextInput
            label="External id"
            description="As EXTERNAL_ID of this server; empty for none"
            value={externalId}
            onChange={(event) => setExternalId(event.currentTarget.value)}
          />
        </div>
        <Checkbox
          className={classes.optIn ?? ''}
          label={`Make the role that fixes as well (${setUp.fixRoleName})`}
          description="It may write lifecycle rules and make starter budgets. Without it, Straybytes only looks."
          checked={createFixRole}
          onChange={(event) => setCreateFixRole(event.currentTarget.checked)}
        />
        {differs && (
          <div className={classes.notice}>
            <Notice tone="waste">
              This server is set up with {setUp.externalId === null ? 'no external id' : 'another external id'}: start
              it with the same EXTERNAL_ID, or the roles refuse it.
            </Notice>
          </div>
        )}
      </Card>
      <Card
        title="2. Make the roles"
        sub="As a StackSet for every account of the organization, or as a stack or module in one"
      >
        <Tabs
          defaultValue="yaml"
          keepMounted={false}
          classNames={{ tab: tabs.tab ?? '', list: tabs.list ?? '', panel: tabs.panel ?? '' }}
        >
          <Tabs.List>
            {kinds.map(({ kind, label }) => (
              <Tabs.Tab key={kind} value={kind}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {kinds.map(({ kind, label, make }) => {
            const text = make(input);
            return (
              <Tabs.Panel key={kind} value={kind}>
                {text.ok ? (
                  <>
                    <Snippet label={`${label} template`} text={text.value} height={420} />
                    <p className={classes.download}>
                      <Button
                        component="a"
                        variant="default"
                        href={`/api/v1/onboarding.${kind}?${search}`}
                        download
                        leftSection={<IconDownload size={16} stroke={1.7} aria-hidden="true" />}
                      >
                        Download straybytes.{kind}
                      </Button>
                    </p>
                    {kind === 'yaml' && (
                      <>
                        <ul className={classes.notes}>
                          {stackSetNotes.map((note) => (
                            <li key={note}>{note}</li>
                          ))}
                        </ul>
                        <Snippet
                          label="Commands for a StackSet"
                          text={stackSetCommands(regionIn(partition, setUp.region)).join('\n')}
                        />
                      </>
                    )}
                  </>
                ) : (
                  <Notice tone="waste">{text.error.message}</Notice>
                )}
              </Tabs.Panel>
            );
          })}
        </Tabs>
      </Card>
    </>
  );
}
