const PER_UNIT = 1e9;

/**
 * Money and quantities in whole billionths, so that sums come out the same in every order. A JavaScript number holds
 * nine million units exactly.
 */
export function nanosOf(amount: number): number {
  return Math.round(amount * PER_UNIT);
}

/** @throws Error for what is not a decimal of at most nine places. */
export function parseNanos(decimal: string): number {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(decimal) ?? [];
  const nanos = Number(whole) * PER_UNIT + Number(fraction.padEnd(9, '0'));
  if (sign === undefined || !Number.isSafeInteger(nanos))
    throw new Error(`${decimal} is not a decimal that the simulated bill can hold: at most nine places.`);
  return sign === '-' ? -nanos : nanos;
}

/** As AWS writes amounts: no exponent, no zeros at the end. */
export function decimalOf(nanos: number): string {
  const rounded = Math.round(nanos);
  const size = Math.abs(rounded);
  const fraction = size % PER_UNIT;
  const whole = String((size - fraction) / PER_UNIT);
  const digits = fraction === 0 ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
  return `${rounded < 0 ? '-' : ''}${whole}${digits}`;
}
