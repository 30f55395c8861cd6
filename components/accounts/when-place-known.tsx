import type { Route } from 'next';
import type { ReactNode } from 'react';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { parseScope, searchWithoutScope } from '#lib/data/scope-query.ts';
import { findUnknownPlace, type UnknownPlace } from '#lib/data/unknown-place.ts';
import { unitWords } from './place-choices.ts';

const MOST_LETTERS = 80;

/** Shows its children unless the address narrows them to an account or a unit that nobody knows: that is said, with the way back. */
export async function WhenPlaceKnown({
  path,
  params,
  children,
}: {
  path: '/' | '/buckets' | '/spend' | '/budgets' | '/guardrails' | '/accounts' | '/activity';
  params: Promise<Record<string, string | string[] | undefined>>;
  children: ReactNode;
}) {
  const given = await params;
  const unknown = await findUnknownPlace(parseScope(given));
  if (!unknown) return children;
  const search = searchWithoutScope(given);
  return (
    <>
      <PageHead
        title={sentence(unknown)}
        sub="The address narrows this page to it, so there is nothing to show. It may be written otherwise, or no look has found it yet."
      />
      <LinkButton href={(search ? `${path}?${search}` : path) as Route}>Show all accounts</LinkButton>
    </>
  );
}

function sentence({ kind, name }: UnknownPlace): string {
  const whole = kind === 'unit' ? unitWords(name) : name;
  const shown = whole.length > MOST_LETTERS ? `${whole.slice(0, MOST_LETTERS)}…` : whole;
  return kind === 'unit' ? `No account is known in a unit “${shown}”.` : `No account “${shown}” is known.`;
}
