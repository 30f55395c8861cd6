import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { deniedActionSchema } from '#lib/guardrails/denied-action.ts';
import type { FixRole } from '#lib/guardrails/tried-action.ts';
import { FixRoleWords } from './fix-role-words.tsx';

const at = '2026-11-23T12:00:00.000Z';
const now = new Date('2026-11-23T13:00:00Z');
const role = 'arn:aws:iam::111122223333:role/StraybytesFix';
const denial = (change: object) =>
  deniedActionSchema.parse({
    kind: 'budgets',
    asked: 'budgets:ViewBudget',
    action: 'budgets:ViewBudget',
    by: 'identity-based policy',
    explicit: false,
    policyArn: null,
    resource: null,
    statement: null,
    exemption: null,
    where: 'a permissions policy of the role StraybytesFix',
    ask: 'an administrator of the account',
    problem: 'It is denied.',
    at,
    ...change,
  });
const allow = (Action: string) => ({ Sid: 'S', Effect: 'Allow', Action, Resource: '*' });

function shown(fixRole: Partial<FixRole>): string {
  const whole: FixRole = { usable: 'yes', problem: null, denied: [], tried: [], at, ...fixRole };
  const words = createElement(FixRoleWords, { fixRole: whole, accountId: '111122223333', now });
  return renderToStaticMarkup(createElement(MantineProvider, null, words)).replaceAll('&quot;', '"');
}

test('what is missing to the fix role comes as one statement, and where it goes', () => {
  const markup = shown({
    denied: [
      denial({ statement: allow('budgets:ViewBudget') }),
      denial({
        asked: 's3:GetBucketVersioning',
        action: 's3:GetBucketVersioning',
        statement: allow('s3:GetBucketVersioning'),
      }),
    ],
  });
  expect(markup).toContain('The statement to add to a permissions policy of the role StraybytesFix:');
  expect(markup).toMatch(/"Action": \[\s+"budgets:ViewBudget",\s+"s3:GetBucketVersioning"\s+\]/);
});

test('a Deny comes with the condition that spares the fix role itself', () => {
  const exemption = { ArnNotLike: { 'aws:PrincipalArn': [role] } };
  const markup = shown({ denied: [denial({ by: 'service control policy', explicit: true, exemption })] });
  expect(markup).toContain('Denied by a service control policy');
  expect(markup).toContain(`"${role}"`);
});

test('a fix role that cannot be assumed says so once, with what its trust policy has to say', () => {
  const problem = 'AWS denies sts:AssumeRole and does not say why.';
  const trust = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::9:role/Hub' }, Action: 'sts:AssumeRole' };
  const role = { kind: 'role', asked: 'sts:AssumeRole', action: 'sts:AssumeRole', by: null, explicit: null, problem };
  const markup = shown({ usable: 'no', problem, denied: [denial({ ...role, statement: trust, trust })] });
  expect(markup).toContain('cannot be assumed');
  expect(markup.split(problem)).toHaveLength(2);
  expect(markup).toContain('"AWS": "arn:aws:iam::9:role/Hub"');
  expect(shown({ usable: 'unclear', problem: 'AWS asks to slow down.' })).toContain('AWS asks to slow down.');
});
