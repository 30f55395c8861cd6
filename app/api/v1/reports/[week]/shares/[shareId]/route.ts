import { deleteShare } from '#lib/api/shares.ts';

type Context = { params: Promise<{ week: string; shareId: string }> };

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return deleteShare(request, await params);
}
