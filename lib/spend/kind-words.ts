/** Kinds of a collection as a sentence names them; those of buckets, and any that is not known, keep their own name. */
const names: Record<string, string> = {
  lifecycle: 'lifecycle rules',
  preflight: 'what can be reached',
  uploads: 'incomplete uploads',
};

/** "costs", "costs and budgets", "costs, forecast and budgets"; of none "everything", as what is due is read then. */
export function kindsInWords(kinds: readonly string[]): string {
  const words = kinds.map((kind) => names[kind] ?? kind);
  const last = words.at(-1);
  if (last === undefined) return 'everything';
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
