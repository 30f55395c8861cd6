import { z } from 'zod';
import { type IsoWeek, parseWeek } from '#lib/report/iso-week.ts';
import { maskable, parseMask } from '#lib/report/mask.ts';
import { themes } from '#lib/report/picture/palette.ts';
import { sizes } from '#lib/report/picture/picture.ts';

const week = z
  .string()
  .refine((text) => parseWeek(text) !== null, { error: 'must be a week of ISO 8601, such as 2026-W47' })
  .meta({ description: 'a week of ISO 8601 that is over, such as 2026-W47' });
const mask = z
  .string()
  .refine((text) => parseMask(text) !== null, { error: `must be some of ${maskable.join(', ')}, each once` })
  .default('')
  .meta({
    description:
      'what is replaced by stable aliases (amounts by per cent), some of accounts,buckets,amounts; with `:hide` behind it, it is left out',
  });

export const reportParams = z.object({ week });
export const reportQuery = z.strictObject({ mask });
export const pictureQuery = z.strictObject({
  theme: z.enum(themes).default('light'),
  size: z.enum(sizes).default('wide').meta({ description: '1200×630, 1080×1080 or 1080×1920 pixels' }),
  scale: z.enum(['1', '2']).default('1').meta({ description: 'pixels for each pixel' }),
  mask,
  v: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'anything: a part of the address that changes with the report' }),
});

/** The week that a text names. @throws Error when the schema did not see it first */
export function weekIn(text: string): IsoWeek {
  const found = parseWeek(text);
  if (!found) throw new Error(`No week: ${text}`);
  return found;
}
