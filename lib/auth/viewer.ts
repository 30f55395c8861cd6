import { mayRole, type Power, type Role } from '#lib/auth/power.ts';

/** Who looks at a page, clicks, or calls the API. */
export type Viewer = {
  /** What Activity says: a person's name, which nobody else has here. */
  name: string;
  /** What it may now: less than `granted` while `reduced` says why. */
  role: Role;
  /** What an administrator gave it. */
  granted: Role;
  kind: 'local' | 'person' | 'token';
  personId: string | null;
  email: string | null;
  sessionId: string | null;
  /** Why it may less than it was given; null: it may all of it. */
  reduced: null | 'secondFactor';
  /** Whether its role's power over people counts: on an open server that looks at a real estate it does not. */
  mayPeople: boolean;
  /** Where it comes from: an IP address; empty when nobody knows. */
  address: string;
};

/** Whether somebody may do something: the one answer for pages, actions and calls. */
export function may(viewer: Viewer, power: Power): boolean {
  return mayRole(viewer.role, power) && (power !== 'people' || viewer.mayPeople);
}
