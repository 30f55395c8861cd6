import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validateLifecycle } from '#lib/demo/s3/lifecycle-validation.ts';
import { validConfiguration } from '#lib/lifecycle/arbitrary-rule.test-support.ts';
import { mergeFix } from '#lib/lifecycle/merge.ts';

/** What S3 holds it has accepted once; a generated configuration that it would refuse is no bucket's. */
const held = validConfiguration.filter(({ rules }) => rules.length === 0 || validateLifecycle(rules) === null);

it('S3 accepts every merge into a configuration that it holds', () => {
  fc.assert(
    fc.property(held, fc.integer({ min: 1, max: 60 }), fc.boolean(), (config, days, removeExpiredDeleteMarkers) => {
      const result = mergeFix({ config, days, removeExpiredDeleteMarkers });
      if (!result.ok) throw result.error;
      expect(validateLifecycle(result.value.after.rules)).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

it('most generated configurations are such as S3 holds', () => {
  const sample = fc.sample(validConfiguration, 500).filter(({ rules }) => rules.length > 0);
  const accepted = sample.filter(({ rules }) => validateLifecycle(rules) === null);
  expect(accepted.length / sample.length).toBeGreaterThan(0.5);
});
