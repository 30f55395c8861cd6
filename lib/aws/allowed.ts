import { AppError } from '#lib/errors.ts';
import type { Operation } from './operations.ts';
import type { AwsTarget } from './target.ts';

/** Nothing of this kind is set: only who may look is told so. */
const nothingSet = new Set(['NoSuchLifecycleConfiguration', 'NoSuchTagSet', 'NoSuchTagSetError', 'NoSuchUpload']);

/** Whether an error says that the call was allowed: AWS looks at the policies before it looks for the thing. */
export function isAllowed(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const { awsCode = '', reason, operation } = error.details;
  if (nothingSet.has(awsCode) || reason === 'notManagement') return true;
  return error.code === 'notFound' && awsCode !== 'NoSuchBucket' && operation !== 'HeadBucket' && awsCode !== '';
}

/** Makes a call, and tells the target's meter when it is allowed. */
export async function tellingAllowed<T>(
  { target, operation, bucket = null }: { target: AwsTarget; operation: Operation; bucket?: string | null | undefined },
  call: () => Promise<T>,
): Promise<T> {
  try {
    const value = await call();
    target.meter?.allowed?.({ operation, bucket });
    return value;
  } catch (error) {
    if (isAllowed(error)) target.meter?.allowed?.({ operation, bucket });
    throw error;
  }
}
