import { AppError } from '#lib/errors.ts';
import { answer } from './answer.ts';

/** Any other path below /api. */
export function noSuchCall(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    const { pathname } = new URL(request.url);
    throw new AppError('notFound', `There is no call ${pathname}. All of them are in /api/v1/openapi.json.`);
  });
}
