import { roleActions } from '../access.ts';
import type { SsoPlan } from '../sso/plan.ts';
import { demoStartUrl } from '../sso/portal-url.ts';
import { accountIds } from './accounts.ts';

const { core, analytics, media, sandbox } = accountIds;
const sets = { viewer: 'StraybytesViewer', operator: 'StraybytesOperator', administrator: 'AdministratorAccess' };

/** Four people with different permission sets: one who may do everything, two with a part each, one who only plays. */
export const directory: SsoPlan = {
  startUrl: demoStartUrl,
  people: [
    { userName: 's.kim', name: 'Sora Kim' },
    { userName: 'a.rossi', name: 'Alba Rossi' },
    { userName: 'd.novak', name: 'Dana Novak' },
    { userName: 'l.meyer', name: 'Lou Meyer' },
  ],
  permissionSets: {
    [sets.viewer]: roleActions.read,
    [sets.operator]: roleActions.fix,
    [sets.administrator]: ['*'],
  },
  assignments: [
    {
      person: 's.kim',
      accountIds: [analytics, accountIds['data-platform'], media, accountIds['ml-research']],
      permissionSets: [sets.viewer, sets.operator],
    },
    { person: 'a.rossi', accountIds: [core, analytics, accountIds['data-platform']], permissionSets: [sets.viewer] },
    { person: 'd.novak', accountIds: Object.values(accountIds), permissionSets: Object.values(sets) },
    { person: 'l.meyer', accountIds: [sandbox], permissionSets: [sets.administrator] },
  ],
};
