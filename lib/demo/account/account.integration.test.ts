import { GetAlternateContactCommand, GetContactInformationCommand } from '@aws-sdk/client-account';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userKeys } from '../caller.ts';
import { accountIds, managementAccountId } from '../organization/accounts.ts';
import { seededOrganization } from '../organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { accountClient } from '../test-client.test-support.ts';

let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws({ organization: seededOrganization });
  aws.faults.verifySignatures = true;
});

afterEach(() => aws.close());

const client = (accountId: string) => accountClient(aws.url, { credentials: userKeys(accountId) });
const security = new GetAlternateContactCommand({ AlternateContactType: 'SECURITY' });

test('a contact is told where one is set', async () => {
  const { AlternateContact } = await client(accountIds.media).send(security);
  expect(AlternateContact).toEqual({
    AlternateContactType: 'SECURITY',
    Name: 'Tomo Akiyama',
    Title: 'Security lead',
    EmailAddress: 'security@example.com',
    PhoneNumber: '+49301112255',
  });
  await expect(client(accountIds.sandbox).send(security)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const { ContactInformation } = await client(accountIds.sandbox).send(new GetContactInformationCommand({}));
  expect(ContactInformation?.FullName).toBe('Straybytes Example');
  aws.world.apply({ type: 'account', change: { id: accountIds.sandbox, contacts: { primary: null } } });
  await expect(client(accountIds.sandbox).send(new GetContactInformationCommand({}))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  expect(aws.world.requests).toMatchObject({ GetAlternateContact: 2, GetContactInformation: 2 });
});

test('the management account asks for members, by their id, and for itself without', async () => {
  const of = (AccountId: string) => new GetAlternateContactCommand({ AlternateContactType: 'SECURITY', AccountId });
  const management = client(managementAccountId);
  expect((await management.send(of(accountIds.media))).AlternateContact?.Name).toBe('Tomo Akiyama');
  const refusal = { name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } };
  await expect(management.send(of(managementAccountId))).rejects.toMatchObject(refusal);
  await expect(client(accountIds.media).send(of(accountIds.security))).rejects.toMatchObject(refusal);
  await management.send(security);
});

test('is denied in words, throttled with 429, and told apart from a wrong type', async () => {
  aws.faults.denied = [{ account: accountIds.media, action: 'account:*', by: 'service control policy' }];
  await expect(client(accountIds.media).send(security)).rejects.toThrow(
    `is not authorized to perform: account:GetAlternateContact on resource: arn:aws:account::${accountIds.media}:account with an explicit deny in a service control policy`,
  );
  aws.faults.reset();
  aws.faults.throttleRate = 1;
  await expect(client(accountIds.media).send(security)).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    $metadata: { httpStatusCode: 429 },
  });
  aws.faults.reset();
  const wrong = JSON.parse('"FRIENDS"');
  await expect(
    client(accountIds.media).send(new GetAlternateContactCommand({ AlternateContactType: wrong })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});
