import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validConfiguration } from './arbitrary-rule.test-support.ts';
import { unknownElements } from './known-elements.ts';
import { rulesToXml } from './xml.ts';

it('every element of every rule shape of today is known', () => {
  fc.assert(
    fc.property(validConfiguration, (config) => {
      expect(unknownElements(rulesToXml(config))).toEqual([]);
    }),
  );
});

it('others are named once, wherever they are, without what is in them', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><!-- <Comment/> -->
<s3:LifecycleConfiguration xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/" note="a > b">
  <Rule><ID><![CDATA[<Data>]]></ID><Filter><ObjectAge>3</ObjectAge></Filter><Days>1</Days>
    <FutureAction a="<"><Deep/><Rule/></FutureAction><FutureAction/></Rule><Filter/>
</s3:LifecycleConfiguration>`;
  expect(unknownElements(xml)).toEqual([
    'Filter/ObjectAge',
    'LifecycleConfiguration/Filter',
    'Rule/Days',
    'Rule/FutureAction',
  ]);
});

it('another document is unknown as a whole', () => {
  expect(unknownElements('<Error><Code>AccessDenied</Code></Error>')).toEqual(['Error']);
  expect(unknownElements('')).toEqual([]);
});
