import { connection } from 'next/server';
import { getOnboardingYaml } from '#lib/api/onboarding.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getOnboardingYaml(request);
}
