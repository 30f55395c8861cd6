import { z } from 'zod';
import { withoutTwins } from '#lib/store/letter-twins.ts';

/** Names that programs have in Activity. */
const ofPrograms = [
  'local',
  'api token',
  'schedule',
  'demo',
  'first start',
  'server',
  'unknown',
  'straybytes',
  'single sign on',
];

/** Letters of these look like those of others: names in more than one of them are made to deceive. */
const alike = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Coptic', 'Lisu', 'Deseret'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
);
/** Fills its place with nothing, though it counts as a letter, a mark or a sign. */
const blank = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]/u;

const plainName = z
  .string()
  .transform((name) =>
    name
      .normalize('NFC')
      .replace(/\p{Zs}+/gu, ' ')
      .trim(),
  )
  .pipe(
    z
      .string()
      .min(1, { error: 'a name, as others here know you' })
      .max(80, { error: 'at most 80 characters' })
      .refine((name) => !blank.test(name), { error: 'no characters that cannot be seen' })
      .refine((name) => !/\p{So}/u.test(name), { error: 'no pictures' })
      .refine((name) => !isMixed(name), { error: 'letters of one alphabet only, which look like no others' })
      .refine((name) => !isOfProgram(name), { error: 'a name that no program has' }),
  );

/** A name as others here know a person by: composed (NFC), with plain single spaces, and not like anybody's address. */
export const nameOfPerson = plainName.refine((name) => !/[@\uff20\ufe6b]/.test(name), { error: 'no e-mail address' });

/** The name where it may be one; null where not. */
export function personName(text: string | null | undefined): string | null {
  return nameOfPerson.safeParse(text?.slice(0, 80)).data ?? null;
}

/** For who has no other name: their own e-mail address, or what their provider calls them. Null where it may be no name. */
export function nameOfAddress(text: string | null | undefined): string | null {
  return plainName.safeParse(text?.slice(0, 80)).data ?? null;
}

/** Whether others read it as what it is: nothing in it that cannot be seen, and no letters that look like others. */
export function isReadable(text: string): boolean {
  return !blank.test(text) && !isMixed(text);
}

function isMixed(text: string): boolean {
  return alike.filter((script) => script.test(text)).length > 1;
}

/** Without regard to points or twins of letters, as names are told apart (lib/store/people.ts). */
function isOfProgram(name: string): boolean {
  const read = asRead(name);
  return ofPrograms.some((one) => asRead(one) === read) || read.startsWith(asRead('api token'));
}

function asRead(name: string): string {
  return withoutTwins(
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/\u0307/g, ''),
  )
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
