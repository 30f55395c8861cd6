import { z } from 'zod';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { storedPlace, storePlace } from '#lib/store/identity-center-place.ts';

/** Where the organization's people sign in to AWS. */
export type IdentityCenterPlace = { startUrl: string; region: string };

const placeSchema = z.object({
  startUrl: z
    .url({ protocol: /^https$/, error: 'must be an address such as https://d-1234567890.awsapps.com/start' })
    .max(2048)
    // As it stands in a browser that is there: the part behind # is the portal's own.
    .transform((url) => url.replace(/\/?#.*$/, '').replace(/\/$/, '')),
  // It becomes part of a host name.
  region: z.string().regex(/^[a-z]{2}(-[a-z]+){1,3}-\d$/, { error: 'must be a region such as eu-central-1' }),
});

/** As said once by a person, else by the environment; null when nobody said it yet. */
export async function identityCenterPlace(): Promise<IdentityCenterPlace | null> {
  const stored = await storedPlace();
  if (stored) return stored;
  const { IDENTITY_CENTER_START_URL: startUrl, IDENTITY_CENTER_REGION: region } = env();
  return startUrl !== undefined && region !== undefined ? parsePlace({ startUrl, region }) : null;
}

/** Remembers it for everybody. @throws AppError `invalid` naming each field that is not of the form asked for */
export async function saveIdentityCenterPlace(input: IdentityCenterPlace): Promise<IdentityCenterPlace> {
  const place = parsePlace(input);
  await storePlace(place);
  return place;
}

/** @throws AppError `invalid` */
export function parsePlace(input: IdentityCenterPlace): IdentityCenterPlace {
  const parsed = placeSchema.safeParse({ startUrl: input.startUrl.trim(), region: input.region.trim() });
  if (parsed.success) return parsed.data;
  const names = { startUrl: 'The start URL', region: 'The region' };
  const problems = parsed.error.issues.map(
    ({ path: [field], message }) => `${field === 'region' ? names.region : names.startUrl} ${message}`,
  );
  throw new AppError('invalid', `${problems.join('. ')}.`);
}
