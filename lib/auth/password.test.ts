import { afterEach, describe, expect, it, vi } from 'vitest';
import { estimatePassword } from './password.ts';

const ada = { name: 'Ada Lovelace', email: 'ada.lovelace@example.com' };

afterEach(() => vi.restoreAllMocks());

describe('a password', () => {
  it.each([
    'quartz lantern omelette 47',
    'vK9#mwQ2!zRt',
    '비밀번호를아무도모른다 열셋',
    'xxxxxKp3&vQz!94mT',
    '82#94!7k$53@61%',
    '4718093526summer8302947165',
  ])('%s is taken', async (password) => {
    expect(await estimatePassword({ password, ...ada })).toMatchObject({ accepted: true, advice: null });
  });

  it.each([
    ['', /At least 10/],
    ['vK9#mwQ2!', /At least 10/],
    ['vK9#mwQ2!zRt'.repeat(11), /At most 128/],
    ['password1234', /./],
    ['qwertyuiop', /./],
    ['p4$$w0rd&1234', /./],
    ['!|0v3y0u1l0v3y0u', /./],
    ['aaaaaaaaaaaaaaaa', /./],
    ['2026-11-232026-11-23', /./],
    // What somebody knows who knows the person.
    ['AdaLovelace1', /./],
    ['lovelace_ada', /./],
    ['Ada-Lovelace-example-com', /name or address/],
    ['ada.lovelace@example.com', /./],
    ['straybytes2026', /./],
    // What is tried first at everybody.
    ...[
      ...['Summer2026!!', '2026!Winter!!', 'Welcome2026!!', 'Qwerty2026!!', 'Admin2026!!!', 'Changeme2026!'],
      ...['Aws12345!!', 'Korea123!@#', 'Elephant!9472', 'W3lcome2026!!'],
      ...['Summer2026!!!!!!!!', '12345Welcome67890!!', 'Summer2026-11-23!'],
    ].map((sprayed): [string, RegExp] => [sprayed, /one word with digits and signs/]),
  ])('%s is refused, with what to do', async (password, advice) => {
    const estimate = await estimatePassword({ password, ...ada });
    expect(estimate.accepted).toBe(false);
    expect(estimate.advice).toMatch(advice);
  });

  it('of many signs for letters costs no more than a few readings of it', async () => {
    await estimatePassword({ password: 'quartz lantern omelette 47', ...ada });
    const { slice } = String.prototype;
    let slices = 0;
    vi.spyOn(String.prototype, 'slice').mockImplementation(function (this: string, ...of) {
      slices++;
      return slice.apply(this, of);
    });
    await estimatePassword({ password: '4@8({[<361|!|1|7|0|5$|+7|2%'.repeat(5).slice(0, 128), ...ada });
    expect(slices).toBeGreaterThan(1_000);
    expect(slices).toBeLessThan(100_000);
  });
});
