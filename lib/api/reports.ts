import { maskedReport } from '#lib/report/masked-report.ts';
import { drawPicture } from '#lib/report/picture/draw.ts';
import type { Report } from '#lib/report/report.ts';
import { headline, nextStep, plainText } from '#lib/report/report-words.ts';
import { answer, json } from './answer.ts';
import { csvLines, csvResponse } from './csv.ts';
import { parsed, parsedQuery } from './parsed.ts';
import { reportColumns, reportRows } from './report-columns.ts';
import { pictureQuery, reportParams, reportQuery } from './reports-input.ts';

/** `GET /api/v1/reports/{week}` */
export function getReport(request: Request, params: { week: string }): Promise<Response> {
  return answer(request, 'export', async () => {
    const report = await reportOf(request, params);
    return json({ ...report, says: { headline: plainText(headline(report)), next: nextStep(report) } });
  });
}

/** `GET /api/v1/reports/{week}.csv` */
export function getReportCsv(request: Request, params: { week: string }): Promise<Response> {
  return answer(request, 'export', async () => {
    const report = await reportOf(request, params);
    const lines = [csvLines([[...reportColumns]]), csvLines(reportRows(report))];
    return csvResponse({ name: `straybytes-report-${report.week}.csv`, lines: oneByOne(lines) });
  });
}

/** `GET /api/v1/reports/{week}.png`: the same bytes for the same report, so that its tag needs no drawing. */
export function getReportPicture(request: Request, params: { week: string }): Promise<Response> {
  return answer(request, 'export', async () => {
    const { week } = parsed(reportParams, params, 'The path');
    const { theme, size, scale, mask } = parsedQuery(pictureQuery, request);
    const report = await maskedReport({ week, mask });
    const { tag, png } = drawPicture(report, { theme, size, scale: scale === '2' ? 2 : 1 });
    const headers = { etag: `"${tag}"`, 'cache-control': 'private, max-age=0, must-revalidate' };
    if (request.headers.get('if-none-match')?.includes(tag)) return new Response(null, { status: 304, headers });
    const bytes = await png();
    return new Response(bytes, {
      headers: {
        ...headers,
        'content-type': 'image/png',
        'content-length': String(bytes.byteLength),
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

async function* oneByOne(lines: string[]): AsyncGenerator<string> {
  yield* lines;
}
