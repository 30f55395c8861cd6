import { clientKeyOf } from '#lib/auth/client-address.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { maskedReport } from '#lib/report/masked-report.ts';
import { drawPicture } from '#lib/report/picture/draw.ts';
import { createShare, openShare, revokeShare, shareUrl } from '#lib/report/share.ts';
import { closedPage, sharedPage } from '#lib/report/shared-page.ts';
import { overWeek } from '#lib/report/weekly-report.ts';
import { type LimitState, takeFromLimit } from '#lib/store/rate-limit.ts';
import { type ShareView, sharesOfWeek } from '#lib/store/report-shares.ts';
import { answer, json } from './answer.ts';
import { readBody } from './body.ts';
import { parsed, parsedQuery } from './parsed.ts';
import { problemResponse } from './problem.ts';
import { reportParams } from './reports-input.ts';
import { shareBody, sharedPictureQuery, shareParams } from './shares-input.ts';

/** `GET /api/v1/reports/{week}/shares` */
export function getShares(request: Request, params: { week: string }): Promise<Response> {
  return answer(request, 'look', async () => {
    const { week } = parsed(reportParams, params, 'The path');
    await overWeek({ week, timeZone: env().REPORT_TIME_ZONE });
    return json({ items: (await sharesOfWeek(week)).map(shareJson) });
  });
}

/** `POST /api/v1/reports/{week}/shares` */
export function postShare(request: Request, params: { week: string }): Promise<Response> {
  return answer(request, 'share', async ({ name: actor }) => {
    const { week } = parsed(reportParams, params, 'The path');
    const { mask, days } = await readBody(request, shareBody);
    const { share, token } = await createShare({ week, mask, days, actor });
    return json({ ...shareJson(share), path: `/shared/${token}`, url: shareUrl(token, originOf(request)) }, 201);
  });
}

/** `DELETE /api/v1/reports/{week}/shares/{shareId}` */
export function deleteShare(request: Request, params: { week: string; shareId: string }): Promise<Response> {
  return answer(request, 'share', async ({ name: actor }) => {
    const { week, shareId } = parsed(shareParams, params, 'The path');
    return json(shareJson(await revokeShare({ week, shareId, actor })));
  });
}

/** `GET /shared/{token}`: one report and nothing else, for whoever has the link. */
export function getSharedPage(request: Request, { token }: { token: string }): Promise<Response> {
  return shared(request, { token, counts: request.method === 'GET' }, async (share) => {
    const report = await maskedReport(share);
    return page(sharedPage(report, { origin: env().PUBLIC_URL?.replace(/\/$/, '') ?? originOf(request), token }));
  });
}

/** `GET /shared/…` of nothing that is there: no page of the application, which would link to the rest of it. */
export function getNothingShared(): Response {
  return page(closedPage('There is nothing at this address.'), 404);
}

/** `GET /shared/{token}/picture.png` */
export function getSharedPicture(request: Request, { token }: { token: string }): Promise<Response> {
  return shared(request, { token, counts: false }, async (share) => {
    const { theme, size } = parsedQuery(sharedPictureQuery, request);
    const { tag, png } = drawPicture(await maskedReport(share), { theme, size, scale: 1 });
    const sent = { ...headers, etag: `"${tag}"` };
    if (request.headers.get('if-none-match')?.includes(tag)) return new Response(null, { status: 304, headers: sent });
    return new Response(await png(), { headers: { ...sent, 'content-type': 'image/png' } });
  });
}

/** Asked for again each time, so that a link that was revoked shows nothing from the next moment on. */
const headers = {
  'cache-control': 'private, no-cache, must-revalidate',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
};

/**
 * A room full of people behind one address, with an old link. Only misses are limited: of 256 bits nobody guesses one, and
 * whoever has a link opens it, whatever others did from the same address.
 */
const failedOpens = { name: 'share-open', points: 30, seconds: 60 };

async function shared(
  request: Request,
  { token, counts }: { token: string; counts: boolean },
  show: (share: ShareView) => Promise<Response>,
): Promise<Response> {
  const limit = { ...failedOpens, key: clientKeyOf(request.headers) };
  try {
    const share = await openShare(token, { counts });
    if (share) return await show(share);
    const missed = await takeFromLimit(limit);
    return missed.allowed ? page(closedPage('This link shows nothing, or nothing any more.'), 404) : tooOften(missed);
  } catch (error) {
    if (!(error instanceof AppError)) return problemResponse(error, request);
    if (error.code === 'throttled') return page(closedPage(error.message), 429, { 'retry-after': '60' });
    if (error.code === 'invalid') return page(closedPage('This address is not of a picture.'), 400);
    return page(closedPage('This report cannot be shown now.'), 503);
  }
}

function tooOften({ retryAfterSeconds }: LimitState): Response {
  const message = 'Too many links that show nothing were opened from here. Try again in a minute.';
  return page(closedPage(message), 429, { 'retry-after': String(retryAfterSeconds) });
}

function page(text: string, status = 200, more: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { ...headers, ...more, 'content-type': 'text/html; charset=utf-8' } });
}

/** The front door let only our own names in. */
function originOf(request: Request): string {
  return `http://${request.headers.get('host') ?? new URL(request.url).host}`;
}

function shareJson({ timeZone: _timeZone, actor, ...share }: ShareView) {
  return { ...share, createdBy: actor };
}
