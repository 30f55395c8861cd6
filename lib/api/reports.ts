import { createHash } from 'node:crypto';
import { env } from '#lib/env.ts';
import { maskReport, noMask, parseMask } from '#lib/report/mask.ts';
import { keepDrawn } from '#lib/report/picture/drawn.ts';
import type { PictureElement } from '#lib/report/picture/element.ts';
import { type PictureFonts, pictureFonts } from '#lib/report/picture/fonts.ts';
import { dimensions, picture } from '#lib/report/picture/picture.ts';
import type { Report } from '#lib/report/report.ts';
import { headline, nextStep, plainText } from '#lib/report/report-words.ts';
import { weeklyReport } from '#lib/report/weekly-report.ts';
import { answer, json } from './answer.ts';
import { csvLines, csvResponse } from './csv.ts';
import { parsed, parsedQuery } from './parsed.ts';
import { reportColumns, reportRows } from './report-columns.ts';
import { pictureQuery, reportParams, reportQuery } from './reports-input.ts';

/** `GET /api/v1/reports/{week}` */
export function getReport(request: Request, params: { week: string }): Promise<Response> {
  return answer(request, async () => {
    const report = await reportOf(request, params);
    return json({ ...report, says: { headline: plainText(headline(report)), next: nextStep(report) } });
  });
}

/** `GET /api/v1/reports/{week}.csv` */
export function getReportCsv(request: Request, params: { week: string }): Promise<Response> {
  return answer(request, async () => {
    const report = await reportOf(request, params);
    const lines = [csvLines([[...reportColumns]]), csvLines(reportRows(report))];
    return csvResponse({ name: `straybytes-report-${report.week}.csv`, lines: oneByOne(lines) });
  });
}

const drawn = keepDrawn();

/** What draws elements: `next/og`, which only a route may import. @returns PNG */
export type Draw = (
  element: PictureElement,
  options: { width: number; height: number; fonts: PictureFonts['fonts'] },
) => Promise<Uint8Array<ArrayBuffer>>;

/** `GET /api/v1/reports/{week}.png`: the same bytes for the same report, so that its tag needs no drawing. */
export function getReportPicture(request: Request, params: { week: string }, draw: Draw): Promise<Response> {
  return answer(request, async () => {
    const { week } = parsed(reportParams, params, 'The path');
    const { theme, size, scale: factor, mask } = parsedQuery(pictureQuery, request);
    const scale = factor === '2' ? 2 : 1;
    const report = await maskedReport({ week, mask });
    const fonts = pictureFonts();
    const element = picture(report, { theme, size, scale }, fonts);
    const tag = `"${createHash('sha256').update(JSON.stringify(element)).digest('base64url').slice(0, 27)}"`;
    const headers = { etag: tag, 'cache-control': 'private, max-age=0, must-revalidate' };
    if (request.headers.get('if-none-match')?.includes(tag)) return new Response(null, { status: 304, headers });
    const { width, height } = dimensions[size];
    const options = { width: width * scale, height: height * scale, fonts: fonts.fonts };
    const png = await drawn(tag, () => draw(element, options));
    return new Response(png, {
      headers: {
        ...headers,
        'content-type': 'image/png',
        'content-length': String(png.byteLength),
        'content-disposition': `inline; filename="${pictureName({ week, size, theme })}"`,
      },
    });
  });
}

function pictureName({ week, size, theme }: { week: string; size: string; theme: string }): string {
  return `straybytes-${week}-${size}-${theme}.png`;
}

async function reportOf(request: Request, params: { week: string }): Promise<Report> {
  const { week } = parsed(reportParams, params, 'The path');
  return maskedReport({ week, ...parsedQuery(reportQuery, request) });
}

async function maskedReport({ week, mask }: { week: string; mask: string }): Promise<Report> {
  const { REPORT_TIME_ZONE: timeZone, APP_SECRET: secret } = env();
  const report = await weeklyReport({ week, timeZone });
  if (mask === '') return report;
  // Without one, whoever guesses a name could tell its alias.
  if (!secret) throw new Error('APP_SECRET is not set: start Straybytes with `npm start`, which makes one.');
  return maskReport(report, parseMask(mask) ?? noMask, secret);
}

async function* oneByOne(lines: string[]): AsyncGenerator<string> {
  yield* lines;
}
