import type { Route } from 'next';
import type { ReactNode } from 'react';
import { HeadlineNumber } from '#components/ui/headline-number.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { ReportView } from '#lib/data/report.ts';
import classes from './report-head.module.css';

/** The part of the page with the picture and the links; what most people come for stands at its end. */
export const SHARE_PART = 'share';

/** The week in a sentence, and the way to the weeks beside it. */
export function ReportHead({ view, scope }: { view: ReportView; scope: ReactNode }) {
  const { week, name, days, previous, following, headline, change, coverage, unseen, next } = view;
  const sub = [change, coverage && `${coverage}.`, unseen && `${unseen} could not be read.`].filter(Boolean).join(' ');
  return (
    <div>
      <PageHead
        bar={
          <>
            <p className={classes.week}>
              <strong>{name}</strong> <span className={classes.days}>{days}</span>
            </p>
            {scope}
            <nav className={classes.ways} aria-label="Weeks">
              <LinkButton
                variant="default"
                size="compact-md"
                href={reportHref(previous)}
                label={`The week before, ${previous}`}
              >
                Previous
              </LinkButton>
              {following && (
                <LinkButton
                  variant="default"
                  size="compact-md"
                  href={reportHref(following)}
                  label={`The week after, ${following}`}
                >
                  Next
                </LinkButton>
              )}
              <LinkButton variant="default" size="compact-md" href="/reports/channels">
                Delivery
              </LinkButton>
              <a className={classes.export} href={`/api/v1/reports/${week}.csv`} download>
                CSV
              </a>
              <LinkButton size="compact-md" href={`#${SHARE_PART}` as Route} label="Share: the picture and links">
                Share
              </LinkButton>
            </nav>
          </>
        }
        title={headline.map(({ text, tone }) =>
          tone ? (
            <HeadlineNumber key={text} tone={tone}>
              {text}
            </HeadlineNumber>
          ) : (
            text
          ),
        )}
        sub={sub}
      />
      <p className={classes.next}>
        <strong>Next</strong> {next}
      </p>
    </div>
  );
}

function reportHref(week: string): Route {
  return `/reports/${week}` as Route;
}
