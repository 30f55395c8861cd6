import type { AppError } from '#lib/errors.ts';
import { deniedAsOneself } from '#lib/identity-center/as-oneself.ts';
import { notePermissionSetUse } from '#lib/store/permission-set-uses.ts';
import type { Learnt } from './learnt.ts';
import type { OwnLook } from './own-look.ts';

type Place = { own: OwnLook; learnt: Learnt; accountId: string };

/** Notes once a run what the person's permission set could do; what it could not do anywhere stays denied. */
export async function learnOwnAllowed({
  own,
  learnt,
  accountId,
  actions,
}: Place & { actions: readonly string[] }): Promise<void> {
  const news = actions.filter((action) => learnt.isNew(`own ${action}`));
  const { permissionSet } = own.owner;
  if (news.length > 0) await notePermissionSetUse({ accountId, permissionSet, actions: news, allowed: true });
}

/** Notes once a run what the permission set, or the organization, denied. */
export async function learnOwnDenied({ own, learnt, accountId, error }: Place & { error: AppError }): Promise<void> {
  const denied = deniedAsOneself(error, own.owner.permissionSet);
  if (denied === null) return;
  const { action, permissionSet } = denied;
  if (!learnt.isNew(`own ${action} denied to ${permissionSet}`)) return;
  // From now on nothing that is allowed of it elsewhere in this run ends that.
  learnt.isNew(`own ${action}`);
  await notePermissionSetUse({ accountId, permissionSet, actions: [action], allowed: false });
}
