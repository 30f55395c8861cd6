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
  if (permissionSet === suggested)
    return fitting > 1
      ? `${known}; the least powerful of the ${fitting} that fit.`
      : `${known}; the only one that fits.`;
  return power === 'administers' ? `${known}; by its name it may do far more than this needs.` : `${known}.`;
}
