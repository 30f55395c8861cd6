import { formatMoney, formatMoneyChange, formatMoneyExact } from '#lib/money/format-money.ts';

/** An amount of a bill with every digit on hover. */
export function Money({ amount, currency }: { amount: string; currency: string | null }) {
  return (
    <data value={amount} title={formatMoneyExact(amount, currency)}>
      {formatMoney(amount, currency)}
    </data>
  );
}

/** "+$310.00" */
export function MoneyChange({ amount, currency }: { amount: string; currency: string | null }) {
  return (
    <data value={amount} title={formatMoneyExact(amount, currency)}>
      {formatMoneyChange(amount, currency)}
    </data>
  );
}
