import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import connect from '#components/connect/connect.module.css';
import { HubPolicy } from '#components/onboarding/hub-policy.tsx';
import { Templates, TemplatesSkeleton } from '#components/onboarding/templates.tsx';
import { Unreached } from '#components/onboarding/unreached.tsx';
import { PageHead } from '#components/ui/page-head.tsx';

export const metadata: Metadata = { title: 'Connect accounts' };

export default function OnboardingPage() {
  return (
    <div className={connect.page}>
      <PageHead
        bar={
          <>
            <nav aria-label="Breadcrumb">
              <Link href="/accounts">Accounts</Link> / Connect accounts
            </nav>
            <Link href="/connect">The policies by themselves</Link>
          </>
        }
        title="An account needs one role that looks, and a second one only where it may be fixed."
        sub="The templates hold what the collectors and fixes declare, and nothing more. No key is made, and none is asked for."
      />
      <Suspense fallback={<TemplatesSkeleton />}>
        <Templates />
      </Suspense>
      <Suspense>
        <Unreached />
      </Suspense>
      <Suspense>
        <HubPolicy />
      </Suspense>
    </div>
  );
}
