/** What a permission set could do some days ago; AWS's portal does not tell what one allows. */
export type PermissionSetUse = { permissionSet: string; action: string; allowed: boolean; daysAgo: number };

/** How powerful a permission set is by its name: a guess, said as such. */
export type GuessedPower = 'reads' | 'works' | 'administers';

export type PermissionSetChoice = {
  permissionSet: string;
  power: GuessedPower;
  /** worked: all that is needed was allowed before. denied: something of it was not. */
  standing: 'worked' | 'denied' | 'untried';
  /** Whether it can be expected to suffice. */
  fits: boolean;
};

export type PermissionSetChoices = {
  /** Those that fit first, the least powerful before the others. */
  choices: PermissionSetChoice[];
  /** The least powerful that fits; null where none does. */
  suggested: string | null;
  /** More than one fits, or none does: a person has to say which. */
  mustChoose: boolean;
};

/** An administrator may have allowed it since; one that worked is changed seldom. */
const DENIAL_DAYS = 1;
const SUCCESS_DAYS = 90;

const administrators = /admin|power|full.?access|owner|root/i;
const readers = /read|view|audit|observ|monitor|billing|report/i;
const powers: readonly GuessedPower[] = ['reads', 'works', 'administers'];

/** @returns by the permission set's name; `works` where the name tells nothing */
export function guessedPower(permissionSet: string): GuessedPower {
  if (administrators.test(permissionSet)) return 'administers';
  return readers.test(permissionSet) && !/write|operat/i.test(permissionSet) ? 'reads' : 'works';
}

/**
 * Which of a person's permission sets in an account are fit for something: the least powerful that can be expected to
 * suffice is suggested.
 * @param needs IAM actions, such as s3:PutLifecycleConfiguration
 */
export function choosePermissionSet({
  permissionSets,
  needs,
  uses,
}: {
  permissionSets: readonly string[];
  needs: readonly string[];
  uses: readonly PermissionSetUse[];
}): PermissionSetChoices {
  const writes = needs.some(isWrite);
  const choices = [...new Set(permissionSets)]
    .map((permissionSet): PermissionSetChoice => {
      const power = guessedPower(permissionSet);
      const standing = standingOf({ permissionSet, needs, uses });
      const fits = standing === 'worked' || (standing === 'untried' && !(writes && power === 'reads'));
      return { permissionSet, power, standing, fits };
    })
    .sort(byFitness);
  const fitting = choices.filter(({ fits }) => fits);
  return { choices, suggested: fitting[0]?.permissionSet ?? null, mustChoose: fitting.length !== 1 };
}

function byFitness(a: PermissionSetChoice, b: PermissionSetChoice): number {
  if (a.fits !== b.fits) return a.fits ? -1 : 1;
  const power = powers.indexOf(a.power) - powers.indexOf(b.power);
  if (power !== 0) return power;
  if (a.standing !== b.standing) return a.standing === 'worked' ? -1 : b.standing === 'worked' ? 1 : 0;
  return a.permissionSet < b.permissionSet ? -1 : 1;
}

function standingOf({
  permissionSet,
  needs,
  uses,
}: {
  permissionSet: string;
  needs: readonly string[];
  uses: readonly PermissionSetUse[];
}): PermissionSetChoice['standing'] {
  const known = uses.filter(
    (use) =>
      use.permissionSet === permissionSet &&
      needs.includes(use.action) &&
      use.daysAgo <= (use.allowed ? SUCCESS_DAYS : DENIAL_DAYS),
  );
  if (known.some(({ allowed }) => !allowed)) return 'denied';
  const isEnough = needs.length > 0 && needs.every((action) => known.some((use) => use.action === action));
  return isEnough ? 'worked' : 'untried';
}

/** By IAM's own words for actions: what does not get, list, view or describe changes something. */
function isWrite(action: string): boolean {
  return !/:(Get|List|View|Describe)/.test(action);
}
