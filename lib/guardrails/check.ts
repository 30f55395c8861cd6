import type { AnyParts, Inventory, KnownParts, PartName } from './inventory.ts';
import type { OwnRoles } from './own-roles.ts';
import type { Blind } from './part.ts';

/** What a check saw on one resource. A `note` is worth knowing and asks for nothing. */
export type Observation = {
  verdict: 'fail' | 'pass' | 'note';
  /** A user, a role, `root`, …; the whole account is `account`. Unique within a check and an account. */
  resource: string;
  /** In words, with the figures. */
  what: string;
  /** ISO 8601: since when it is so; null: not known. */
  since: string | null;
};

/** Something that a check needs and nobody could see: never clean. */
export type Unseen = { verdict: 'blind'; resource: string } & Blind;

/** How to put it right: what to click, and commands for a POSIX shell. */
export type Mending = { console: readonly string[]; cli: string };

/** What is mended, and where. */
export type Mended = {
  accountId: string;
  resource: string;
  /** Whether the account is the management account of its organization; null: not known. */
  management?: boolean | null;
  /** `aws` where it is not said. */
  partition?: string | undefined;
  /** Where this server is. */
  region?: string | null | undefined;
  /** The roles that this server assumes; none where it is not said. */
  ownRoles?: readonly string[] | undefined;
};

type About = { now: Date; accountId: string; management: boolean | null; own: OwnRoles };

/** A rule on an account, as pages, the API and `judge` see it. */
export type Check = {
  id: string;
  /** The failing state, as a short sentence. */
  title: string;
  /** The state wanted, as a short sentence. */
  passedTitle: string;
  why: string;
  /** Where the rule or its threshold comes from. */
  source: string;
  needs: readonly PartName[];
  helps: readonly PartName[];
  mend(at: Mended): Mending;
  look(inventory: Inventory, now: Date): (Observation | Unseen)[];
};

/**
 * Declares a check. `look` gets only the parts that it declares: those it needs as known, those that help as they are.
 * Where a needed part could not be seen, `look` is not asked and the check is blind.
 */
export function check<N extends PartName, H extends PartName = never>(
  definition: Omit<Check, 'look' | 'needs' | 'helps'> & {
    needs: readonly N[];
    helps?: readonly H[];
    look(parts: KnownParts<N> & AnyParts<H>, about: About): (Observation | Unseen)[];
  },
): Check {
  const { needs, helps = [], look } = definition;
  return {
    ...definition,
    needs,
    helps,
    look(inventory, now) {
      const missing = needs.flatMap((name): Unseen[] => {
        const asked = inventory.parts[name];
        if (asked.state === 'known') return [];
        const { action, by, problem } = asked;
        return [{ verdict: 'blind', resource: 'account', action, by, problem }];
      });
      if (missing.length > 0) return missing;
      const { accountId, management, own } = inventory;
      return look(declared<N, H>(inventory, [...needs, ...helps]), { now, accountId, management, own });
    },
  };
}

/** The cast holds: each needed part was found to be known, and no other is handed out. */
function declared<N extends PartName, H extends PartName>(
  { parts }: Inventory,
  names: readonly PartName[],
): KnownParts<N> & AnyParts<H> {
  return Object.fromEntries(names.map((name) => [name, parts[name]])) as KnownParts<N> & AnyParts<H>;
}
