import { postDeliveryAgain } from '#lib/api/channels.ts';

type Context = { params: Promise<{ deliveryId: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return postDeliveryAgain(request, await params);
}
