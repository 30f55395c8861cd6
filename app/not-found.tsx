import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';

export default function NotFound() {
  return (
    <>
      <PageHead
        title="There is nothing at this address."
        sub="The bucket may have been deleted, or no collection has seen it yet. The list holds every bucket that the last look saw."
      />
      <LinkButton href="/buckets">See all buckets</LinkButton>
    </>
  );
}
