'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import plan from '#components/fix/fix-plan.module.css';
import { ProblemNotice } from '#components/fix/problem-notice.tsx';
import { CallMaker } from '#components/identity-center/call-maker.tsx';
import { asSelf, useCallMaker } from '#components/identity-center/use-call-maker.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { ActionProblem } from '#lib/actions/action-result.ts';
import { applyStarter } from '#lib/actions/starter-budget.ts';
import type { AppliedStarter } from '#lib/data/views.ts';
import { starterBudget } from '#lib/spend/starter-budget.ts';
import { starterDefaults } from '#lib/spend/starter-defaults.ts';
import { typedUsd } from '#lib/spend/starter-input.ts';
import type { AccountChoice } from './starter-dialogs.tsx';
import { StarterFields, type StarterValues } from './starter-fields.tsx';
import { StarterPreview } from './starter-preview.tsx';
import { useStarterPlan } from './use-starter-plan.ts';

export function StarterForm({
  accounts,
  accountId,
  onClose,
  onApplied,
}: {
  accounts: AccountChoice[];
  accountId: string;
  onClose: () => void;
  onApplied: (applied: AppliedStarter) => void;
}) {
  const [values, setValues] = useState<StarterValues>({
    accountId,
    ...starterDefaults,
    amountUsd: String(starterDefaults.amountUsd),
    emails: '',
    snsTopicArn: '',
  });
  const [applying, setApplying] = useState(false);
  const [failure, setFailure] = useState<ActionProblem | null>(null);
  const making = useCallMaker({ task: 'budget', accountId: values.accountId });
  const { permissionSet } = making;
  const { emails, snsTopicArn, ...rest } = values;
  const amountUsd = typedUsd(values.amountUsd);
  const addresses = emails.split(/[\s,;]+/).filter(Boolean);
  const input = {
    ...rest,
    amountUsd,
    emails: addresses,
    ...(snsTopicArn.trim() && { snsTopicArn: snsTopicArn.trim() }),
  };
  const request = starterBudget(input);
  const {
    plan: planned,
    problem,
    loading,
  } = useStarterPlan({ ...input, ...asSelf(permissionSet) }, request.ok && permissionSet !== undefined);
  const ready = request.ok && planned?.outcome === 'create';

  const shown = failure ?? problem;

  async function apply() {
    setApplying(true);
    setFailure(null);
    try {
      const result = await applyStarter({ ...input, ...asSelf(permissionSet) });
      if (result.ok) onApplied(result.value);
      else setFailure(result.error);
    } catch {
      const message = 'Straybytes itself did not answer. Whether the budget was created shows under Activity.';
      setFailure({ code: 'failed', message });
    } finally {
      setApplying(false);
    }
  }

  return (
    <form
      className={plan.plan}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) apply();
      }}
    >
      <StarterFields
        accounts={accounts}
        values={values}
        problems={request.ok ? {} : request.error.details}
        disabled={applying}
        onChange={(part) => {
          setFailure(null);
          setValues((before) => ({ ...before, ...part }));
        }}
      />
      <StarterPreview amountUsd={amountUsd} request={request.ok ? request.value : null} />
      {planned?.outcome === 'found' && (
        <Notice tone="recovered" title="It is there already.">
          An equal budget of this name exists, so nothing needs to be created.
        </Notice>
      )}
      <CallMaker making={making} disabled={applying} onLeave={onClose} />
      {shown && (
        <ProblemNotice
          problem={shown}
          title={failure ? 'Not created.' : 'This cannot be created.'}
          asSelf={Boolean(permissionSet)}
        />
      )}
      <footer className={plan.foot}>
        <p className={plan.promise}>
          AWS is asked for the name again right before. Nothing is written over another budget. Undo any time.
        </p>
        <div className={plan.buttons}>
          <Button variant="default" onClick={onClose} disabled={applying}>
            Cancel
          </Button>
          <Button type="submit" loading={applying} disabled={!ready} aria-busy={loading}>
            Create the budget
          </Button>
        </div>
      </footer>
    </form>
  );
}
