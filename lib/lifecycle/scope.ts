import type { LifecycleRule } from './rule.ts';

/** What a rule applies to, whichever of S3's forms says it (V1 `Prefix`, `Filter`, `Filter.And`). */
export type Scope = {
  /** '' is every key. */
  prefix: string;
  tags: { Key: string; Value: string }[];
  sizeOver: number | null;
  sizeUnder: number | null;
  /** Conditions this version does not know, or that contradict each other; they narrow in unknown ways. */
  other: [string, unknown][];
};

/** A rule's scope. `Filter: {}`, `Filter: {Prefix: ''}` and V1 `Prefix: ''` all are the whole bucket. */
export function scopeOf(rule: LifecycleRule): Scope {
  const { And: and, ...filter } = rule.Filter ?? {};
  const { Prefix, Tag, ObjectSizeGreaterThan, ObjectSizeLessThan, ...unknownFilter } = filter;
  const {
    Prefix: andPrefix,
    Tags,
    ObjectSizeGreaterThan: andOver,
    ObjectSizeLessThan: andUnder,
    ...unknownAnd
  } = and ?? {};
  const prefixes = [
    ...new Set([andPrefix, Prefix, rule.Prefix].filter((prefix) => prefix !== undefined && prefix !== '')),
  ];
  return {
    prefix: prefixes[0] ?? '',
    tags: [...(Tag ? [Tag] : []), ...(Tags ?? [])],
    sizeOver: andOver ?? ObjectSizeGreaterThan ?? null,
    sizeUnder: andUnder ?? ObjectSizeLessThan ?? null,
    other: [
      ...prefixes.slice(1).map((prefix): [string, unknown] => ['Prefix', prefix]),
      ...Object.entries(unknownFilter),
      ...Object.entries(unknownAnd),
    ].filter(([, value]) => value !== undefined),
  };
}

/** The prefix of the keys a rule applies to, or null when anything but a prefix narrows it further. */
export function keyPrefixOf(rule: LifecycleRule): string | null {
  const { prefix, tags, sizeOver, sizeUnder, other } = scopeOf(rule);
  return tags.length === 0 && sizeOver === null && sizeUnder === null && other.length === 0 ? prefix : null;
}
