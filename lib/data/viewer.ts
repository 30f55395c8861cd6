import { cache } from 'react';
import { type Power, powers, type Role } from '#lib/auth/power.ts';
import { env } from '#lib/env.ts';
import { findViewer, may } from '#lib/session.ts';

/** What the frame and the buttons of every page know of who looks. */
export type ViewerFacts = {
  name: string;
  email: string | null;
  role: Role;
  /** More than `role` while `reduced` says why. */
  granted: Role;
  /** Whether nobody has to sign in. */
  local: boolean;
  reduced: null | 'secondFactor';
  powers: Power[];
  /** Whether the estate is a simulated one, where anybody may try everything. */
  simulated: boolean;
};

/** Null: nobody is signed in. */
export const getViewer = cache(async (): Promise<ViewerFacts | null> => {
  const viewer = await findViewer();
  if (!viewer) return null;
  const { name, email, role, granted, kind, reduced } = viewer;
  return {
    name,
    email,
    role,
    granted,
    local: kind === 'local',
    reduced,
    powers: powers.filter((power) => may(viewer, power)),
    simulated: env().CLOCK_CONTROL_URL !== undefined,
  };
});
