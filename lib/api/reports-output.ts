import { z } from 'zod';
import { reportSchema } from '#lib/report/report.ts';

export const reportAnswerSchema = reportSchema.extend({
  says: z.object({ headline: z.string(), next: z.string() }).meta({ description: 'the week in words' }),
});
