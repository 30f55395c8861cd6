import { type AlternateContactType, GetAlternateContactCommand } from '@aws-sdk/client-account';
import { AppError } from '#lib/errors.ts';
import type { PartValue } from '#lib/guardrails/inventory.ts';
import { askAccount } from './ask-account.ts';
import type { AwsTarget } from './target.ts';

type Contact = PartValue<'alternateContacts'>['billing'];

/** Whom AWS writes to beside the root user's address, asked in the account itself. @throws AppError */
export async function alternateContacts(target: AwsTarget): Promise<PartValue<'alternateContacts'>> {
  const billing = await alternateContact(target, 'BILLING');
  const operations = await alternateContact(target, 'OPERATIONS');
  const security = await alternateContact(target, 'SECURITY');
  return { billing, operations, security };
}

/** One of them; null when none is set. @throws AppError */
export async function alternateContact(
  target: AwsTarget,
  AlternateContactType: AlternateContactType,
): Promise<Contact> {
  try {
    const { AlternateContact } = await askAccount({
      target,
      operation: 'GetAlternateContact',
      send: (client, prepare) => client.send(prepare(new GetAlternateContactCommand({ AlternateContactType }))),
    });
    return AlternateContact ? { name: AlternateContact.Name ?? '', email: AlternateContact.EmailAddress ?? '' } : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return null;
    throw error;
  }
}
