import { causeOf, refusalCode } from '#lib/auth/api-error.ts';
import { auth } from '#lib/auth/auth.ts';
import { beginWith } from '#lib/auth/begin-session.ts';
import { answerWith, type Caller, headersFor } from '#lib/auth/caller.ts';
import { knownBrowser, rememberBrowser } from '#lib/auth/known-browser.ts';
import { giveBackAll, limits, takeAll } from '#lib/auth/limits.ts';
import { orEnd } from '#lib/auth/or-end.ts';
import { recordPeople } from '#lib/auth/record.ts';
import { spendCode } from '#lib/auth/spend-code.ts';
import { AppError } from '#lib/errors.ts';
import { personRow } from '#lib/store/people.ts';
import { endSessionOfToken } from '#lib/store/sessions.ts';

/** The second step: a code of the authenticator, each once. @throws AppError `unauthenticated`, `throttled` */
export async function verifyCode({
  code,
  ...caller
}: Caller & { code: string; trustDevice?: false }): Promise<{ state: 'in' }> {
  const typed = code.replace(/\s/g, '');
  const headers = headersFor(caller, 'noSession');
  return secondStep(caller, 'code', async () => {
    const found = await auth().api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true });
    const { user, token } = found.response;
    await orEnd(
      () => endSessionOfToken(token),
      () => spendCode({ personId: user.id, code: typed }),
    );
    return found;
  });
}

/** The second step with a recovery code, which is used up by it. @throws AppError `unauthenticated`, `throttled` */
export async function useRecoveryCode({ code, ...caller }: Caller & { code: string }): Promise<{ state: 'in' }> {
  const headers = headersFor(caller, 'noSession');
  return secondStep(caller, 'recoveryCode', () =>
    auth().api.verifyBackupCode({ body: { code: code.trim() }, headers, returnHeaders: true }),
  );
}

type Found = {
  headers: Headers;
  response: { token?: string | undefined; user: { id: string; name: string; email: string } };
};

async function secondStep(
  caller: Caller,
  how: 'code' | 'recoveryCode',
  verify: () => Promise<Found>,
): Promise<{ state: 'in' }> {
  const { personId } = await auth().api.challengedPerson({ headers: headersFor(caller, 'noSession') });
  if (personId === null) throw begunTooLongAgo();
  const person = await personRow(personId);
  const browser = person && (await knownBrowser(caller.headers, person.email));
  const ofStranger = {
    code: [limits.codeFrom(caller.address), limits.codeOf(personId), limits.codeOfDay(personId)],
    recoveryCode: [limits.recoveryFrom(caller.address)],
  };
  const limited = browser ? [limits.codeKnown(personId, browser)] : ofStranger[how];
  const refuse = async (reason: string) => {
    const actor = person?.name ?? 'unknown';
    await recordPeople({ actor, action: 'session.refuse', address: caller.address, detail: { reason } });
  };
  await takeAll(limited, () => refuse('tooOften'));
  const found = await verify().catch(async (error: unknown) => {
    const code = error instanceof AppError ? 'USED' : refusalCode(error);
    if (code === null) throw causeOf(error);
    await refuse(how);
    throw error instanceof AppError ? error : refusalOf(code);
  });
  const { user, token = '' } = found.response;
  const known = new Headers();
  await orEnd(
    () => endSessionOfToken(token),
    async () => {
      await giveBackAll(limited);
      await rememberBrowser({ headers: caller.headers, answer: known }, user.email);
    },
  );
  await beginWith({ person: { personId: user.id, name: user.name }, token, how, caller });
  answerWith(found.headers, caller);
  answerWith(known, caller);
  return { state: 'in' };
}

const again = ['INVALID_TWO_FACTOR_COOKIE', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', 'FAILED_TO_CREATE_SESSION'];

function refusalOf(code: string): AppError {
  if (again.includes(code)) return begunTooLongAgo();
  return new AppError('unauthenticated', 'This code is not right. Codes change every half minute.');
}

function begunTooLongAgo(): AppError {
  const message =
    'This sign-in was begun too long ago, is done already, or had too many wrong codes. Begin again with the password.';
  return new AppError('unauthenticated', message, { reason: 'again' });
}
