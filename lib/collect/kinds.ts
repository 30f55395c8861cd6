/** What a collection can read. */
export const collectKinds = ['uploads', 'lifecycle'] as const;
export type CollectKind = (typeof collectKinds)[number];
