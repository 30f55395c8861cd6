import type { AppError } from '#lib/errors.ts';
import type { ReadingState } from '#lib/spend/reading.ts';

/** Why a reading is none, of an error: the state of its panel, and the words with the next step. */
export function readingStateOf(error: AppError): { state: ReadingState; problem: string } {
  return { state: stateOf(error), problem: error.message };
}

function stateOf({ code, details: { reason } }: AppError): ReadingState {
  if (reason === 'budget') return 'budget';
  if (reason === 'notEnabled' || reason === 'noData' || reason === 'expired') return reason;
  if (code === 'denied' || code === 'unsupported' || code === 'throttled') return code;
  return 'failed';
}
