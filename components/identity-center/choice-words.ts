import type { PermissionSetChoice, PermissionSetChoices } from '#lib/permission-sets/choose.ts';

/** Why a permission set is suggested, or is not: AWS does not tell what one allows, so this says what is known. */
export function choiceWords(
  { permissionSet, power, standing, fits }: PermissionSetChoice,
  { suggested, choices }: Pick<PermissionSetChoices, 'suggested' | 'choices'>,
): string {
  const fitting = choices.filter((choice) => choice.fits).length;
  if (standing === 'denied') return 'Was denied this here less than a day ago.';
  if (!fits) return 'By its name it only reads, so this would be denied.';
  const known = standing === 'worked' ? 'This worked with it here before' : 'Not tried here yet';
  const more = power === 'administers' ? 'by its name it may do far more than this needs' : null;
  const least = fitting > 1 ? `the least powerful of the ${fitting} that fit` : 'the only one that fits';
  return `${[known, permissionSet === suggested && least, more].filter(Boolean).join('; ')}.`;
}

/** What no choice changes, where it is so: such a policy may be about one bucket or tag. Null: nothing is known of such. */
export function organizationWords({
  deniedByOrganization,
}: Pick<PermissionSetChoices, 'deniedByOrganization'>): string | null {
  if (deniedByOrganization.length === 0) return null;
  return `A policy of the organization (an SCP or RCP) denied ${deniedByOrganization.join(', ')} to a person in this account less than a day ago, which may be so of one resource only. Where it is so, a more powerful permission set does not outweigh it.`;
}
