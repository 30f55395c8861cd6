import { randomBytes } from 'node:crypto';
import {
  generateServiceProviderMetadata,
  type Profile,
  SAML,
  SamlStatusError,
  ValidateInResponseTo,
} from '@node-saml/node-saml';
import { z } from 'zod';
import { addAttempt, takeAttempt } from '#lib/store/sign-on-attempts.ts';
import type { Proved } from './arrive.ts';
import { ATTEMPT_SECONDS, browserHash, isSameBrowser, randomText } from './attempt.ts';
import { groupsOf } from './group-role.ts';
import { SignOnRefusal } from './problem.ts';
import { CLOCK_SKEW_MS, checkAssertion } from './saml-assertion.ts';
import { responseHead, samlText } from './saml-text.ts';
import { type SamlSettings, samlSettings } from './settings.ts';

/** From the provider's answer to the next request of the same browser. */
const ARRIVED_SECONDS = 60;
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

const attempt = z.object({ relay: z.string(), browser: z.string(), to: z.string() });
export type SamlAttempt = z.infer<typeof attempt> & { requestId: string };

const proved = z.object({
  provider: z.literal('saml'),
  subject: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  name: z.string().nullable(),
  groups: z.array(z.string()),
});
const arrived = z.object({ proved, browser: z.string(), to: z.string() });

/** Where to send the browser with a request that is kept here, and the secret for its cookie. */
export async function beginSaml({ to }: { to: string }): Promise<{ url: string; browser: string }> {
  const requestId = `_${randomBytes(20).toString('hex')}`;
  const [relay, browser] = [randomText(), randomText()];
  const value = { relay, browser: browserHash(browser), to };
  await addAttempt({ kind: 'saml', id: requestId, value, seconds: ATTEMPT_SECONDS });
  const url = await library(settingsOf(), requestId).getAuthorizeUrlAsync(relay, undefined, {});
  return { url, browser };
}

export type SamlPost = { response: string; relayState: string | null };

/**
 * What the posted response answers: once. Null: it answers nothing, which is how an identity provider's own portal starts.
 * @throws SignOnRefusal `again` for a request that is not known any more, `answer`
 */
export async function takeSamlAttempt({ response, relayState }: SamlPost): Promise<SamlAttempt | null> {
  const { inResponseTo } = responseHead(samlText(response));
  if (inResponseTo === null) return null;
  const taken = attempt.safeParse(
    inResponseTo.length > 100 ? null : await takeAttempt({ kind: 'saml', id: inResponseTo }),
  );
  if (!taken.success || taken.data.relay !== relayState) throw new SignOnRefusal('again');
  return { ...taken.data, requestId: inResponseTo };
}

/**
 * Checks the response and keeps what it proves for the browser that began: a form of another site brings no cookie along,
 * so that the browser has to come once more by itself.
 * @returns what it comes with @throws SignOnRefusal `refused`, `answer`
 */
export async function receiveSaml({ response }: SamlPost, { requestId, browser, to }: SamlAttempt): Promise<string> {
  const settings = settingsOf();
  const { destination } = responseHead(samlText(response));
  if (destination !== null && destination !== settings.acsUrl) throw new SignOnRefusal('answer', 'it is for elsewhere');
  const profile = await profileIn({ response, requestId, settings });
  const signed: unknown = profile.getAssertion?.();
  checkAssertion(signed, { issuer: settings.idp.entityId, recipient: settings.acsUrl, requestId, now: Date.now() });
  const ticket = randomText();
  const value: z.infer<typeof arrived> = { proved: provedBy(profile, settings), browser, to };
  await addAttempt({ kind: 'arrived', id: ticket, value, seconds: ARRIVED_SECONDS });
  return ticket;
}

/** What was proved of who began in this browser: once. @throws SignOnRefusal `again` */
export async function takeArrived(
  ticket: string,
  browser: string | null,
): Promise<{ proved: z.infer<typeof proved>; to: string }> {
  const taken = arrived.safeParse(ticket.length > 100 ? null : await takeAttempt({ kind: 'arrived', id: ticket }));
  if (!taken.success || !isSameBrowser(browser, taken.data.browser)) throw new SignOnRefusal('again');
  return taken.data;
}

/** Metadata of this service provider, for whoever sets up the identity provider. */
export function samlMetadata(): string {
  const { entityId: issuer, acsUrl: callbackUrl } = settingsOf();
  return generateServiceProviderMetadata({ issuer, callbackUrl, identifierFormat: null, wantAssertionsSigned: true });
}

async function profileIn({
  response,
  requestId,
  settings,
}: {
  response: string;
  requestId: string;
  settings: SamlSettings;
}): Promise<Profile> {
  const { profile } = await library(settings, requestId)
    .validatePostResponseAsync({ SAMLResponse: response })
    .catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message.slice(0, 200) : null;
      throw new SignOnRefusal(cause instanceof SamlStatusError ? 'refused' : 'answer', why, cause);
    });
  if (!profile) throw new SignOnRefusal('answer', 'it names nobody');
  return profile;
}

function library({ idp, entityId, acsUrl }: SamlSettings, requestId: string): SAML {
  return new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: acsUrl,
    entryPoint: idp.entryPoint,
    idpCert: idp.certificates,
    // Providers sign the assertion, or the response with all that is in it. Where neither is said to be a must, the library
    // takes one of them, and reads nothing but what is signed.
    wantAssertionsSigned: false,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: CLOCK_SKEW_MS,
    // In the signed part, and once: lib/auth/sign-on/saml-assertion.ts.
    validateInResponseTo: ValidateInResponseTo.never,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    generateUniqueId: () => requestId,
  });
}

/** By what providers call them: plain names, then those of Microsoft and of LDAP. */
const emailNames = [
  'email',
  'mail',
  'emailAddress',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
];
const fullNames = [
  'name',
  'displayName',
  'http://schemas.microsoft.com/identity/claims/displayname',
  'urn:oid:2.16.840.1.113730.3.1.241',
];

function provedBy(
  { nameID, nameIDFormat, attributes }: Profile,
  settings: SamlSettings,
): Proved & { provider: 'saml' } {
  if (nameIDFormat === TRANSIENT) throw new SignOnRefusal('answer', 'its subject is another one each time (transient)');
  const given = z.record(z.string(), z.unknown()).catch({}).parse(attributes);
  const first = (names: string[]) => {
    const values = names.filter((name) => Object.hasOwn(given, name)).map((name) => given[name]);
    return values.find((value): value is string => typeof value === 'string') ?? null;
  };
  return {
    provider: 'saml',
    subject: `${settings.idp.entityId} ${nameID}`,
    email: first(emailNames) ?? (nameIDFormat === EMAIL ? nameID : null),
    // It is the directory that an administrator chose, and says of each person what is theirs.
    emailVerified: true,
    name: first(fullNames),
    groups: groupsOf(Object.hasOwn(given, settings.groupsAttribute) ? given[settings.groupsAttribute] : []),
  };
}

function settingsOf(): SamlSettings {
  const settings = samlSettings();
  if (!settings) throw new Error('There is no SAML provider.');
  return settings;
}
