import { AppError } from '#lib/errors.ts';
import { failed } from './errors.ts';
import { keyOf } from './key-text.ts';
import { lightCall } from './light-call.ts';
import { type PartsPage, readPartsPage } from './parts-xml.ts';
import { callSite } from './send.ts';
import { encodeRfc3986 } from './sign-get.ts';
import type { AwsTarget } from './target.ts';

export type UploadParts =
  | {
      state: 'found';
      parts: number;
      /** Bytes of all parts, over all pages. */
      bytes: number;
      lastPartAt: Date | null;
      /** When and by which rule lifecycle will abort it; null where no rule applies or the server does not say. */
      abortDate: Date | null;
      abortRuleId: string | null;
    }
  | { state: 'gone' };

type Place = { target: AwsTarget; bucket: string; key: string; uploadId: string };

/**
 * Sums the parts of one upload over every page. `gone`: completed or aborted since it was listed. This is the hot path
 * of a scan. The key is as text (key-text.ts).
 * @throws AppError
 */
export async function listParts({ target, bucket, key, uploadId }: Place): Promise<UploadParts> {
  const id = `uploadId=${encodeRfc3986(uploadId)}`;
  let [parts, bytes, newest]: [number, number, string | null] = [0, 0, null];
  let marker: string | null = null;
  for (;;) {
    const query: string = marker === null ? id : `part-number-marker=${encodeRfc3986(marker)}&${id}`;
    const answer = await pageOf({ target, bucket, key: keyOf(key), query });
    if (answer === null) return { state: 'gone' };
    const { value: page, headers }: NonNullable<typeof answer> = answer;
    parts += page.parts;
    bytes += page.bytes;
    if (page.newest !== null && (newest === null || page.newest > newest)) newest = page.newest;
    if (!page.isTruncated) {
      const abortDate = headers['x-amz-abort-date'];
      const rule = headers['x-amz-abort-rule-id'];
      return {
        state: 'found',
        parts,
        bytes,
        lastPartAt: newest === null ? null : new Date(newest),
        abortDate: typeof abortDate === 'string' ? new Date(abortDate) : null,
        abortRuleId: typeof rule === 'string' ? rule : null,
      };
    }
    if (page.nextMarker === null || Number(page.nextMarker) <= Number(marker ?? 0)) {
      const stuck = { code: 'NextPartNumberMarker', message: 'the pages of parts do not advance', status: 200 };
      throw failed(callSite({ target, operation: 'ListParts', bucket }), stuck);
    }
    marker = page.nextMarker;
  }
}

type PageCall = { target: AwsTarget; bucket: string; key: string; query: string };

/** One page; null when the upload is gone. */
async function pageOf(call: PageCall): Promise<Awaited<ReturnType<typeof lightCall<PartsPage>>> | null> {
  try {
    // Nothing that is read from it is outside ASCII.
    return await lightCall({ ...call, operation: 'ListParts', read: (body) => readPartsPage(body.toString('latin1')) });
  } catch (error) {
    if (error instanceof AppError && error.details.awsCode === 'NoSuchUpload') return null;
    throw error;
  }
}
