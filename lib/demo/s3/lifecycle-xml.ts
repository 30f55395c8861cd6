import { type LifecycleRule, lifecycleRuleSchema } from '#lib/lifecycle/rule.ts';
import { childOf, escapeXml, parseXml, s3Document, type XmlElement } from './xml.ts';

/** How each element of the schema is read; anything else makes the document malformed, as on S3. */
type Shape = 'text' | 'integer' | 'boolean' | 'date' | { [element: string]: Shape | readonly [Shape, string] };

const tagShape: Shape = { Key: 'text', Value: 'text' };
const sizes = { ObjectSizeGreaterThan: 'integer', ObjectSizeLessThan: 'integer' } as const;
// A pair is a repeated element: its shape and its name in the API's JSON.
const ruleShape: Shape = {
  ID: 'text',
  Prefix: 'text',
  Status: 'text',
  Filter: { Prefix: 'text', Tag: tagShape, ...sizes, And: { Prefix: 'text', Tag: [tagShape, 'Tags'], ...sizes } },
  Expiration: { Date: 'date', Days: 'integer', ExpiredObjectDeleteMarker: 'boolean' },
  Transition: [{ Date: 'date', Days: 'integer', StorageClass: 'text' }, 'Transitions'],
  NoncurrentVersionTransition: [
    { NoncurrentDays: 'integer', NewerNoncurrentVersions: 'integer', StorageClass: 'text' },
    'NoncurrentVersionTransitions',
  ],
  NoncurrentVersionExpiration: { NoncurrentDays: 'integer', NewerNoncurrentVersions: 'integer' },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 'integer' },
};
const elementOfList: Record<string, string> = {
  Tags: 'Tag',
  Transitions: 'Transition',
  NoncurrentVersionTransitions: 'NoncurrentVersionTransition',
};

class Malformed extends Error {}

/** The rules of a PUT body, or null where S3 would say MalformedXML. */
export function parseLifecycle(body: string): LifecycleRule[] | null {
  const root = parseXml(body);
  if (root?.name !== 'LifecycleConfiguration') return null;
  if (root.children.some((child) => child.name !== 'Rule')) return null;
  try {
    return root.children.map((rule) => lifecycleRuleSchema.parse(read(rule, ruleShape)));
  } catch (error) {
    if (error instanceof Malformed || (error instanceof Error && error.name === 'ZodError')) return null;
    throw error;
  }
}

/** The body of a GET answer. Writes any field, also one the schema of today does not know. */
export function writeLifecycle(rules: readonly LifecycleRule[]): string {
  return s3Document('LifecycleConfiguration', rules.map((rule) => write('Rule', rule)).join(''));
}

function read(element: XmlElement, shape: Shape): unknown {
  if (typeof shape === 'string') return readScalar(element, shape);
  const fields: Record<string, unknown> = {};
  for (const child of element.children) {
    const of = shape[child.name];
    if (of === undefined) throw new Malformed(child.name);
    if (isList(of)) {
      const list = (fields[of[1]] ?? []) as unknown[];
      fields[of[1]] = [...list, read(child, of[0])];
    } else if (child.name in fields) throw new Malformed(child.name);
    else fields[child.name] = read(child, of);
  }
  return fields;
}

function readScalar(element: XmlElement, shape: 'text' | 'integer' | 'boolean' | 'date'): string | number | boolean {
  const { text } = element;
  if (element.children.length > 0) throw new Malformed(element.name);
  if (shape === 'text') return text;
  const trimmed = text.trim();
  if (shape === 'boolean') {
    if (trimmed !== 'true' && trimmed !== 'false') throw new Malformed(element.name);
    return trimmed === 'true';
  }
  if (shape === 'integer') {
    if (!/^-?\d{1,15}$/.test(trimmed)) throw new Malformed(element.name);
    return Number(trimmed);
  }
  const at = new Date(trimmed);
  if (Number.isNaN(at.getTime())) throw new Malformed(element.name);
  return at.toISOString();
}

function write(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((each) => write(elementOfList[name] ?? name, each)).join('');
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const content = Object.entries(value).map(([key, each]) => write(key, each));
  return `<${name}>${content.join('')}</${name}>`;
}

function isList(shape: Shape | readonly [Shape, string]): shape is readonly [Shape, string] {
  return Array.isArray(shape);
}

/** The `Tag` pairs of a tag set, as PutBucketTagging sends them. */
export function parseTagging(body: string): Record<string, string> | null {
  const set = parseXml(body)?.children.find((child) => child.name === 'TagSet');
  if (!set) return null;
  return Object.fromEntries(
    set.children.map((each) => [childOf(each, 'Key')?.text ?? '', childOf(each, 'Value')?.text ?? '']),
  );
}
