import { postCollect } from '#lib/api/collect.ts';

export async function POST(request: Request): Promise<Response> {
  return postCollect(request);
}
