import { maskable, parseMask } from '#lib/report/mask-text.ts';

const names = { accounts: 'accounts', buckets: 'bucket names', amounts: 'amounts' } as const;

/** "bucket names as aliases, accounts and amounts left out" of a mask as an address has it. */
export function maskWords(text: string): string {
  const mask = parseMask(text);
  if (!mask) return text;
  const words = (way: 'alias' | 'hidden') => maskable.filter((what) => mask[what] === way).map((what) => names[what]);
  const parts = [
    { list: words('alias'), how: 'as aliases' },
    { list: words('hidden'), how: 'left out' },
  ].flatMap(({ list, how }) => (list.length === 0 ? [] : [`${list.join(list.length > 2 ? ', ' : ' and ')} ${how}`]));
  return parts.join(', ') || 'nothing masked';
}
