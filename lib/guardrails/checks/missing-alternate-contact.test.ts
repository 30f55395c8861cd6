import { expect, it } from 'vitest';
import { verdict } from '../inventory.test-support.ts';
import { missingAlternateContact as check } from './missing-alternate-contact.ts';

const none = { billing: null, operations: null, security: null };
const team = { name: 'Security', email: 'security@example.com' };

it('passes with a billing or a security contact, and notes the other', () => {
  const { status, findings } = verdict(check, { alternateContacts: { ...none, security: team } });
  expect(status).toBe('pass');
  expect(findings.map(({ what }) => what)).toEqual([
    'No billing contact is set.',
    'The security contact is Security (security@example.com).',
  ]);
  expect(verdict(check, { alternateContacts: { ...none, billing: team } }).status).toBe('pass');
});

it('fails without both, an operations contact being for something else', () => {
  expect(verdict(check, { alternateContacts: none }).status).toBe('fail');
  expect(verdict(check, { alternateContacts: { ...none, operations: team } }).status).toBe('fail');
});

it('is blind where contacts could not be read', () => {
  expect(verdict(check).status).toBe('blind');
});

it('sets those of a member from the management account, with the integration that AWS asks for first', () => {
  const accountId = '111122223333';
  const member = check.mend({ accountId, resource: 'account', management: false }).cli;
  expect(member).toMatch(
    /enable-aws-service-access --service-principal account\.amazonaws\.com\n.*put-alternate-contact --account-id 111122223333/,
  );
  // Source: Account Management API, PutAlternateContact: the management account cannot name itself.
  for (const management of [true, null]) {
    const { cli } = check.mend({ accountId, resource: 'account', management });
    expect(cli).toContain('put-alternate-contact --alternate-contact-type BILLING');
    expect(cli).not.toMatch(/put-alternate-contact --account-id|enable-aws-service-access/);
  }
});
