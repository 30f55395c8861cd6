import { connection } from 'next/server';
import { getReport, getReportCsv, getReportPicture } from '#lib/api/reports.ts';

type Context = { params: Promise<{ week: string }> };

/** Next has no segment with an extension: `2026-W47`, `2026-W47.csv` and `2026-W47.png` all come here. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  await connection();
  const { week: name } = await params;
  if (name.endsWith('.png')) return getReportPicture(request, { week: name.slice(0, -4) });
  return name.endsWith('.csv')
    ? getReportCsv(request, { week: name.slice(0, -4) })
    : getReport(request, { week: name });
}
