import { describe, expect, it } from 'vitest';
import { powers } from '#lib/auth/power.ts';
import type { ViewerFacts } from '#lib/data/viewer.ts';
import { whoMay, whyNot } from './why-not.ts';

const viewer: ViewerFacts = {
  name: 'Robin',
  email: 'robin@example.com',
  role: 'viewer',
  granted: 'viewer',
  local: false,
  reduced: null,
  powers: ['look', 'export'],
  simulated: false,
};

describe('why not', () => {
  it('says nothing to who may', () => {
    expect(whyNot(viewer, 'export')).toBeNull();
    for (const power of powers) expect(whyNot({ ...viewer, powers: [...powers] }, power)).toBeNull();
  });

  it('names who may, and what one is', () => {
    expect(whyNot(viewer, 'fix')).toBe('Only operators and administrators may do this; you are a viewer.');
    const operator = { ...viewer, role: 'operator', granted: 'operator' } as const;
    expect(whyNot(operator, 'people')).toBe('Only administrators may do this; you are an operator.');
    expect(whoMay('look')).toBe('viewers, operators and administrators');
  });

  it('says what to do to who lacks only a second factor, and only for what that gives', () => {
    const reduced = { ...viewer, granted: 'operator', reduced: 'secondFactor' } as const;
    expect(whyNot(reduced, 'fix')).toContain('second factor');
    expect(whyNot(reduced, 'people')).toContain('Only administrators');
  });

  it('does not let the machine itself change people', () => {
    const local = { ...viewer, role: 'administrator', granted: 'administrator', local: true } as const;
    expect(whyNot(local, 'people')).toContain('nobody can sign in here yet');
  });

  it('sends who is signed out to the page', () => {
    expect(whyNot(null, 'look')).toContain('Nobody is signed in');
  });
});
