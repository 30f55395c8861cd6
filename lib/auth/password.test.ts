import { describe, expect, it } from 'vitest';
import { estimatePassword } from './password.ts';

const ada = { name: 'Ada Lovelace', email: 'ada.lovelace@example.com' };

describe('a password', () => {
  it.each(['quartz lantern omelette 47', 'vK9#mwQ2!zRt', '비밀번호를아무도모른다 열셋', 'xxxxxKp3&vQz!94mT'])(
    '%s is taken',
    async (password) => {
      expect(await estimatePassword({ password, ...ada })).toMatchObject({ accepted: true, advice: null });
    },
  );

  it.each([
    ['', /At least 10/],
    ['vK9#mwQ2!', /At least 10/],
    ['vK9#mwQ2!zRt'.repeat(11), /At most 128/],
    ['password1234', /./],
    ['qwertyuiop', /./],
    ['aaaaaaaaaaaaaaaa', /./],
    ['2026-11-232026-11-23', /./],
    // What somebody knows who knows the person.
    ['AdaLovelace1', /./],
    ['lovelace_ada', /./],
    ['Ada-Lovelace-example-com', /name or address/],
    ['ada.lovelace@example.com', /./],
    ['straybytes2026', /./],
  ])('%s is refused, with what to do', async (password, advice) => {
    const estimate = await estimatePassword({ password, ...ada });
    expect(estimate.accepted).toBe(false);
    expect(estimate.advice).toMatch(advice);
  });
});
