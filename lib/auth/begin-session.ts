import { auth } from '#lib/auth/auth.ts';
import { answerWith, type Caller, headersFor } from '#lib/auth/caller.ts';
import { orEnd } from '#lib/auth/or-end.ts';
import { recordPeople } from '#lib/auth/record.ts';
import { AppError } from '#lib/errors.ts';
import { disconnect } from '#lib/identity-center/disconnect.ts';
import { noteSignIn, personRow } from '#lib/store/people.ts';
import { endSession, endSessionOfToken } from '#lib/store/sessions.ts';

export type How = 'password' | 'code' | 'recoveryCode' | 'oidc' | 'saml';

/**
 * For single sign-on: begins a session of a person whom an identity provider has just named, whose second factor counts.
 * Where `whenIn` fails there is none.
 * @throws AppError `unauthenticated` for who may not sign in
 */
export async function beginSession({
  personId,
  method,
  whenIn = async () => undefined,
  ...caller
}: Caller & { personId: string; method: 'oidc' | 'saml'; whenIn?: (() => Promise<void>) | undefined }): Promise<void> {
  const headers = headersFor(caller, 'none');
  const { response, headers: set } = await auth().api.beginSessionOf({
    body: { personId, method },
    headers,
    returnHeaders: true,
  });
  const { token } = response;
  const person = await (token
    ? orEnd(
        () => endSessionOfToken(token),
        () => personRow(personId),
      )
    : personRow(personId));
  if (!token || !person) {
    const detail = { reason: 'disabled', method };
    const actor = person?.name ?? 'unknown';
    await recordPeople({ actor, action: 'session.refuse', address: caller.address, detail });
    throw new AppError('unauthenticated', 'This person may not sign in. Ask an administrator.');
  }
  await orEnd(() => endSessionOfToken(token), whenIn);
  await beginWith({ person, token, how: method, caller });
  answerWith(set, caller);
}

/** What every beginning has in common: the session that this browser had ends, and Activity says who came. */
export async function beginWith({
  person: { personId, name },
  token,
  how,
  caller,
}: {
  person: { personId: string; name: string };
  token: string;
  how: How;
  caller: Caller;
}): Promise<void> {
  await orEnd(
    () => endSessionOfToken(token),
    async () => {
      await endFormer({ token, caller });
      await noteSignIn(personId);
      await recordPeople({ actor: name, action: 'session.begin', address: caller.address, detail: { how } });
    },
  );
}

async function endFormer({ token, caller }: { token: string; caller: Caller }): Promise<void> {
  const headers = headersFor(caller, 'all');
  const before = await auth()
    .api.getSession({ headers, query: { disableRefresh: true } })
    .catch(() => null);
  if (!before || before.session.token === token) return;
  await disconnect({ sessionId: before.session.id, actor: before.user.name, address: caller.address });
  await endSession(before.session.id);
}
