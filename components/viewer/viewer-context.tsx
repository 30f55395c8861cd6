'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { type Power, powers } from '#lib/auth/power.ts';
import type { ViewerFacts } from '#lib/data/viewer.ts';
import { whyNot } from './why-not.ts';

const ViewerContext = createContext<ViewerFacts | null>(null);

/** Tells every button below who looks. It decides nothing: lib asks again on every click. */
export function ViewerProvider({ viewer, children }: { viewer: ViewerFacts | null; children: ReactNode }) {
  return (
    <ViewerContext value={viewer}>
      {children}
      {powers.map((power) => {
        const why = whyNot(viewer, power);
        return (
          why && (
            <span key={power} id={whyId(power)} hidden>
              {why}
            </span>
          )
        );
      })}
    </ViewerContext>
  );
}

export function useViewer(): ViewerFacts | null {
  return useContext(ViewerContext);
}

/** Why who looks may not do something, in words, and the id of an element that says so; null: they may. */
export function useWhyNot(power: Power): { why: string; describedBy: string } | null {
  const why = whyNot(useViewer(), power);
  return why === null ? null : { why, describedBy: whyId(power) };
}

function whyId(power: Power): string {
  return `why-not-${power}`;
}
