import type { Result } from '#lib/errors.ts';
import { onboarding } from '#lib/fix/onboarding.ts';
import { onboardingCloudFormation } from '#lib/guardrails/onboarding-cloudformation.ts';
import type { Onboarding } from '#lib/guardrails/onboarding-input.ts';
import { onboardingTerraform } from '#lib/guardrails/onboarding-terraform.ts';
import { onboardingQuery } from './accounts-input.ts';
import { answer } from './answer.ts';
import { parsedQuery } from './parsed.ts';

/** `GET /api/v1/onboarding.yaml`: a CloudFormation template with the roles that an account needs. */
export function getOnboardingYaml(request: Request): Promise<Response> {
  return template(request, onboardingCloudFormation, 'application/yaml', 'straybytes.yaml');
}

/** `GET /api/v1/onboarding.tf`: the same as a Terraform module of one file. */
export function getOnboardingTf(request: Request): Promise<Response> {
  return template(request, onboardingTerraform, 'text/plain', 'straybytes.tf');
}

function template(
  request: Request,
  make: (input: Onboarding) => Result<string>,
  type: string,
  name: string,
): Promise<Response> {
  return answer(request, 'export', async () => {
    const { hub, externalId, fixRole } = parsedQuery(onboardingQuery, request, { empty: ['hub', 'externalId'] });
    const text = make(await onboarding({ hub, externalId, createFixRole: fixRole === 'true' }));
    if (!text.ok) throw text.error;
    return new Response(text.value, {
      headers: {
        'content-type': `${type}; charset=utf-8`,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    });
  });
}
