import { IconDownload } from '@tabler/icons-react';
import { selectionOf } from '#lib/data/cost-selection.ts';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import type { SpendTime } from '#lib/spend/spend-time.ts';
import classes from './export-links.module.css';

/** What the table shows as CSV, and all costs of its time in the columns of FOCUS. */
export function ExportLinks({ query, time }: { query: SpendQuery; time: SpendTime }) {
  const { granularity, from, to } = time;
  const { metric, recordTypes, filter } = selectionOf(query);
  const named = {
    groupBy: query.by,
    metric,
    recordTypes: recordTypes?.join(','),
    account: filter.accountId,
    ou: query.ou,
    service: filter.service,
    region: filter.region,
    usageType: filter.usageType,
  };
  const range = { from, to, granularity };
  const isNarrowed = query.ou || Object.values(filter).some((value) => value !== undefined && value !== '');
  return (
    <p className={classes.links}>
      <a href={`/api/v1/costs.csv?${search({ ...range, ...named })}`} download>
        <IconDownload size={15} stroke={1.7} aria-hidden="true" /> CSV
      </a>
      <a
        href={`/api/v1/costs/focus.csv?${search(range)}`}
        title="All accounts and services of this time, with the columns of the FinOps Foundation's open specification"
        download
      >
        <IconDownload size={15} stroke={1.7} aria-hidden="true" /> FOCUS 1.2
        {isNarrowed && ', all accounts and services'}
      </a>
    </p>
  );
}

function search(named: Record<string, string | undefined>): string {
  const given = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(given).toString();
}
