import { describe, expect, it } from 'vitest';
import { BYTES_PER_GB, monthlyUsd, storagePrice } from './storage-price.ts';
import { storagePriceTable } from './storage-price-table.ts';

/** Every region of the `aws` partition, as botocore 1.43's partitions.json lists them. */
const commercialRegions = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'mx-central-1', 'sa-east-1'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['af-south-1', 'il-central-1', 'me-south-1', 'me-central-1', 'ap-east-1', 'ap-east-2', 'ap-south-1', 'ap-south-2'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3'],
  ...['ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
];

describe('the table', () => {
  it('has a STANDARD price of every commercial region and no other', () => {
    expect(Object.keys(storagePriceTable).sort()).toEqual([...commercialRegions].sort());
    for (const row of Object.values(storagePriceTable)) expect(row).toHaveProperty('STANDARD');
  });

  it('says of every entry where and when it is from', () => {
    for (const entry of Object.values(storagePriceTable).flatMap((row) => Object.values(row))) {
      expect(entry.usdPerGibMonth).toBeGreaterThan(0);
      expect(entry.usdPerGibMonth).toBeLessThan(0.2);
      expect(entry.source).toMatch(/^AWS Price List|not read from the Price List$|not verified$/);
      expect(entry.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});

describe('the price of a part', () => {
  it.each([
    ['us-east-1', 'STANDARD', 0.023],
    ['ap-northeast-2', 'STANDARD', 0.025],
    ['ap-northeast-2', 'STANDARD_IA', 0.0138],
    ['eu-west-1', 'GLACIER_IR', 0.004],
    ['us-east-1', 'GLACIER', 0.023],
    ['us-east-1', 'DEEP_ARCHIVE', 0.021],
    ['eu-central-1', 'DEEP_ARCHIVE', 0.0245],
    ['sa-east-1', 'GLACIER', 0.0405],
    ['eu-west-2', 'INTELLIGENT_TIERING', 0.024],
  ])('in %s as %s is %s', (region, storageClass, usd) => {
    expect(storagePrice({ region, storageClass })).toMatchObject({ usdPerGibMonth: usd, fallback: false });
  });

  it.each([
    ['nowhere-1', 'STANDARD', 0.023, 'default, us-east-1 STANDARD: '],
    ['nowhere-1', 'STANDARD_IA', 0.0125, 'default, us-east-1 STANDARD_IA: '],
    ['eu-west-3', 'ONEZONE_IA', 0.01, 'default, us-east-1 ONEZONE_IA: '],
    ['eu-west-3', 'SNOW', 0.023, 'default, us-east-1 STANDARD: '],
    ['constructor', 'toString', 0.023, 'default, us-east-1 STANDARD: '],
    ['us-east-1', 'constructor', 0.023, 'default, us-east-1 STANDARD: '],
  ])('in %s as %s is the named default, marked', (region, storageClass, usd, source) => {
    const price = storagePrice({ region, storageClass });
    expect(price).toMatchObject({ usdPerGibMonth: usd, fallback: true });
    expect(price.source.startsWith(source)).toBe(true);
  });

  it('is what the operator set, 0 included', () => {
    expect(storagePrice({ region: 'x', storageClass: 'y', override: 0 })).toMatchObject({
      usdPerGibMonth: 0,
      fallback: false,
      source: 'PRICE_PER_GB_MONTH_USD',
    });
  });
});

it('a month of bytes is priced by GB of 2^30', () => {
  expect(monthlyUsd({ bytes: 100 * BYTES_PER_GB, region: 'us-east-1', storageClass: 'STANDARD' }).usd).toBeCloseTo(2.3);
  expect(monthlyUsd({ bytes: 0, region: 'us-east-1', storageClass: 'STANDARD' })).toEqual({ usd: 0, fallback: false });
  expect(monthlyUsd({ bytes: BYTES_PER_GB, region: 'x', storageClass: 'y', override: 0.5 }).usd).toBe(0.5);
});
