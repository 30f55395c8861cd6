import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { getLastWeek } from '#lib/data/report.ts';

/** The proxy sends a browser on before this; a link within the application comes here. */
export default async function ReportsPage() {
  redirect(`/reports/${await getLastWeek()}` as Route);
}
