'use client';

import type { Power } from '#lib/auth/power.ts';
import { useWhyNot } from './viewer-context.tsx';
import classes from './why-not-note.module.css';

/** The reason why the controls beside it are off, in a line; nothing for who may. */
export function WhyNotNote({ power }: { power: Power }) {
  const not = useWhyNot(power);
  return not && <p className={classes.note}>{not.why}</p>;
}
