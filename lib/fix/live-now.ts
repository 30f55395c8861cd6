import { measuredOffsetMs } from '#lib/aws/clock.ts';
import { awsNow, awsOffsetMs, storeAwsOffset } from '#lib/store/clock.ts';

const WORTH_STORING_MS = 5_000;

/** AWS's time, right after a call to AWS in this process; all processes learn of a clock that moved. */
export async function liveNow(): Promise<Date> {
  const measured = measuredOffsetMs();
  if (measured !== null && Math.abs(measured - (await awsOffsetMs())) >= WORTH_STORING_MS)
    await storeAwsOffset(measured);
  return awsNow();
}
