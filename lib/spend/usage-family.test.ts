import { expect, test } from 'vitest';
import { usageFamily } from './usage-family.ts';

test.each([
  ['TimedStorage-ByteHrs', 'TimedStorage'],
  ['EUC1-TimedStorage-SIA-ByteHrs', 'TimedStorage'],
  ['EU-Requests-Tier1', 'Requests'],
  ['APN2-DataTransfer-Out-Bytes', 'DataTransfer'],
  ['USW2-USE1-AWS-Out-Bytes', 'DataTransfer'],
  ['USE2-EarlyDelete-ByteHrs', 'EarlyDelete'],
  ['EUW1-Monitoring-Automation-INT', 'Monitoring-Automation-INT'],
  ['TagStorage-TagHrs', 'TagStorage-TagHrs'],
])('%s is %s', (usageType, family) => {
  expect(usageFamily(usageType)).toBe(family);
});
