import { z } from 'zod';

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
  'single sign-on',
];

/** Letters of these look like those of others: names in more than one of them are made to deceive. */
const alike = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Coptic', 'Lisu', 'Deseret'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
);
/** Fills its place with nothing, though it counts as a letter, a mark or a sign. */
const blank = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]/u;

/** A name as others here know a person by: composed (NFC), with plain single spaces. */
export const nameOfPerson = z
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
      .refine((name) => alike.filter((script) => script.test(name)).length <= 1, {
        error: 'letters of one alphabet only, which look like no others',
      })
      .refine((name) => !isOfProgram(name.normalize('NFKC').toLowerCase()), {
        error: 'a name that no program has',
      }),
  );

function isOfProgram(name: string): boolean {
  return ofPrograms.includes(name) || name.startsWith('api token');
}

/** The name where it may be one; null where not. */
export function personName(text: string | null | undefined): string | null {
  return nameOfPerson.safeParse(text?.slice(0, 80)).data ?? null;
}
