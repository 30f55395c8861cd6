import { auth } from '#lib/auth/auth.ts';
import { answerWith, type Caller, headersFor } from '#lib/auth/caller.ts';
import { rememberBrowser } from '#lib/auth/known-browser.ts';
import { orEnd } from '#lib/auth/or-end.ts';
import { acceptablePassword } from '#lib/auth/password.ts';
import { recordPeople } from '#lib/auth/record.ts';
import { proved } from '#lib/auth/second-factor.ts';
import { endChallengesOf, endSessionsOf } from '#lib/store/sessions.ts';

/** Of the signed in person; ends their other sessions. @throws AppError `unauthenticated`, `invalid` for a weak one, `throttled` */
export async function changePassword({
  current,
  next,
  ...caller
}: Caller & { current: string; next: string }): Promise<void> {
  const headers = headersFor(caller, 'all');
  await proved(caller, async ({ personId, name, email }) => {
    await acceptablePassword({ password: next, name, email });
    const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
    const { headers: set } = await auth().api.changePassword({ body, headers, returnHeaders: true });
    const known = new Headers();
    await orEnd(
      () => endSessionsOf(personId, null),
      async () => {
        await endChallengesOf(personId);
        await rememberBrowser({ headers: caller.headers, answer: known }, email);
        await recordPeople({ actor: name, action: 'person.password', address: caller.address });
      },
    );
    answerWith(set, caller);
    answerWith(known, caller);
  });
}
