import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** A SAML identity provider, from its metadata. */
export type SamlIdp = {
  entityId: string;
  /** Where people are sent to sign in (HTTP-Redirect). */
  entryPoint: string;
  /** With which it signs, PEM; several while they are changed. */
  certificates: string[];
};

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const lists = ['KeyDescriptor', 'SingleSignOnService', 'X509Certificate', 'X509Data'];
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => lists.includes(name),
});

const text = z.union([z.string(), z.looseObject({ '#text': z.string() }).transform((node) => node['#text'])]);
const metadata = z.looseObject({
  EntityDescriptor: z.looseObject({
    '@entityID': z.string().min(1),
    IDPSSODescriptor: z.looseObject({
      KeyDescriptor: z
        .array(
          z.looseObject({
            '@use': z.string().optional(),
            KeyInfo: z.looseObject({ X509Data: z.array(z.looseObject({ X509Certificate: z.array(text) })) }),
          }),
        )
        .min(1),
      SingleSignOnService: z.array(z.looseObject({ '@Binding': z.string(), '@Location': z.url() })).min(1),
    }),
  }),
});

/** @param given the metadata itself, or the path of a file with it @throws Error in words, naming the variable */
export function idpOf(given: string): SamlIdp {
  const xml = given.trimStart().startsWith('<') ? given : fileOf(given);
  // A document type could name other files; metadata has none.
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw problem('has a document type, which metadata never has');
  const found = metadata.safeParse(parsed(xml));
  if (!found.success) {
    const where = found.error.issues[0]?.path.join('.').replaceAll('@', '') ?? '';
    throw problem(`is no metadata of one identity provider: ${where} is missing or not of its form`);
  }
  const { '@entityID': entityId, IDPSSODescriptor: idp } = found.data.EntityDescriptor;
  const entry = idp.SingleSignOnService.find((service) => service['@Binding'] === REDIRECT);
  if (!entry) throw problem('names no SingleSignOnService with the binding HTTP-Redirect');
  const certificates = idp.KeyDescriptor.filter((key) => key['@use'] !== 'encryption')
    .flatMap((key) => key.KeyInfo.X509Data.flatMap((data) => data.X509Certificate))
    .map(pemOf);
  if (certificates.length === 0) throw problem('names no certificate to check signatures with');
  return { entityId, entryPoint: entry['@Location'], certificates };
}

function fileOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw problem(`names the file ${path}, which cannot be read (${code ?? 'unknown'})`, cause);
  }
}

function parsed(xml: string): unknown {
  try {
    return parser.parse(xml, true);
  } catch (cause) {
    throw problem('is no well-formed XML', cause);
  }
}

function pemOf(base64: string): string {
  const lines = base64.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
  const pem = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  try {
    return new X509Certificate(pem) && pem;
  } catch (cause) {
    throw problem('has a certificate that cannot be read', cause);
  }
}

function problem(what: string, cause?: unknown): Error {
  return new Error(`SAML_IDP_METADATA ${what}.`, { cause });
}
