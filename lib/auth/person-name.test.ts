import { describe, expect, it } from 'vitest';
import { nameOfAddress, nameOfPerson, personName } from './person-name.ts';

describe('the name of a person', () => {
  it.each([
    ['Zoe\u0308', 'Zo\u00eb'],
    [' Ada  Lovelace\u00a0', 'Ada Lovelace'],
    ['Zoë O’Neill-Łukasz', 'Zoë O’Neill-Łukasz'],
    ['Анна Петрова', 'Анна Петрова'],
    ['Νίκος', 'Νίκος'],
    ['김소라 (Sora Kim)', '김소라 (Sora Kim)'],
    ['山田 タロウ', '山田 タロウ'],
  ])('%j is %j', (typed, name) => {
    expect(nameOfPerson.parse(typed)).toBe(name);
  });

  it.each([
    ['\u0410da', 'one alphabet'],
    ['Αda', 'one alphabet'],
    ['Аnnа', 'one alphabet'],
    ['Ada\u200b', 'cannot be seen'],
    ['Ada\u202eb', 'cannot be seen'],
    ['Ada\u00ad', 'cannot be seen'],
    ['Ada\u3164', 'cannot be seen'],
    ['Ada\u2800', 'cannot be seen'],
    ['Ada\ufe0f', 'cannot be seen'],
    ['Ada\u{e0041}', 'cannot be seen'],
    ['Ada\u034f', 'cannot be seen'],
    ['\u00a0', 'a name, as others'],
    ['Local', 'no program'],
    ['API\u00a0 token x', 'no program'],
    ['Ap\u0131 token.', 'no program'],
    ['single-sign-on!', 'no program'],
    ['ada@example.com', 'no e-mail address'],
    ['ada\uff20example.com', 'no e-mail address'],
    ['ＬＯＣＡＬ', 'no program'],
    ['LocaI', 'no program'],
    ['5chedu1e \u2605', 'no pictures'],
    ['Vera Sato\u{1d159}', 'no pictures'],
    ['Ada \u{1f469}', 'no pictures'],
    ['x'.repeat(81), 'at most 80'],
  ])('%j is none: %s', (typed, why) => {
    const { success, error } = nameOfPerson.safeParse(typed);
    expect(success).toBe(false);
    expect(error?.issues.map(({ message }) => message).join()).toContain(why);
  });

  it('of a provider is cut', () => {
    expect(personName('x'.repeat(90))).toBe('x'.repeat(80));
    expect(personName('\u0410da')).toBeNull();
    expect(personName('ada@example.com')).toBeNull();
    expect(nameOfAddress('ada@example.com')).toBe('ada@example.com');
  });
});
