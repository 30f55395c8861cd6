import type { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { parsed } from './parsed.ts';

/** What the API takes at most; its largest honest body is far below a kilobyte. */
export const MAX_BODY_BYTES = 64 * 1024;

export function tooLarge(max = MAX_BODY_BYTES): AppError {
  return new AppError('invalid', `The body is larger than ${max / 1024} KB.`, { reason: 'tooLarge' });
}

/**
 * The body as JSON of the form asked for; an empty one counts as `{}`.
 * @throws AppError `invalid`, with reason `tooLarge` above MAX_BODY_BYTES
 */
export async function readBody<T extends z.ZodType>(request: Request, schema: T): Promise<z.infer<T>> {
  const text = await readText(request);
  return parsed(schema, text.trim() === '' ? {} : parseJson(text), 'The body');
}

/** The body as text. @throws AppError `invalid`, with reason `tooLarge` above `max` bytes */
export async function readText({ body }: Request, max = MAX_BODY_BYTES): Promise<string> {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream: the rest is not read.
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > max) throw tooLarge(max);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError('invalid', 'The body is not UTF-8 text.', {}, cause);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    throw new AppError('invalid', `The body is not JSON${why}.`, {}, cause);
  }
}
