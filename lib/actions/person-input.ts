import { z } from 'zod';
import { MAX_PASSWORD } from '#lib/auth/password.ts';
import { roles } from '#lib/auth/power.ts';

/** What the database can keep and a line can show. */
const line = z
  .string()
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), { error: 'Characters that cannot be shown.' });

/** Ids that we made. */
export const idInput = z.uuid();
/** As typed to sign in: whether it is an address is told nobody apart from who it is of. */
export const typedEmailInput = line.trim().max(254);
/** As typed: what a password must be like is told, in words, by lib/auth. */
export const passwordInput = z
  .string()
  .min(1, { error: 'Type the password.' })
  .max(MAX_PASSWORD * 2);
export const emailInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'This is no e-mail address.' }));
export const nameInput = line.trim().min(1, { error: 'Type a name.' }).max(100);
export const roleInput = z.enum(roles);
/** People type codes with spaces and dashes, as they are shown. */
export const codeInput = z
  .string()
  .max(64)
  .transform((code) => code.replace(/\s/g, ''));
export const personInput = z.object({ personId: idInput });
export const linkInput = z.string().max(200);
