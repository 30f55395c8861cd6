import { describe, expect, it } from 'vitest';
import { maskText, parseMask } from '../mask.ts';
import type { Found } from './alert.ts';
import { alertWords } from './alert-words.ts';
import { maskAlerts } from './mask-alert.ts';

const place = { accountId: '111122223333', accountName: 'analytics' };
const samples: Found[] = [
  {
    kind: 'growth',
    usd: 62.4,
    percent: 18.2,
    totalUsd: 412,
    since: '2026-11-22T06:00:00.000Z',
    buckets: [{ ...place, bucket: 'analytics-athena', usd: 60.1 }],
  },
  {
    kind: 'returned',
    ...place,
    bucket: 'nightly-backups',
    monthlyUsd: 30,
    provedAt: '2026-11-04T06:00:00.000Z',
    likelyCause: 'Athena, cancelled queries',
  },
  {
    kind: 'budget',
    ...place,
    name: 'analytics-all',
    currency: 'USD',
    limit: '1000',
    actual: '700',
    forecast: '1250',
    forecastPercent: 125,
    over: false,
  },
  {
    kind: 'guardrail',
    ...place,
    check: 'root-without-mfa',
    title: 'The root user has no MFA',
    evidence: 'The root user of 111122223333 has no MFA.',
  },
];

describe('an alert', () => {
  it.each(samples.map((found) => [found.kind, found] as const))('of %s says what, where and what to do', (_, found) => {
    expect(alertWords(found)).toMatchSnapshot();
  });

  it.each(['accounts,buckets,amounts', 'accounts:hide,buckets:hide,amounts:hide', 'accounts', 'buckets', 'amounts'])(
    'masked as %s has nothing of what is masked, in words, facts and addresses',
    (text) => {
      const mask = parseMask(text);
      if (!mask) throw new Error(`${text} is no mask.`);
      expect(maskText(mask)).toBe(text);
      const alerts = samples.map((found, i) => ({ key: `${found.kind}/${place.accountId}@${i}`, found }));
      const masked = maskAlerts(alerts, mask, 'a secret of at least thirty-two characters');
      const told = JSON.stringify(masked.map((alert) => [alert, alertWords(alert.found, { named: false })]));
      const secrets = {
        accounts: [place.accountId, '"analytics"', 'analytics-all', '(analytics)'],
        buckets: ['nightly-backups', 'athena"'],
        amounts: ['62.4', '412', '60.1', '$', '1250', '1000', '700'],
      };
      for (const [what, words] of Object.entries(secrets))
        for (const word of words) {
          if (text.includes(what)) expect(told, word).not.toContain(word);
        }
    },
  );

  it('names no account that only a bucket of another one tells', () => {
    const mask = parseMask('accounts');
    if (!mask) throw new Error('no mask');
    const alerts = samples.map((found) => ({
      key: 'x',
      found: { ...found, ...('bucket' in found && { bucket: 'acme-legacy-logs' }) } as Found,
    }));
    expect(JSON.stringify(alerts)).toContain('acme-legacy');
    const masked = maskAlerts(alerts, mask, 'x'.repeat(32), ['Acme Legacy']);
    expect(JSON.stringify(masked)).not.toContain('acme-legacy');
  });

  it('with shares for amounts says per cent', () => {
    const mask = parseMask('amounts');
    if (!mask) throw new Error('no mask');
    const [first] = maskAlerts([{ key: 'x', found: samples[0] as Found }], mask, 'x'.repeat(32));
    expect(first && alertWords(first.found).headline).toBe('Waste grew by 18 % within a day');
  });
});
