/** The elements of a lifecycle configuration that the SDK's model knows, by their parent. */
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
  Filter: ['Prefix', 'Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan', 'And'],
  And: ['Prefix', 'Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'],
  Tag: ['Key', 'Value'],
  Expiration: ['Date', 'Days', 'ExpiredObjectDeleteMarker'],
  Transition: ['Date', 'Days', 'StorageClass'],
  NoncurrentVersionTransition: ['NoncurrentDays', 'NewerNoncurrentVersions', 'StorageClass'],
  NoncurrentVersionExpiration: ['NoncurrentDays', 'NewerNoncurrentVersions'],
  AbortIncompleteMultipartUpload: ['DaysAfterInitiation'],
};

/**
 * The elements of a raw configuration that the SDK would drop, such as `Rule/NewThing`. Writing such a configuration
 * back would lose them.
 */
export function unknownLifecycleElements(xml: string): string[] {
  const unknown = new Set<string>();
  const path: string[] = [];
  const plain = xml.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  for (const [, close, name = '', rest = ''] of plain.matchAll(
    /<(\/?)([A-Za-z_][\w:.-]*)((?:"[^"]*"|'[^']*'|[^>])*)>/g,
  )) {
    if (close) {
      path.pop();
      continue;
    }
    const parent = path.at(-1) ?? '';
    const parentKnown = parent === '' || parent in known;
    if (parentKnown && !known[parent]?.includes(name)) unknown.add(parent ? `${parent}/${name}` : name);
    if (!rest.endsWith('/')) path.push(name);
  }
  return [...unknown].sort();
}
