import { postUndoStarter } from '#lib/api/budgets.ts';

type Context = { params: Promise<{ starterId: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return postUndoStarter(request, await params);
}
