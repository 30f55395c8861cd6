import { expect, it } from 'vitest';
import { verdict } from '../inventory.test-support.ts';
import { rootWithoutMfa as check } from './root-without-mfa.ts';

const none = { AccountMFAEnabled: 0, AccountAccessKeysPresent: 0, AccountPasswordPresent: 0 };
const password = { ...none, AccountPasswordPresent: 1 };
const features = { enabled: ['RootCredentialsManagement', 'RootSessions'] };

it('passes with MFA, and tells the kind of device', () => {
  const summary = { ...password, AccountMFAEnabled: 1 };
  const enabledAt = '2026-01-02T03:04:05.000Z';
  const serialNumber = 'arn:aws:iam::111122223333:mfa/phone-of-finops';
  const virtual = { serialNumber, userArn: 'arn:aws:iam::111122223333:root', user: null, enabledAt };
  expect(verdict(check, { summary, mfaDevices: [virtual] })).toMatchObject({
    status: 'pass',
    findings: [{ resource: 'root', what: 'The root user has MFA: a virtual device.', since: enabledAt }],
  });
  const ofUser = { ...virtual, userArn: 'arn:aws:iam::111122223333:user/ana', user: 'ana' };
  expect(verdict(check, { summary, mfaDevices: [ofUser] }).findings[0]?.what).toContain('a hardware key or passkey');
  expect(verdict(check, { summary, mfaDevices: [] }).findings[0]?.what).toContain('a hardware key or passkey');
  expect(verdict(check, { summary }).findings[0]?.what).toContain('a device');
});

it('passes a sealed root user, which has no MFA either', () => {
  expect(verdict(check, { summary: none })).toMatchObject({ status: 'pass' });
});

it('fails with any credential and no MFA, centralized root access or not', () => {
  expect(verdict(check, { summary: password }).status).toBe('fail');
  const keys = { ...none, AccountAccessKeysPresent: 1 };
  expect(verdict(check, { summary: keys }).findings[0]?.what).toBe(
    'The root user has an access key and no MFA device.',
  );
  const central = verdict(check, { summary: password, organizationFeatures: features });
  expect(central.status).toBe('fail');
  expect(central.findings[0]?.what).toContain('does not remove credentials');
});

it('is blind where AWS does not say', () => {
  expect(verdict(check).missing).toMatchObject([{ action: 'iam:GetAccountSummary', by: 'service control policy' }]);
  expect(verdict(check, { summary: {} }).status).toBe('blind');
  expect(verdict(check, { summary: { AccountMFAEnabled: 0, AccountAccessKeysPresent: 0 } }).status).toBe('blind');
  expect(verdict(check, { summary: { AccountMFAEnabled: 0, AccountAccessKeysPresent: 1 } }).status).toBe('fail');
});
