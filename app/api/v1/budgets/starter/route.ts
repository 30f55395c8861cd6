import { postStarter } from '#lib/api/budgets.ts';

export async function POST(request: Request): Promise<Response> {
  return postStarter(request);
}
