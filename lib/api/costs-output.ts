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
  asOf: z.iso.datetime().nullable().meta({ description: 'when the newest of it was read; null: never' }),
});
