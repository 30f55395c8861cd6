import { connection } from 'next/server';
import { getOnboardingTf } from '#lib/api/onboarding.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getOnboardingTf(request);
}
