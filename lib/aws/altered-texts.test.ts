import { expect, test } from 'vitest';
import { alteredTexts } from './altered-texts.ts';

const rule = (prefix: string) => `<Rule><ID>x</ID><Filter><Prefix>${prefix}</Prefix></Filter></Rule>`;
const read = (Prefix: string) => [{ ID: 'x', Filter: { Prefix } }];

test('texts that were read as they stand are the same, whatever their order and entities', () => {
  expect(alteredTexts({ xml: rule('a &amp; &#98;&#x2f;\t'), rules: read('a & b/\t') })).toEqual([]);
  expect(alteredTexts({ xml: rule('a') + rule('b'), rules: [...read('b'), ...read('a')] })).toEqual([]);
  expect(alteredTexts({ xml: '<Rule><ID/><Filter><Prefix/></Filter></Rule>', rules: [{ Filter: {} }] })).toEqual([]);
  const tags = '<s3:Tag><s3:Key>k</s3:Key><s3:Value></s3:Value></s3:Tag>';
  expect(alteredTexts({ xml: tags, rules: [{ Filter: { Tag: { Key: 'k', Value: '' } } }] })).toEqual([]);
});

test.each(['\n', ' \n ', ' a', 'a\n', '<![CDATA[a]]>'])(
  'a prefix %j that was read as another one is told',
  (prefix) => {
    expect(alteredTexts({ xml: rule(prefix), rules: read(prefix.trim().slice(0, 1)) })).toEqual(['Prefix']);
  },
);

test('a tag value is told too', () => {
  const xml = '<Tag><Key>k</Key><Value>\n</Value></Tag>';
  expect(alteredTexts({ xml, rules: [{ Filter: { Tag: { Key: 'k', Value: '' } } }] })).toEqual(['Value']);
});
