import { Tag } from '#components/ui/tag.tsx';
import type { GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';

const words = {
  pass: { label: 'Holds', tone: 'recovered' },
  fail: { label: 'Fails', tone: 'waste' },
  blind: { label: 'Not visible now', tone: 'quiet' },
} as const;

/** What a check says; what could not be seen is neither. */
export function GuardrailStatus({ status }: Pick<GuardrailStanding, 'status'>) {
  const { label, tone } = words[status];
  return <Tag tone={tone}>{label}</Tag>;
}
