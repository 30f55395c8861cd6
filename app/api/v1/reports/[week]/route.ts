import { ImageResponse } from 'next/og';
import { connection } from 'next/server';
import { type Draw, getReport, getReportCsv, getReportPicture } from '#lib/api/reports.ts';

type Context = { params: Promise<{ week: string }> };

/** Next has no segment with an extension: `2026-W47`, `2026-W47.csv` and `2026-W47.png` all come here. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  await connection();
  const { week: name } = await params;
  if (name.endsWith('.png')) return getReportPicture(request, { week: name.slice(0, -4) }, draw);
  return name.endsWith('.csv')
    ? getReportCsv(request, { week: name.slice(0, -4) })
    : getReport(request, { week: name });
}

const draw: Draw = async (element, options) => new Uint8Array(await new ImageResponse(element, options).arrayBuffer());
