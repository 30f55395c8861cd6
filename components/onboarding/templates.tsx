import { Bone } from '#components/ui/bones.tsx';
import { getOnboarding } from '#lib/data/onboarding.ts';
import { TemplateForm } from './template-form.tsx';

/** The templates, made for this server as it is set up until somebody says otherwise. */
export async function Templates() {
  return <TemplateForm setUp={await getOnboarding()} />;
}

export function TemplatesSkeleton() {
  return (
    <>
      <Bone height={220} />
      <Bone height={420} />
    </>
  );
}
