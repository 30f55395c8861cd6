import { ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import { AppError } from '#lib/errors.ts';
import type { PartValue } from '#lib/guardrails/inventory.ts';
import { askIam } from './ask-account.ts';
import type { AwsTarget } from './target.ts';

/**
 * What is enabled of centralized root access; nothing outside an organization.
 * @throws AppError `refused` for an account that does not manage the organization
 */
export async function organizationFeatures(target: AwsTarget): Promise<PartValue<'organizationFeatures'>> {
  try {
    const { EnabledFeatures = [] } = await askIam({
      target,
      operation: 'ListOrganizationsFeatures',
      send: (client, prepare) => client.send(prepare(new ListOrganizationsFeaturesCommand({}))),
    });
    return { enabled: EnabledFeatures.map(String) };
  } catch (error) {
    if (error instanceof AppError && (error.details.reason === 'notInUse' || error.details.reason === 'notEnabled'))
      return { enabled: [] };
    throw error;
  }
}
