/** Ten years, as the API has it. */
export const mostDays = 3650;

/** The whole number of days in what was typed, or null: 3.5, 1e3 and 0 are none. */
export function daysOfText(text: string): number | null {
  if (!/^\s*\d+\s*$/.test(text)) return null;
  const days = Number(text);
  return days >= 1 && days <= mostDays ? days : null;
}
