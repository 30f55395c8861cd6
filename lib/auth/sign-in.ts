import { causeOf, refusalCode } from '#lib/auth/api-error.ts';
import { auth } from '#lib/auth/auth.ts';
import { beginWith } from '#lib/auth/begin-session.ts';
import { answerWith, type Caller, headersFor } from '#lib/auth/caller.ts';
import { viewerOfHeaders } from '#lib/auth/current-viewer.ts';
import { knownBrowser, rememberBrowser } from '#lib/auth/known-browser.ts';
import { giveBackAll, limits, takeAll } from '#lib/auth/limits.ts';
import { orEnd } from '#lib/auth/or-end.ts';
import { recordPeople } from '#lib/auth/record.ts';
import { AppError } from '#lib/errors.ts';
import { disconnect } from '#lib/identity-center/disconnect.ts';
import { personByEmail } from '#lib/store/people.ts';
import { endSessionOfToken } from '#lib/store/sessions.ts';

export type { Caller } from '#lib/auth/caller.ts';
export { useRecoveryCode, verifyCode } from '#lib/auth/second-step.ts';
export type SignedIn = { state: 'in' } | { state: 'secondFactor' };

const WRONG = 'The e-mail address or the password is not right, or this person may not sign in.';

/**
 * Begins a session, or asks for the second factor. An unknown e-mail address, a wrong password and a disabled person get
 * the same answer after the same work. Wrong passwords of strangers count together, those in a browser in which that person
 * has signed in before for themselves.
 * @throws AppError `unauthenticated`; `throttled` (reason `tooOften`) after too many
 */
export async function signIn({
  email,
  password,
  ...caller
}: Caller & { email: string; password: string }): Promise<SignedIn> {
  const typed = email.trim().toLowerCase();
  const known = await knownBrowser(caller.headers, typed);
  const limited =
    known === null ? [limits.signInFrom(caller.address), limits.signInAs(typed)] : [limits.signInKnown(typed, known)];
  await takeAll(limited, () => refuse({ email: typed, reason: 'tooOften', address: caller.address }));
  return enter({ email: typed, password, whenRight: () => giveBackAll(limited), ...caller });
}

/** Without limits: for who has just proved otherwise to be asked. @throws AppError `unauthenticated` */
export async function enter({
  email,
  password,
  whenRight = async () => undefined,
  ...caller
}: Caller & { email: string; password: string; whenRight?: () => Promise<void> }): Promise<SignedIn> {
  // No cookie of the browser counts: what somebody planted there is neither taken over nor kept.
  const headers = headersFor(caller, 'none');
  const found = await auth()
    .api.signInEmail({ body: { email, password, rememberMe: true }, headers, returnHeaders: true })
    .catch(async (error: unknown) => {
      const code = refusalCode(error);
      if (code === null) throw causeOf(error);
      await refuse({ email, reason: reasons[code] ?? 'password', address: caller.address });
      throw new AppError('unauthenticated', WRONG);
    });
  if ('twoFactorRedirect' in found.response) {
    await whenRight();
    answerWith(found.headers, caller);
    return { state: 'secondFactor' };
  }
  const { user, token } = found.response;
  const known = new Headers();
  await orEnd(
    () => endSessionOfToken(token),
    async () => {
      await whenRight();
      await rememberBrowser({ headers: caller.headers, answer: known }, user.email);
    },
  );
  await beginWith({ person: { personId: user.id, name: user.name }, token, how: 'password', caller });
  answerWith(found.headers, caller);
  answerWith(known, caller);
  return { state: 'in' };
}

const reasons: Record<string, string> = { FAILED_TO_CREATE_SESSION: 'disabled' };

/** Ends the session of this browser, and what it is connected with. */
export async function signOut(caller: Caller): Promise<void> {
  const viewer = await viewerOfHeaders(caller);
  if (viewer?.sessionId) await disconnect({ sessionId: viewer.sessionId, actor: viewer.name, address: caller.address });
  const headers = headersFor(caller, 'all');
  const { headers: set } = await auth().api.signOut({ headers, returnHeaders: true });
  answerWith(set, caller);
  if (viewer?.kind === 'person')
    await recordPeople({ actor: viewer.name, action: 'session.end', address: caller.address });
}

/** What was typed is kept only where it is an address: some type the password there. */
async function refuse({ email, reason, address }: { email: string; reason: string; address: string }): Promise<void> {
  const typed = /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email) ? email : 'not an e-mail address';
  const person = await personByEmail(email);
  const detail = { email: typed, reason: person || reason === 'tooOften' ? reason : 'unknown' };
  await recordPeople({ actor: person?.name ?? typed, action: 'session.refuse', address, detail });
}
