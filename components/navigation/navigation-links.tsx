import {
  IconActivity,
  IconBucket,
  IconBuilding,
  IconChartBar,
  IconFileText,
  IconLayoutDashboard,
  IconShieldCheck,
  IconTarget,
} from '@tabler/icons-react';
import { getNavigation, type NavigationCounts } from '#lib/data/navigation.ts';
import { formatCount } from '#lib/money/format.ts';
import { NavigationLink } from './navigation-link.tsx';
import { NavigationList } from './navigation-list.tsx';

const iconProps = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

export async function NavigationLinks() {
  return <Links counts={await getNavigation()} />;
}

function Links({ counts: { buckets, accounts, failing } }: { counts: NavigationCounts }) {
  const counted = (count: number | null) => (count === null ? null : formatCount(count));
  return (
    <NavigationList
      rest={
        <>
          <NavigationLink
            rest
            href="/accounts"
            icon={<IconBuilding {...iconProps} />}
            label="Accounts"
            count={counted(accounts)}
          />
          <NavigationLink
            rest
            href="/guardrails"
            icon={<IconShieldCheck {...iconProps} />}
            label="Guardrails"
            count={counted(failing)}
          />
          <NavigationLink rest href="/reports" icon={<IconFileText {...iconProps} />} label="Reports" />
          <NavigationLink rest href="/activity" icon={<IconActivity {...iconProps} />} label="Activity" />
        </>
      }
    >
      <NavigationLink href="/" icon={<IconLayoutDashboard {...iconProps} />} label="Overview" />
      <NavigationLink href="/buckets" icon={<IconBucket {...iconProps} />} label="Buckets" count={counted(buckets)} />
      <NavigationLink href="/spend" icon={<IconChartBar {...iconProps} />} label="Spend" />
      <NavigationLink href="/budgets" icon={<IconTarget {...iconProps} />} label="Budgets" />
    </NavigationList>
  );
}

export function NavigationLinksSkeleton() {
  return <Links counts={{ buckets: null, accounts: null, failing: null }} />;
}
