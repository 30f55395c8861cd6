import { expect, it } from 'vitest';
import { abortRule } from './own-rule.ts';
import { rulesToXml } from './xml.ts';

it('writes rules as the S3 API has them', () => {
  const rule = {
    Status: 'Enabled',
    ID: 'a<&>b',
    Transitions: [
      { Days: 30, StorageClass: 'STANDARD_IA' },
      { Days: 90, StorageClass: 'GLACIER' },
    ],
    Filter: { And: { Prefix: 'x\ry', Tags: [{ Key: 'k', Value: '' }] } },
    FutureAction: { Deep: [1, 2] },
  };
  expect(
    rulesToXml({ rules: [rule, { ...abortRule(7), Filter: {} }] }),
  ).toBe(`<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
  <Rule>
    <ID>a&lt;&amp;&gt;b</ID>
    <Filter>
      <And>
        <Prefix>x&#13;y</Prefix>
        <Tag>
          <Key>k</Key>
          <Value></Value>
        </Tag>
      </And>
    </Filter>
    <Status>Enabled</Status>
    <Transition>
      <Days>30</Days>
      <StorageClass>STANDARD_IA</StorageClass>
    </Transition>
    <Transition>
      <Days>90</Days>
      <StorageClass>GLACIER</StorageClass>
    </Transition>
    <FutureAction>
      <Deep>1</Deep>
      <Deep>2</Deep>
    </FutureAction>
  </Rule>
  <Rule>
    <ID>straybytes-abort-incomplete-mpu</ID>
    <Filter/>
    <Status>Enabled</Status>
    <AbortIncompleteMultipartUpload>
      <DaysAfterInitiation>7</DaysAfterInitiation>
    </AbortIncompleteMultipartUpload>
  </Rule>
</LifecycleConfiguration>`);
});
