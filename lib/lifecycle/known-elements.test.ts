import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validConfiguration } from './arbitrary-rule.test-support.ts';
import { unknownElements } from './known-elements.ts';
import { rulesToXml } from './xml.ts';

it('knows every element of every rule shape', () => {
  fc.assert(
    fc.property(validConfiguration, (config) => {
      expect(unknownElements(rulesToXml(config))).toEqual([]);
    }),
  );
});

it('names what it does not know, once, wherever it is', () => {
  const xml = `<?xml version="1.0"?><!-- <Comment/> --><s3:LifecycleConfiguration xmlns:s3="x"><Rule><ID><![CDATA[<Data>]]></ID>
    <Filter><ObjectAge>3</ObjectAge></Filter><FutureAction a="<"/><FutureAction></FutureAction></Rule></s3:LifecycleConfiguration>`;
  expect(unknownElements(xml)).toEqual(['FutureAction', 'ObjectAge']);
});
