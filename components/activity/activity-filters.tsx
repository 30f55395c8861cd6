import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import Form from 'next/form';
import links from '#components/spend/export-links.module.css';
import { LinkButton } from '#components/ui/link-button.tsx';
import { type ActivityQuery, activityExportSearch, getActivityKinds } from '#lib/data/activity.ts';
import { scopeSearch } from '#lib/data/scope-query.ts';
import classes from './activity-filters.module.css';
import { activityHref } from './activity-href.ts';

/** Narrows what happened to who, what and when, and takes what is left away. The choice is in the address. */
export async function ActivityFilters({ query }: { query: ActivityQuery }) {
  const { actor, action, from, to, account, ou } = query;
  const kinds = await getActivityKinds();
  const known = kinds.map(({ kind, name }) => ({ value: kind, label: name }));
  const unknown = action === undefined || kinds.some(({ kind }) => kind === action) ? [] : [action];
  const narrowed = [actor, action, from, to].some((value) => value !== undefined);
  const search = activityExportSearch(query);
  return (
    // A new choice is a new form: what stood in its fields is not kept.
    <Form action="/activity" key={search} className={classes.filters}>
      {account && <input type="hidden" name="account" value={account} />}
      {ou && <input type="hidden" name="ou" value={ou} />}
      <TextInput label="Who" name="actor" defaultValue={actor ?? ''} placeholder="A part of the name" size="xs" />
      <NativeSelect
        label="What"
        name="action"
        defaultValue={action ?? ''}
        data={[{ value: '', label: 'Everything' }, ...known, ...unknown]}
        size="xs"
      />
      <TextInput label="First day (UTC)" name="from" type="date" defaultValue={from ?? ''} size="xs" />
      <TextInput label="Last day (UTC)" name="to" type="date" defaultValue={to ?? ''} size="xs" />
      <Button type="submit" variant="default" size="xs">
        Show
      </Button>
      {narrowed && (
        <LinkButton href={activityHref(scopeSearch({ account, ou }))} variant="subtle" size="xs">
          Everything
        </LinkButton>
      )}
      <p className={links.links}>
        <a href={`/api/v1/activity.csv${search && `?${search}`}`} download>
          <IconDownload size={15} stroke={1.7} aria-hidden="true" /> CSV
        </a>
      </p>
    </Form>
  );
}
