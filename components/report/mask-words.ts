const names = { accounts: 'accounts', buckets: 'bucket names', amounts: 'amounts' } as const;

/** "accounts and amounts as aliases" of a mask as an address has it; '' for none. */
export function maskWords(mask: string): string {
  const entries = mask === '' ? [] : mask.split(',');
  const words = entries.map((entry) => names[entry.split(':')[0] as keyof typeof names] ?? entry);
  if (words.length === 0) return 'nothing masked';
  const hidden = entries.every((entry) => entry.endsWith(':hide'));
  return `${words.join(words.length > 2 ? ', ' : ' and ')} ${hidden ? 'left out' : 'as aliases'}`;
}
