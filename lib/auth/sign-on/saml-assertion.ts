import { z } from 'zod';
import { SignOnRefusal } from './problem.ts';

/** How far the clock of a provider may be from ours. */
export const CLOCK_SKEW_MS = 60_000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

const confirmation = z.looseObject({
  $: z.looseObject({ Method: z.string() }),
  SubjectConfirmationData: z
    .array(
      z.looseObject({
        $: z.looseObject({
          InResponseTo: z.string(),
          Recipient: z.string(),
          NotOnOrAfter: z.string(),
          NotBefore: z.string().optional(),
        }),
      }),
    )
    .length(1),
});

const assertion = z.looseObject({
  Assertion: z.looseObject({
    Issuer: z.array(z.looseObject({ _: z.string() })).length(1),
    Subject: z
      .array(
        z.looseObject({
          NameID: z.array(z.looseObject({ _: z.string() })).length(1),
          SubjectConfirmation: z.array(z.unknown()).min(1),
        }),
      )
      .length(1),
    Conditions: z.array(z.unknown()).length(1),
    AuthnStatement: z.array(z.unknown()).min(1),
  }),
});

/**
 * What the library leaves to us of a signed assertion (SAML 2.0 profiles §4.1.4.3): whose it is, and that some bearer
 * confirmation of it answers this request, here, now.
 * @param signed the part that was signed, and no other, as a tree
 * @throws SignOnRefusal `answer`
 */
export function checkAssertion(
  signed: unknown,
  {
    issuer,
    recipient,
    requestId,
    now,
  }: {
    issuer: string;
    recipient: string;
    requestId: string;
    /** Milliseconds. */
    now: number;
  },
): void {
  const found = assertion.safeParse(signed);
  if (!found.success) throw refused(`it lacks ${found.error.issues[0]?.path.join('.') ?? 'something'}`);
  const { Issuer, Subject } = found.data.Assertion;
  if (Issuer[0]?._ !== issuer) throw refused('it is from another issuer');
  const reasons = (Subject[0]?.SubjectConfirmation ?? []).map((one) => {
    const parsed = confirmation.safeParse(one);
    if (!parsed.success || parsed.data.$.Method !== BEARER)
      return 'it is not confirmed for a bearer, a request and a time';
    const { InResponseTo, Recipient, NotOnOrAfter, NotBefore } = parsed.data.SubjectConfirmationData[0]?.$ ?? {};
    if (InResponseTo !== requestId) return 'it answers another request';
    if (Recipient !== recipient) return 'it is for another recipient';
    // What is no time is NaN, which is neither before nor after anything.
    if (!(now < Date.parse(NotOnOrAfter ?? '') + CLOCK_SKEW_MS)) return 'it is no longer valid';
    if (NotBefore !== undefined && !(now >= Date.parse(NotBefore) - CLOCK_SKEW_MS)) return 'it is not yet valid';
    return null;
  });
  if (!reasons.includes(null)) throw refused(reasons[0] ?? 'it is not confirmed');
}

function refused(why: string): SignOnRefusal {
  return new SignOnRefusal('answer', why);
}
