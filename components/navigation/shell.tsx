import { type ReactNode, Suspense } from 'react';
import { QuietFailure } from '#components/ui/quiet-failure.tsx';
import { Brand } from './brand.tsx';
import { ColorSchemeToggle } from './color-scheme-toggle.tsx';
import { NavigationLinks, NavigationLinksSkeleton } from './navigation-links.tsx';
import classes from './shell.module.css';
import { SimulatedClock } from './simulated-clock.tsx';

/** The frame of every page: a column at the left, or tabs at the bottom of a narrow screen. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
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
        </div>
      </aside>
      <main id="content" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
