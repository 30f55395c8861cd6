import { describe, expect, it } from 'vitest';
import type { Person } from '#lib/data/people.ts';
import { headlineOf, someNames, withoutSecondFactor } from './people-words.ts';

const person = (name: string, over: Partial<Person> = {}): Person => ({
  personId: name,
  name,
  email: `${name}@example.com`,
  role: 'viewer',
  secondFactor: false,
  hasPassword: true,
  createdAt: new Date(0),
  lastSignInAt: null,
  disabledAt: null,
  roleFromGroups: false,
  sessions: 0,
  ...over,
});

describe('people in words', () => {
  it('counts who can sign in, not who is disabled', () => {
    const off = person('off', { role: 'administrator', disabledAt: new Date(0) });
    expect(headlineOf([])).toBe('Nobody can sign in yet.');
    expect(headlineOf([off])).toBe('Nobody can sign in yet.');
    expect(headlineOf([person('a', { role: 'administrator' }), off])).toBe('One person can sign in.');
    expect(headlineOf([person('a', { role: 'administrator' }), person('b'), off])).toBe(
      '2 people can sign in, 1 of them is an administrator.',
    );
    expect(headlineOf([person('a', { role: 'administrator' }), person('b', { role: 'administrator' })])).toBe(
      '2 people can sign in, 2 of them are administrators.',
    );
  });

  it('finds whom a required second factor concerns', () => {
    const people = [
      person('looks'),
      person('fixes', { role: 'operator' }),
      person('has', { role: 'operator', secondFactor: true }),
      person('sso', { role: 'administrator', hasPassword: false }),
      person('off', { role: 'operator', disabledAt: new Date(0) }),
    ];
    expect(withoutSecondFactor(people).map(({ name }) => name)).toEqual(['fixes']);
  });

  it('names a few', () => {
    expect(someNames(['Robin'])).toBe('Robin');
    expect(someNames(['Robin', 'Kim', 'Ada'])).toBe('Robin, Kim and Ada');
    expect(someNames(['Robin', 'Kim', 'Ada', 'Bo', 'Cy'])).toBe('Robin, Kim, Ada and 2 more');
  });
});
