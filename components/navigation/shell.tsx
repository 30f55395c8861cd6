import { type ReactNode, Suspense } from 'react';
import { QuietFailure } from '#components/ui/quiet-failure.tsx';
import { OpenNotice } from '#components/viewer/open-notice.tsx';
import { ReducedNotice } from '#components/viewer/reduced-notice.tsx';
import { UserMenu } from '#components/viewer/user-menu.tsx';
import type { ViewerFacts } from '#lib/data/viewer.ts';
import { Brand } from './brand.tsx';
import { ColorSchemeToggle } from './color-scheme-toggle.tsx';
import { Frame } from './frame.tsx';
import { NavigationLinks, NavigationLinksSkeleton } from './navigation-links.tsx';
import classes from './shell.module.css';
import { SimulatedClock } from './simulated-clock.tsx';

/**
 * The frame of every page: a column at the left, or tabs at the bottom of a narrow screen. Nobody sees it before they
 * have signed in. `viewer` undefined: who looks could not be found out, because the store does not answer.
 */
export function Shell({ viewer, children }: { viewer: ViewerFacts | null | undefined; children: ReactNode }) {
  return <Frame side={viewer !== null && <Side viewer={viewer ?? null} />}>{withNotice(viewer, children)}</Frame>;
}

function withNotice(viewer: ViewerFacts | null | undefined, children: ReactNode) {
  return (
    <>
      {viewer?.local && !viewer.simulated && <OpenNotice />}
      {viewer?.reduced && <ReducedNotice granted={viewer.granted} />}
      {children}
    </>
  );
}

function Side({ viewer }: { viewer: ViewerFacts | null }) {
  return (
    <aside className={classes.side} aria-label="Straybytes">
      <Brand />
      <nav className={classes.nav} aria-label="Pages">
        <QuietFailure instead={<NavigationLinksSkeleton />}>
          <Suspense fallback={<NavigationLinksSkeleton />}>
            <NavigationLinks />
          </Suspense>
        </QuietFailure>
      </nav>
      <div className={classes.foot}>
        <QuietFailure instead={null}>
          <Suspense>
            <SimulatedClock />
          </Suspense>
        </QuietFailure>
        <ColorSchemeToggle />
        {viewer && <UserMenu viewer={viewer} />}
      </div>
    </aside>
  );
}
