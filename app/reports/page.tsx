import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { getLastWeek } from '#lib/data/report.ts';
import { parseScope, scopeSearch } from '#lib/data/scope-query.ts';

/** The proxy sends a browser on before this; a link within the application comes here. */
export default async function ReportsPage({ searchParams }: PageProps<'/reports'>) {
  const [week, search] = [await getLastWeek(), scopeSearch(parseScope(await searchParams))];
  redirect((search ? `/reports/${week}?${search}` : `/reports/${week}`) as Route);
}
