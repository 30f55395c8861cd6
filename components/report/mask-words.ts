import { maskable, parseMask } from '#lib/report/mask-text.ts';

const names = { accounts: 'accounts', buckets: 'bucket names', amounts: 'amounts' } as const;

/** "bucket names as aliases, amounts in per cent, accounts left out" of a mask as an address has it. */
export function maskWords(text: string): string {
  const mask = parseMask(text);
  if (!mask) return text;
  const words = (way: 'alias' | 'hidden') => maskable.filter((what) => mask[what] === way).map((what) => names[what]);
  const aliases = words('alias').filter((name) => name !== names.amounts);
  const parts = [
    { list: aliases, how: 'as aliases' },
    { list: mask.amounts === 'alias' ? [names.amounts] : [], how: 'in per cent' },
    { list: words('hidden'), how: 'left out' },
  ].flatMap(({ list, how }) => (list.length === 0 ? [] : [`${list.join(list.length > 2 ? ', ' : ' and ')} ${how}`]));
  return parts.join(', ') || 'nothing masked';
}
