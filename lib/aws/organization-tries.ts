import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { askOrganizations } from './ask-account.ts';
import { NothingToTry } from './bucket-tries.ts';
import type { Operation } from './operations.ts';
import type { AwsTarget } from './target.ts';
import type { Try } from './tries.ts';

/** Calls for the actions with which the accounts of the organization and their units are found. All are free. */
export function organizationTries(target: AwsTarget): Try[] {
  type Send<T> = Parameters<typeof askOrganizations<T>>[0]['send'];
  const ask = <T>(operation: Operation, send: Send<T>) => askOrganizations({ target, operation, send });
  let listing: Promise<string | null> | undefined;
  const root = () => {
    listing ??= ask('ListRoots', (client, prepare) => client.send(prepare(new ListRootsCommand({})))).then(
      ({ Roots }) => Roots?.[0]?.Id ?? null,
    );
    return listing;
  };
  const rootId = async () => {
    const id = await root().catch(() => null);
    if (id === null) throw new NothingToTry('The root of the organization, of which it is asked, could not be listed.');
    return id;
  };
  return [
    {
      action: 'organizations:DescribeOrganization',
      call: () =>
        ask('DescribeOrganization', (client, prepare) => client.send(prepare(new DescribeOrganizationCommand({})))),
    },
    {
      action: 'organizations:ListAccounts',
      call: () =>
        ask('ListAccounts', (client, prepare) => client.send(prepare(new ListAccountsCommand({ MaxResults: 1 })))),
    },
    { action: 'organizations:ListRoots', call: root },
    {
      action: 'organizations:ListOrganizationalUnitsForParent',
      call: async () => {
        const ParentId = await rootId();
        return ask('ListOrganizationalUnitsForParent', (client, prepare) =>
          client.send(prepare(new ListOrganizationalUnitsForParentCommand({ ParentId, MaxResults: 1 }))),
        );
      },
    },
    {
      action: 'organizations:ListAccountsForParent',
      call: async () => {
        const ParentId = await rootId();
        return ask('ListAccountsForParent', (client, prepare) =>
          client.send(prepare(new ListAccountsForParentCommand({ ParentId, MaxResults: 1 }))),
        );
      },
    },
  ];
}
