import { z } from 'zod';
import { MAX_PASSWORD } from '#lib/auth/password.ts';
import { roles } from '#lib/auth/power.ts';

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
export const nameInput = z.string().trim().min(1, { error: 'Type a name.' }).max(100);
export const roleInput = z.enum(roles);
/** People type codes with spaces and dashes, as they are shown. */
export const codeInput = z
  .string()
  .max(64)
  .transform((code) => code.replace(/\s/g, ''));
export const personInput = z.object({ personId: z.string().min(1).max(64) });
export const linkInput = z.string().max(200);
