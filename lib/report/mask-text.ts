export const maskable = ['accounts', 'buckets', 'amounts'] as const;
export type Maskable = (typeof maskable)[number];
export const maskings = ['no', 'alias', 'hidden'] as const;
export type Masking = (typeof maskings)[number];
export type Mask = Record<Maskable, Masking>;

export const noMask: Mask = { accounts: 'no', buckets: 'no', amounts: 'no' };

/**
 * A mask as an address has it, such as `accounts,buckets:hide,amounts`: each is replaced by aliases, or hidden. Null where
 * it is none. Amounts are replaced by per cent of the waste at the week's end.
 */
export function parseMask(text: string): Mask | null {
  const mask: Mask = { ...noMask };
  const seen = new Set<string>();
  for (const entry of text === '' ? [] : text.split(',')) {
    const [, name, way] = /^(\w+?)(?::(alias|hide))?$/.exec(entry) ?? [];
    const what = maskable.find((known) => known === name);
    if (!what || seen.has(what)) return null;
    seen.add(what);
    mask[what] = way === 'hide' ? 'hidden' : 'alias';
  }
  return mask;
}

/** A mask as `parseMask` reads it; '' hides nothing. */
export function maskText(mask: Mask): string {
  return maskable
    .flatMap((what) => (mask[what] === 'no' ? [] : mask[what] === 'hidden' ? [`${what}:hide`] : [what]))
    .join(',');
}
