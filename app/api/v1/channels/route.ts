import { connection } from 'next/server';
import { getChannels, postChannel } from '#lib/api/channels.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getChannels(request);
}

export function POST(request: Request): Promise<Response> {
  return postChannel(request);
}
