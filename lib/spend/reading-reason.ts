/**
 * Why something is not known, without the account it names first ("Cannot read the costs of account 1: …") and without
 * what the title above it says already ("not enabled yet: …").
 */
export function reasonUnder(title: string, problem: string | null): string | null {
  const reason = withoutAccount(problem);
  if (reason === null || !reason.toLowerCase().startsWith(`${title.toLowerCase()}: `)) return reason;
  const rest = reason.slice(title.length + 2);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** What accounts with the same reason have in common. */
export function withoutAccount(problem: string | null): string | null {
  return problem?.replace(/^[^:]*\b\d{12}\b[^:]*: /, '') ?? null;
}
