/** Every element of a lifecycle configuration that lib/lifecycle/rule.ts names. */
const known = new Set([
  'LifecycleConfiguration',
  'Rule',
  'ID',
  'Prefix',
  'Filter',
  'Status',
  'Tag',
  'Key',
  'Value',
  'And',
  'ObjectSizeGreaterThan',
  'ObjectSizeLessThan',
  'Expiration',
  'Date',
  'Days',
  'ExpiredObjectDeleteMarker',
  'Transition',
  'StorageClass',
  'NoncurrentVersionTransition',
  'NoncurrentVersionExpiration',
  'NoncurrentDays',
  'NewerNoncurrentVersions',
  'AbortIncompleteMultipartUpload',
  'DaysAfterInitiation',
]);

/**
 * Names of elements in the XML of a GET answer that this version does not know, sorted. An SDK drops such elements when
 * it reads: a configuration that has any must not be written back through it, or somebody's rule would change.
 */
export function unknownElements(xml: string): string[] {
  const body = xml.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  const names = [...body.matchAll(/<(?:[\w.-]+:)?([\p{L}_][\p{L}\p{N}_.-]*)/gu)].map((match) => match[1] ?? '');
  return [...new Set(names)].filter((name) => !known.has(name)).sort();
}
