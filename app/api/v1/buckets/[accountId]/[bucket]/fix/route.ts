import { postFix } from '#lib/api/fixes.ts';

type Context = { params: Promise<{ accountId: string; bucket: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return postFix(request, await params);
}
