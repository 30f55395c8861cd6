import type { Power } from '#lib/auth/power.ts';
import { type Viewer, viewerOfRequest } from '#lib/session.ts';
import { fromAddress } from '#lib/store/origin.ts';
import { noteExport } from './note-export.ts';
import { problemResponse } from './problem.ts';

/** Runs one API call for who may: the viewer first, whatever goes wrong as a problem. */
export async function answer(
  request: Request,
  power: Power,
  work: (viewer: Viewer) => Promise<Response>,
): Promise<Response> {
  try {
    const viewer = await viewerOfRequest(request, power);
    return await fromAddress(viewer.address, async () => {
      const response = await work(viewer);
      if (power === 'export' && response.ok) await noteExport(request, viewer);
      return response;
    });
  } catch (error) {
    return problemResponse(error, request);
  }
}

/** JSON that no cache keeps; dates become ISO 8601. */
export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store' } });
}
