import { randomBytes } from 'node:crypto';
import { IdentityProvider, ServiceProvider, setSchemaValidator } from 'samlify';
import { generate } from 'selfsigned';

/** Somebody as the provider knows them. */
export type Subject = { nameId: string; email?: string; name?: string; groups?: string[] };

/** What a test makes of an honest answer; each part is as the standard wants it unless said otherwise. */
export type Told = Subject & {
  inResponseTo?: string | null;
  /** In the signed part only; null leaves it out. */
  confirmedFor?: string | null;
  recipient?: string;
  destination?: string;
  audience?: string;
  issuer?: string;
  format?: string;
  /** Seconds from now. */
  from?: number;
  until?: number;
  confirmedUntil?: number;
  /** Of the name, as XML: what a test smuggles in. */
  nameXml?: string;
  status?: string;
  /** Which key signs. */
  signedBy?: 'provider' | 'stranger';
  /** What it signs. */
  signs?: 'assertion' | 'response' | 'both';
  algorithm?: string;
};

const ENTITY = 'https://directory.example.com/saml';
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

export type TestSamlIdp = Awaited<ReturnType<typeof testSamlIdp>>;

/** A real SAML identity provider (samlify) with a certificate of its own, for one service provider. */
export async function testSamlIdp({
  acsUrl,
  audience,
  entryPoint = 'https://directory.example.com/sso',
}: {
  acsUrl: string;
  audience: string;
  entryPoint?: string;
}) {
  // samlify insists on being told; that what comes is well-formed is tested here by reading it.
  setSchemaValidator({ validate: async () => 'not validated' });
  const [own, stranger] = await Promise.all([certificate(), certificate()]);
  const idpWith = ({ key }: { key: string }, algorithm?: string) =>
    IdentityProvider({
      entityID: ENTITY,
      // Of a stranger too: it claims to be this provider.
      signingCert: own.cert,
      privateKey: key,
      wantAuthnRequestsSigned: false,
      singleSignOnService: [{ Binding: REDIRECT, Location: entryPoint }],
      singleLogoutService: [{ Binding: REDIRECT, Location: entryPoint }],
      ...(algorithm && { requestSignatureAlgorithm: algorithm }),
    });
  const idp = idpWith(own);
  const spThatWants = (signed: Told['signs']) =>
    ServiceProvider({
      entityID: audience,
      assertionConsumerService: [{ Binding: POST, Location: acsUrl }],
      wantAssertionsSigned: signed !== 'response',
      wantMessageSigned: signed !== 'assertion',
      authnRequestsSigned: false,
    });
  const sp = spThatWants('assertion');

  /** The request that a browser brings along. */
  async function readRequest(url: string): Promise<{ id: string; relayState: string; acsUrl: string }> {
    const { searchParams } = new URL(url);
    const { extract } = await idp.parseLoginRequest(sp, 'redirect', { query: Object.fromEntries(searchParams) });
    const { id = '', assertionConsumerServiceUrl = '' } = extract.request as Record<string, string>;
    return { id, relayState: searchParams.get('RelayState') ?? '', acsUrl: assertionConsumerServiceUrl };
  }

  /** A signed answer, as XML. */
  async function answer(told: Told): Promise<string> {
    const { signedBy = 'provider', signs = 'assertion', algorithm } = told;
    const signer = idpWith(signedBy === 'provider' ? own : stranger, algorithm);
    const xml = responseXml({ recipient: acsUrl, destination: acsUrl, audience, issuer: ENTITY, ...told });
    const { context } = await signer.createLoginResponse(
      spThatWants(signs),
      { extract: {} },
      'post',
      {},
      {
        customTagReplacement: () => ({ id: '_', context: xml }),
      },
    );
    return Buffer.from(context, 'base64').toString('utf8');
  }

  /** What the browser posts after it brought the request at `url`. */
  async function post(url: string, told: Told): Promise<URLSearchParams> {
    const { id, relayState } = await readRequest(url);
    return formOf(await answer({ inResponseTo: id, ...told }), relayState);
  }

  return { metadata: idp.getMetadata(), entityId: ENTITY, readRequest, answer, post };
}

export function formOf(xml: string, relayState: string): URLSearchParams {
  return new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState });
}

function responseXml({
  nameId,
  email,
  name,
  groups = [],
  inResponseTo = null,
  confirmedFor = inResponseTo,
  recipient,
  destination,
  audience,
  issuer,
  format = PERSISTENT,
  from = -5,
  until = 300,
  confirmedUntil = until,
  nameXml = escaped(nameId),
  status = 'Success',
}: Told & { recipient: string; destination: string; audience: string; issuer: string }): string {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const id = () => `_${randomBytes(16).toString('hex')}`;
  const answers = (request: string | null) => (request === null ? '' : ` InResponseTo="${request}"`);
  const attribute = (called: string, values: string[]) =>
    values.length === 0
      ? ''
      : `<saml:Attribute Name="${called}">${values.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`;
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id()}" Version="2.0" IssueInstant="${at(0)}" Destination="${destination}"${answers(inResponseTo)}><saml:Issuer>${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status><saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id()}" Version="2.0" IssueInstant="${at(0)}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="${format}">${nameXml}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(confirmedUntil)}" Recipient="${recipient}"${answers(confirmedFor)}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(from)}" NotOnOrAfter="${at(until)}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${at(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${attribute('email', email ? [email] : [])}${attribute('name', name ? [name] : [])}${attribute('groups', groups)}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

async function certificate(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'directory.example.com' }], {
    keySize: 2048,
    algorithm: 'sha256',
  });
  return { key, cert };
}
