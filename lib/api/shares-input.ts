import { z } from 'zod';
import { themes } from '#lib/report/picture/palette.ts';
import { sizes } from '#lib/report/picture/picture.ts';
import { DEFAULT_SHARE_DAYS, MAX_SHARE_DAYS } from '#lib/report/share.ts';
import { reportParams, reportQuery } from './reports-input.ts';

export const shareBody = z.strictObject({
  mask: reportQuery.shape.mask,
  days: z.int().min(1).max(MAX_SHARE_DAYS).default(DEFAULT_SHARE_DAYS).meta({ description: 'until it expires' }),
});
export const shareParams = reportParams.extend({ shareId: z.uuid() });
export const sharedPictureQuery = z.object({
  theme: z.enum(themes).default('light'),
  size: z.enum(sizes).default('wide'),
});
