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

/** A name as others here know a person by. */
export const nameOfPerson = z
  .string()
  .trim()
  .min(1, { error: 'a name, as others here know you' })
  .max(80, { error: 'at most 80 characters' })
  .regex(/^[^\p{C}]*$/u, { error: 'no characters that cannot be seen' })
  .refine((name) => !ofPrograms.includes(name.toLowerCase()) && !/^api token/i.test(name), {
    error: 'a name that no program has',
  });

/** The name where it may be one; null where not. */
export function personName(text: string | null | undefined): string | null {
  return nameOfPerson.safeParse(text?.slice(0, 80)).data ?? null;
}
