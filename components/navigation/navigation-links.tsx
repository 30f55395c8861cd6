import {
  IconActivity,
  IconBucket,
  IconChartBar,
  IconFileText,
  IconLayoutDashboard,
  IconTarget,
} from '@tabler/icons-react';
import { getNavigation } from '#lib/data/navigation.ts';
import { formatCount } from '#lib/money/format.ts';
import { NavigationLink } from './navigation-link.tsx';

const iconProps = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

export async function NavigationLinks() {
  const { buckets } = await getNavigation();
  return <Links buckets={buckets === null ? null : formatCount(buckets)} />;
}

function Links({ buckets }: { buckets: string | null }) {
  return (
    <ul>
      <NavigationLink href="/" icon={<IconLayoutDashboard {...iconProps} />} label="Overview" />
      <NavigationLink href="/buckets" icon={<IconBucket {...iconProps} />} label="Buckets" count={buckets} />
      <NavigationLink href="/spend" icon={<IconChartBar {...iconProps} />} label="Spend" />
      <NavigationLink href="/budgets" icon={<IconTarget {...iconProps} />} label="Budgets" />
      <NavigationLink href="/reports" icon={<IconFileText {...iconProps} />} label="Reports" />
      <NavigationLink href="/activity" icon={<IconActivity {...iconProps} />} label="Activity" />
    </ul>
  );
}

export function NavigationLinksSkeleton() {
  return <Links buckets={null} />;
}
