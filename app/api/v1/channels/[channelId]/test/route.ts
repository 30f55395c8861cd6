import { postChannelTest } from '#lib/api/channels.ts';

type Context = { params: Promise<{ channelId: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return postChannelTest(request, await params);
}
