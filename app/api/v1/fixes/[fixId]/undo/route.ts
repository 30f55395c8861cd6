import { postUndo } from '#lib/api/fixes.ts';

type Context = { params: Promise<{ fixId: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return postUndo(request, await params);
}
