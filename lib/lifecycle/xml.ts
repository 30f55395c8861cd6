import type { LifecycleConfiguration } from './rule.ts';

/** The schema's order; a field it does not name follows after these. */
const order = [
  'ID',
  'Prefix',
  'Filter',
  'Status',
  'Transitions',
  'Expiration',
  'NoncurrentVersionTransitions',
  'NoncurrentVersionExpiration',
  'AbortIncompleteMultipartUpload',
];

/** Lists are repeated elements, named in the singular. */
const elementOfList: Record<string, string> = {
  Tags: 'Tag',
  Transitions: 'Transition',
  NoncurrentVersionTransitions: 'NoncurrentVersionTransition',
};

/** The configuration as the XML of the S3 API, indented for reading. */
export function rulesToXml({ rules }: Pick<LifecycleConfiguration, 'rules'>): string {
  const lines = rules.flatMap((rule) => element('Rule', rule, '  '));
  return [
    '<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    ...lines,
    '</LifecycleConfiguration>',
  ].join('\n');
}

function element(name: string, value: unknown, indent: string): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => element(elementOfList[name] ?? name, item, indent));
  if (typeof value !== 'object') return [`${indent}<${name}>${escapeText(String(value))}</${name}>`];
  const fields = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b));
  const inner = fields.flatMap(([field, content]) => element(field, content, `${indent}  `));
  return inner.length > 0 ? [`${indent}<${name}>`, ...inner, `${indent}</${name}>`] : [`${indent}<${name}/>`];
}

function rank(name: string): number {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}

/** Also escapes what a reader could not see: carriage returns and control characters. */
function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\p{Cc}/gu, (character) => `&#${character.codePointAt(0)};`);
}
