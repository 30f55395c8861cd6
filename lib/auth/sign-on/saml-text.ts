import { XMLParser } from 'fast-xml-parser';
import { SignOnRefusal } from './problem.ts';

/** Of base64; with an assertion of some hundred groups it has about 100 KB. */
export const MAX_SAML_BYTES = 512 * 1024;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  processEntities: false,
});

/**
 * The text of a posted SAML response. Document types and entities (XXE, bombs), comments and CDATA (which readers of a
 * name take for different ends of it), processing instructions and outdated signatures are in no honest one: refused before
 * anything reads it.
 */
export function samlText(base64: string): string {
  if (base64.length > MAX_SAML_BYTES) throw new SignOnRefusal('answer', 'it is too large');
  const xml = Buffer.from(base64, 'base64').toString('utf8');
  if (xml.includes('<!')) throw new SignOnRefusal('answer', 'it has a document type, a comment or CDATA');
  if (/<\?(?!xml[\s?])/.test(xml)) throw new SignOnRefusal('answer', 'it has a processing instruction');
  if (/#(?:(?:rsa|dsa|ecdsa|hmac)-)?sha1["']|#rsa-md5|#hmac-/i.test(xml))
    throw new SignOnRefusal('answer', 'it is signed with an outdated algorithm');
  return xml;
}

/** What the response itself says, which is not signed: to which request, and for where. Null: it does not say. */
export function responseHead(xml: string): { inResponseTo: string | null; destination: string | null } {
  const attribute = (root: object, name: string): string | null => {
    const value = Object.getOwnPropertyDescriptor(root, name)?.value as unknown;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const root = rootOf(xml);
  return { inResponseTo: attribute(root, '@InResponseTo'), destination: attribute(root, '@Destination') };
}

function rootOf(xml: string): object {
  try {
    const document: unknown = parser.parse(xml, true);
    const root = typeof document === 'object' && document !== null && 'Response' in document ? document.Response : null;
    if (typeof root === 'object' && root !== null) return root;
  } catch (cause) {
    throw new SignOnRefusal('answer', 'it is no well-formed XML', cause);
  }
  throw new SignOnRefusal('answer', 'it is no SAML response');
}
