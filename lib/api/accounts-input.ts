import { z } from 'zod';
import { externalIdPattern, hubPattern } from '#lib/guardrails/onboarding-input.ts';
import { accountId, cursor, optionalLimit, ou } from './inputs.ts';

const scope = { account: accountId.optional(), ou };
export const accountsQuery = z.strictObject({ ...scope, cursor, limit: optionalLimit });
export const guardrailsQuery = z.strictObject({ ...scope, cursor, limit: optionalLimit });

/** What a template is made for; what is left out is what this server is set up with. */
export const onboardingQuery = z.strictObject({
  hub: z
    .string()
    .regex(new RegExp(`^(${hubPattern})?$`), { error: 'must be 12 digits or the ARN of a role, a user or root' })
    .optional()
    .meta({
      description:
        'who may assume the roles; left out: the identity that Straybytes runs as, where it is known; empty: whoever uses ' +
        'the template says',
    }),
  externalId: z
    .string()
    .regex(new RegExp(`^(${externalIdPattern})?$`), { error: 'must be 2 to 1224 letters, digits or any of _+=,.@:/-' })
    .optional()
    .meta({ description: 'left out: EXTERNAL_ID; empty: none' }),
  fixRole: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: the role that fixes is made unless the person who uses the template says otherwise' }),
});
