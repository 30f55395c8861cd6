/** What a permission set could do some days ago; AWS's portal does not tell what one allows. */
export type PermissionSetUse = { permissionSet: string; action: string; allowed: boolean; daysAgo: number };

/**
 * Stands in place of a permission set's name, and can be none: what a policy of the organization denied says nothing of the
 * set it was tried with.
 */
export const ANY_PERMISSION_SET = '*';

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
  /** The least powerful that fits; null where none does, or where a denial alone would lead to far more power. */
  suggested: string | null;
  /** Not exactly one fits, it may do far more than this needs, or the organization denies it: a person has to say which. */
  mustChoose: boolean;
  /** What of it a policy of the organization denied, of some resource, less than a day ago, and nothing was allowed of since. */
  deniedByOrganization: string[];
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
 * suffice is suggested. What administers by its name is never chosen for somebody, nor suggested because a lesser one was
 * denied something, which may be so of one bucket only.
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
  const byName = (power: GuessedPower) => !(writes && power === 'reads');
  const choices = [...new Set(permissionSets)]
    .map((permissionSet): PermissionSetChoice => {
      const power = guessedPower(permissionSet);
      const standing = standingOf({ permissionSet, needs, uses });
      const fits = standing === 'worked' || (standing === 'untried' && byName(power));
      return { permissionSet, power, standing, fits };
    })
    .sort(byFitness);
  const fitting = choices.filter(({ fits }) => fits);
  const [least] = fitting;
  const isLeap =
    least?.power === 'administers' &&
    least.standing === 'untried' &&
    choices.some(({ power, standing }) => standing === 'denied' && power !== 'administers' && byName(power));
  const deniedByOrganization = ofOrganization({ needs, uses });
  return {
    choices,
    suggested: isLeap ? null : (least?.permissionSet ?? null),
    mustChoose: fitting.length !== 1 || least?.power === 'administers' || deniedByOrganization.length > 0,
    deniedByOrganization,
  };
}

function ofOrganization({ needs, uses }: { needs: readonly string[]; uses: readonly PermissionSetUse[] }): string[] {
  return needs.filter((action) => {
    const known = uses.filter((use) => use.action === action);
    const denied = known.find(({ permissionSet }) => permissionSet === ANY_PERMISSION_SET);
    if (!denied || denied.daysAgo > DENIAL_DAYS) return false;
    return !known.some(({ allowed, daysAgo }) => allowed && daysAgo < denied.daysAgo);
  });
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
