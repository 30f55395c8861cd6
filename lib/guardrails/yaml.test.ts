import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plain, toYaml } from './yaml.ts';
import { readYaml } from './yaml-reader.test-support.ts';

describe('toYaml', () => {
  it('is block style, with every text quoted', () => {
    const value = { Version: '2012-10-17', On: 'no', list: [{ a: 1, b: [] }, ['x'], {}, null], 'sts:ExternalId': true };
    expect(toYaml(value)).toBe(`Version: "2012-10-17"
"On": "no"
list:
  - a: 1
    b: []
  - - "x"
  - {}
  - null
"sts:ExternalId": true
`);
  });

  it('escapes what YAML does not take as it is', () => {
    expect(toYaml('a\n"\\\u0085\u2028\u007f')).toBe(`${String.raw`"a\n\"\\\u0085\u2028\u007f"`}\n`);
  });

  it('is read back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (json) => {
        // The cast holds: it has just been through JSON.
        const value = JSON.parse(JSON.stringify(json)) as Plain;
        expect(readYaml(toYaml(value))).toEqual(value);
      }),
    );
  });
});
