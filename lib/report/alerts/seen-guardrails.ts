import { evidenceOf, type GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';
import { checkOf } from '#lib/guardrails/registry.ts';
import type { Seen } from './condition.ts';

const EVIDENCE = 3;

/** Each check of each account, whether it fails. One that is blind, or was not read again, is not seen. */
export function seenGuardrails(standings: readonly GuardrailStanding[]): Seen[] {
  return standings.map((standing) => {
    const { check, accountId, accountName, status, stale } = standing;
    return {
      subject: `guardrail/${check}/${accountId}`,
      holds: status === 'blind' || stale !== null ? null : status === 'fail',
      episode: '',
      began: false,
      found: {
        kind: 'guardrail',
        accountId,
        accountName,
        check,
        title: checkOf(check)?.title ?? check,
        evidence: status === 'fail' ? evidenceOf(standing, EVIDENCE) : null,
      },
    };
  });
}
