import { getHubPlace } from '#lib/data/connection.ts';
import { getPlaces } from '#lib/data/scope.ts';
import classes from './role-switch.module.css';
import { RoleSwitchForm } from './role-switch-form.tsx';

/** The generator of a role-switching set-up, with the accounts that are known to choose from. */
export async function RoleSwitch() {
  const [places, { partition }] = await Promise.all([getPlaces(), getHubPlace()]);
  const accounts = places.filter(({ accountId }) => /^\d{12}$/.test(accountId));
  return (
    <div className={classes.form}>
      <RoleSwitchForm accounts={accounts.map(({ accountId, name }) => ({ accountId, name }))} partition={partition} />
    </div>
  );
}
