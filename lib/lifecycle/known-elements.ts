const sizes = ['ObjectSizeGreaterThan', 'ObjectSizeLessThan'];

/** The elements of a lifecycle configuration that lib/lifecycle/rule.ts names, by the element they stand in. */
const known: Record<string, readonly string[]> = {
  '': ['LifecycleConfiguration'],
  LifecycleConfiguration: ['Rule'],
  Rule: [
    'ID',
    'Prefix',
    'Filter',
    'Status',
    'Expiration',
    'Transition',
    'NoncurrentVersionTransition',
    'NoncurrentVersionExpiration',
    'AbortIncompleteMultipartUpload',
  ],
  Filter: ['Prefix', 'Tag', 'And', ...sizes],
  And: ['Prefix', 'Tag', ...sizes],
  Tag: ['Key', 'Value'],
  Expiration: ['Date', 'Days', 'ExpiredObjectDeleteMarker'],
  Transition: ['Date', 'Days', 'StorageClass'],
  NoncurrentVersionTransition: ['NoncurrentDays', 'NewerNoncurrentVersions', 'StorageClass'],
  NoncurrentVersionExpiration: ['NoncurrentDays', 'NewerNoncurrentVersions'],
  AbortIncompleteMultipartUpload: ['DaysAfterInitiation'],
};

/**
 * Elements in the XML of a GET answer that this version does not know, such as `Filter/ObjectAge`, sorted. An SDK drops
 * them when it reads: a configuration that has any must not be written back through it, or somebody's rule would change.
 * What stands inside an unknown element is not listed.
 */
export function unknownElements(xml: string): string[] {
  const markup = xml.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<!DOCTYPE[^>]*>/g, '');
  const unknown = new Set<string>();
  const path = [''];
  for (const [, close, name = '', rest = ''] of markup.matchAll(/<(\/?)([^\s<>/]+)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/g)) {
    if (close) {
      path.pop();
      continue;
    }
    const here = [...path, name.replace(/^.*:/, '')];
    const strange = here.slice(1).findIndex((element, index) => !known[here[index] ?? '']?.includes(element));
    if (strange === here.length - 2) unknown.add(here.slice(-2).filter(Boolean).join('/'));
    if (!rest.endsWith('/')) path.push(...here.slice(-1));
  }
  return [...unknown].sort();
}
