import { renderSVG } from 'uqr';
import { causeOf, refusalCode } from '#lib/auth/api-error.ts';
import { auth } from '#lib/auth/auth.ts';
import { answerWith, type Caller, headersFor } from '#lib/auth/caller.ts';
import { viewerOfHeaders } from '#lib/auth/current-viewer.ts';
import { giveBackAll, limits, takeAll } from '#lib/auth/limits.ts';
import { orEnd } from '#lib/auth/or-end.ts';
import { recordPeople } from '#lib/auth/record.ts';
import { spendCode } from '#lib/auth/spend-code.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { AppError } from '#lib/errors.ts';
import { tellingEnds } from '#lib/identity-center/disconnect.ts';
import { personRow } from '#lib/store/people.ts';
import { endOlderSessionsOf, endSessionsOf } from '#lib/store/sessions.ts';

/** What an authenticator app needs, shown once. */
export type NewSecondFactor = {
  /** otpauth://… */
  uri: string;
  /** The same as a picture: a whole `<svg>`. */
  qrSvg: string;
  /** The same to type, in base32. */
  secret: string;
};

/**
 * Makes a secret for the signed in person. It is asked for only after `confirmSecondFactor`.
 * @throws AppError `unauthenticated` for a wrong password, `conflict` when there is one already
 */
export async function beginSecondFactor({
  password,
  ...caller
}: Caller & { password: string }): Promise<NewSecondFactor> {
  const headers = headersFor(caller, 'all');
  return proved(caller, async () => {
    const { response } = await auth().api.enableTwoFactor({ body: { password }, headers, returnHeaders: true });
    const uri = response.method === 'totp' ? response.totpURI : '';
    return { uri, qrSvg: renderSVG(uri), secret: new URL(uri).searchParams.get('secret') ?? '' };
  });
}

/**
 * Proves that the app has the secret, and ends the person's other sessions, which were begun without it.
 * @returns the recovery codes, shown once
 * @throws AppError `unauthenticated` for a wrong code or one that was used, `conflict` when there is a second factor already
 */
export async function confirmSecondFactor({
  code,
  ...caller
}: Caller & { code: string }): Promise<{ recoveryCodes: string[] }> {
  const headers = headersFor(caller, 'all');
  return proved(caller, async ({ personId, name }) => {
    // Codes of the app must not show the recovery codes again: the password does.
    if ((await personRow(personId))?.secondFactor) throw factorAlready();
    const typed = code.replace(/\s/g, '');
    await spendCode({ personId, code: typed });
    const { headers: set } = await auth().api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true });
    const backupCodes = await orEnd(
      () => endSessionsOf(personId, null),
      async () => {
        await endOlderSessionsOf(personId);
        const shown = await auth().api.viewBackupCodes({ body: { userId: personId } });
        await recordPeople({ actor: name, action: 'secondFactor.add', address: caller.address });
        return shown.backupCodes;
      },
    );
    answerWith(set, caller);
    return { recoveryCodes: backupCodes };
  });
}

/** @throws AppError `unauthenticated` for a wrong password */
export async function removeSecondFactor({ password, ...caller }: Caller & { password: string }): Promise<void> {
  const headers = headersFor(caller, 'all');
  await proved(caller, async ({ personId, name }) => {
    const { headers: set } = await auth().api.disableTwoFactor({ body: { password }, headers, returnHeaders: true });
    await orEnd(
      () => endSessionsOf(personId, null),
      () => recordPeople({ actor: name, action: 'secondFactor.remove', address: caller.address }),
    );
    answerWith(set, caller);
  });
}

/** Voids the old ones. @throws AppError `unauthenticated` for a wrong password */
export async function newRecoveryCodes({
  password,
  ...caller
}: Caller & { password: string }): Promise<{ recoveryCodes: string[] }> {
  const headers = headersFor(caller, 'all');
  return proved(caller, async ({ name }) => {
    const { backupCodes } = await auth().api.generateBackupCodes({ body: { password }, headers });
    await recordPeople({ actor: name, action: 'secondFactor.codes', address: caller.address });
    return { recoveryCodes: backupCodes };
  });
}

/** How it stands for a person. */
export async function secondFactorState({ personId }: { personId: string }): Promise<{
  enabled: boolean;
  /** Recovery codes that are not used yet. */
  recoveryCodesLeft: number;
  /** Whether they can sign in by password at all: who comes by single sign-on has the provider's second factor. */
  hasPassword: boolean;
}> {
  const person = await personRow(personId);
  const enabled = person?.secondFactor === true;
  const codes = enabled ? (await auth().api.viewBackupCodes({ body: { userId: personId } })).backupCodes : [];
  return { enabled, recoveryCodesLeft: codes.length, hasPassword: person?.hasPassword === true };
}

/**
 * Work that asks the signed in person for the password or a code, so many times in a while. What sessions that it ends
 * were connected with ends with them, this one's too.
 */
export async function proved<T>(
  caller: Caller,
  work: (person: { personId: string; name: string; email: string }) => Promise<T>,
): Promise<T> {
  const viewer = await viewerOfHeaders(caller);
  if (!viewer?.personId) throw new AppError('unauthenticated', 'Nobody is signed in. Sign in again.');
  const limited = [limits.passwordOf(viewer.personId)];
  await takeAll(limited);
  const { personId, name, address } = viewer;
  const done = await tellingEnds({ personId, actor: name, address }, () =>
    work({ personId, name, email: viewer.email ?? '' }),
  ).catch(async (error: unknown) => {
    const code = refusalCode(error);
    const why = code === null ? causeOf(error) : refusalOf(code);
    if (why instanceof AppError && why.code === 'unauthenticated') await noteUnproved(viewer, code);
    throw why;
  });
  await giveBackAll(limited);
  return done;
}

/** Somebody at a screen that was left open guesses as at the sign-in: it is told likewise. */
async function noteUnproved({ name, address }: Viewer, code: string | null): Promise<void> {
  const detail = { reason: code !== null && refusals[code] === wrongPassword ? 'password' : 'code', signedIn: true };
  await recordPeople({ actor: name, action: 'session.refuse', address, detail });
}

function refusalOf(code: string): AppError {
  const unknown = 'This cannot be done now. Load the page again.';
  return refusals[code]?.() ?? new AppError('refused', unknown);
}

const wrongPassword = () => new AppError('unauthenticated', 'The password is not right.');
function factorAlready(): AppError {
  return new AppError('conflict', 'There is a second factor already. Remove it first.');
}
const noFactor = () => new AppError('conflict', 'There is no second factor. Load the page again.');
const refusals: Record<string, () => AppError> = {
  INVALID_PASSWORD: wrongPassword,
  PASSWORD_TOO_LONG: wrongPassword,
  CREDENTIAL_ACCOUNT_NOT_FOUND: () =>
    new AppError('refused', 'This person has no password here: the identity provider keeps it, and its second factor.'),
  INVALID_CODE: () => new AppError('unauthenticated', 'This code is not right. Codes change every half minute.'),
  TOTP_ALREADY_ENABLED: factorAlready,
  TOTP_NOT_ENABLED: noFactor,
  TWO_FACTOR_NOT_ENABLED: noFactor,
};
