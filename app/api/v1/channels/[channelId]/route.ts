import { deleteChannelById, patchChannel } from '#lib/api/channels.ts';

type Context = { params: Promise<{ channelId: string }> };

export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return patchChannel(request, await params);
}

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return deleteChannelById(request, await params);
}
