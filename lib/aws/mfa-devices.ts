import { ListVirtualMFADevicesCommand } from '@aws-sdk/client-iam';
import type { PartValue } from '#lib/guardrails/inventory.ts';
import { askIam } from './ask-account.ts';
import { allPages } from './pages.ts';
import type { AwsTarget } from './target.ts';

/** The virtual MFA devices that are assigned to somebody; keys and passkeys are in no list of the account. */
export async function assignedMfaDevices(target: AwsTarget): Promise<PartValue<'mfaDevices'>> {
  const devices = await allPages(async (Marker) => {
    const page = await askIam({
      target,
      operation: 'ListVirtualMFADevices',
      send: (client, prepare) =>
        client.send(
          prepare(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned', MaxItems: 1000, Marker })),
        ),
    });
    return { items: page.VirtualMFADevices ?? [], next: page.IsTruncated ? page.Marker : undefined };
  });
  return devices.flatMap(({ SerialNumber, User, EnableDate }) =>
    SerialNumber
      ? [
          {
            serialNumber: SerialNumber,
            userArn: User?.Arn ?? null,
            user: User?.UserName ?? null,
            enabledAt: EnableDate?.toISOString() ?? null,
          },
        ]
      : [],
  );
}
