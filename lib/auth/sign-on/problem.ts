/** Why single sign-on ended without a session: the code is in the address of the sign-in page, the words are its own. */
const words = {
  again: 'This sign-in was begun too long ago, in another browser, or was used already. Begin again.',
  refused: 'The identity provider did not sign you in.',
  provider: 'The identity provider did not answer as it should. Try again, or ask who runs this server.',
  answer: 'The answer of the identity provider was not accepted. Ask who runs this server; Activity says why.',
  noEmail: 'The identity provider did not say your e-mail address. Ask who runs it to send it.',
  noRole: 'None of your groups has a role here. Ask an administrator to invite you, or who manages the groups.',
  disabled: 'You may not sign in here. Ask an administrator.',
  taken:
    'There is a person with your e-mail address here, who signs in otherwise. Sign in that way, then connect under You.',
  tooOften: 'This was tried too often. Try again in ten minutes.',
  away: 'Straybytes cannot reach its database now. Try again in a minute.',
} as const satisfies Record<string, string>;

export type SignOnCode = keyof typeof words;

/** In words; null for what is no code. */
export function signOnProblem(code: string | null | undefined): string | null {
  return code && Object.hasOwn(words, code) ? words[code as SignOnCode] : null;
}

/** Ends a sign-in by single sign-on. `why` is for Activity: it may quote what came from outside. */
export class SignOnRefusal extends Error {
  readonly code: SignOnCode;
  readonly why: string | null;

  constructor(code: SignOnCode, why: string | null = null, cause?: unknown) {
    super(words[code], cause === undefined ? undefined : { cause });
    this.name = 'SignOnRefusal';
    this.code = code;
    this.why = why;
  }
}
