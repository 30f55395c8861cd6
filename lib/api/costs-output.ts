import { z } from 'zod';
import { decimalString } from '#lib/spend/reading.ts';

export const costsSchema = z.object({
  currency: z.string().nullable().meta({ description: 'ISO 4217, of the bill; null while nothing is known' }),
  items: z.array(
    z.object({
      start: z.string(),
      end: z.string().meta({ description: 'exclusive' }),
      estimated: z.boolean().meta({ description: 'AWS may still change it' }),
      keys: z.array(z.string()).meta({ description: 'the service, account id, region or usage type' }),
      amount: decimalString.meta({ description: 'exact, in the currency of the bill' }),
    }),
  ),
  known: z
    .object({
      from: z.string().nullable().meta({ description: 'the first period that was read; null: none was' }),
      to: z.string().nullable().meta({ description: 'the end of the last one, exclusive' }),
      periods: z.number().int().meta({ description: 'days or months that were read, with or without a cost' }),
      of: z.number().int().meta({ description: 'those of the range asked for' }),
    })
    .meta({ description: 'where `periods` is below `of`, sums of the items are lower bounds' }),
  asOf: z.iso.datetime().nullable().meta({ description: 'when the newest of it was read; null: never' }),
});
