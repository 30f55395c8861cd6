import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute, block, call, expression, quoted } from './hcl.ts';
import { readHcl } from './hcl-reader.test-support.ts';
import type { Plain } from './yaml.ts';

describe('block', () => {
  it('puts the equals signs of neighbours in a column, as terraform fmt does', () => {
    const body = block('resource "x" "y"', [
      attribute('a', 1),
      attribute('long', 'b'),
      attribute('list', ['c', { d: null }]),
      attribute('e', true),
      '',
      block('inner', [attribute('for_each', expression('var.x'))]),
    ]);
    expect(body.lines.join('\n')).toBe(`resource "x" "y" {
  a    = 1
  long = "b"
  list = [
    "c",
    {
      d = null
    },
  ]
  e = true

  inner {
    for_each = var.x
  }
}`);
  });
});

describe('quoted', () => {
  it.each([
    [`${'$'}{aws:PrincipalAccount}`, `"$${'$'}{aws:PrincipalAccount}"`],
    ['%{if}', '"%%{if}"'],
    ['$${x}', String.raw`"$$\u007bx}"`],
    ['a"\n\b', String.raw`"a\"\n\u0008"`],
    ['$ { % $', '"$ { % $"'],
  ])('%s', (text, expected) => {
    expect(quoted(text)).toBe(expected);
  });
});

describe('call', () => {
  const odd = fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', '\n', '\b', 'a') });
  const anything = fc.oneof(fc.jsonValue({ stringUnit: 'grapheme' }), fc.dictionary(odd, fc.array(odd)));

  it('is read back as it was', () => {
    fc.assert(
      fc.property(anything, (json) => {
        // The cast holds: it has just been through JSON.
        const value = JSON.parse(JSON.stringify(json)) as Plain;
        const text = block('x', [attribute('y', call('f', value))])
          .lines.slice(1, -1)
          .join('\n');
        const inner = text.replace(/^ {2}y = f\(/, '').replace(/\)$/, '');
        expect(readHcl(inner)).toEqual(value);
      }),
    );
  });
});
