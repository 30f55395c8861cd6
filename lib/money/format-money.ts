const symbols = new Map<string, string>();

/** "$" of USD, "CN¥" of CNY, "€" of EUR; a currency that nobody knows is its own code. */
function symbolOf(currency: string): string {
  const known = symbols.get(currency);
  if (known !== undefined) return known;
  const symbol = symbolFrom(currency);
  symbols.set(currency, symbol);
  return symbol;
}

function symbolFrom(currency: string): string {
  try {
    const parts = new Intl.NumberFormat('en-US', { style: 'currency', currency }).formatToParts(0);
    const symbol = parts.find(({ type }) => type === 'currency')?.value ?? currency;
    return /\w$/.test(symbol) ? `${symbol} ` : symbol;
  } catch {
    return `${currency} `;
  }
}

/**
 * A bill's amount with two digits after the point, none from 1,000 up: "$0", "<$0.01", "$174.31", "$1,284", "CN¥12.40",
 * "−$3.10".
 * @param currency ISO 4217; null, where nothing says, is USD
 */
export function formatMoney(amount: string | number, currency: string | null): string {
  const value = Number(amount);
  if (value === 0) return `${symbolOf(currency ?? 'USD')}0`;
  const size = Math.abs(value);
  const text = size < 0.005 ? '0.01' : withDigits(size, size >= 999.995 ? 0 : 2);
  return `${value < 0 ? '−' : ''}${size < 0.005 ? '<' : ''}${symbolOf(currency ?? 'USD')}${text}`;
}

/** Without cents, for a headline or an axis: "$48,210"; an amount under 10 keeps its cents. */
export function formatMoneyRound(amount: string | number, currency: string | null): string {
  const value = Number(amount);
  const size = Math.abs(value);
  return size < 9.995
    ? formatMoney(value, currency)
    : `${value < 0 ? '−' : ''}${symbolOf(currency ?? 'USD')}${withDigits(size, 0)}`;
}

/** A change says its direction: "+$310", "−$12.40", "$0". */
export function formatMoneyChange(amount: string | number, currency: string | null): string {
  return `${Number(amount) > 0 ? '+' : ''}${formatMoney(amount, currency)}`;
}

/** Every digit that the bill has, for a hover: "412.0912345 USD". */
export function formatMoneyExact(amount: string, currency: string | null): string {
  return `${amount} ${currency ?? 'USD'}`;
}

/** "+6.9 %", "−12 %": one digit after the point under 10. */
export function formatPercentChange(percent: number): string {
  const size = Math.abs(percent);
  const text = size.toLocaleString('en-US', { maximumFractionDigits: size < 9.95 ? 1 : 0 });
  return `${text === '0' ? '' : percent < 0 ? '−' : '+'}${text} %`;
}

function withDigits(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
