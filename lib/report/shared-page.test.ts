import { expect, it } from 'vitest';
import { maskReport, noMask } from './mask.ts';
import { sampleBucket, sampleReport } from './sample.test-support.ts';
import { closedPage, sharedPage } from './shared-page.ts';

const place = { origin: 'http://localhost:3000', token: 'T'.repeat(43) };
const secret = 'a secret of at least thirty-two characters';

it('says the week, its buckets and its figures', () => {
  const page = sharedPage(sampleReport(), place);
  for (const text of [
    'Week 47',
    '$412 a month',
    'athena-results-apne2',
    '데이터 플랫폼',
    '88 of 142 buckets protected',
  ])
    expect(page).toContain(text);
});

it('takes names for text', () => {
  const page = sharedPage(
    sampleReport({ mostWasteful: [sampleBucket({ bucket: '<script>x</script>', accountName: '"&' })] }),
    place,
  );
  expect(page).toContain('&lt;script&gt;x&lt;/script&gt;');
  expect(page).toContain('&quot;&amp;');
  expect(page).not.toContain('<script');
});

it('has nothing that the mask takes out', () => {
  const masked = maskReport(
    sampleReport(),
    { ...noMask, accounts: 'alias', buckets: 'alias', amounts: 'hidden' },
    secret,
  );
  const page = sharedPage(masked, place);
  for (const text of [
    'athena-results',
    'warehouse',
    'nightly',
    '111122223333',
    'analytics',
    '데이터',
    '412',
    '174',
    '11,210',
  ])
    expect(page).not.toContain(text);
  expect(page).toMatch(/bucket-[0-9a-z]{6}/);
  expect(page).not.toMatch(/A month|class="num"/);
  expect(sharedPage(sampleReport(), place)).toMatch(/A month<[\s\S]*<td class="num">\$174</);
});

it('says of a link that ended only that', () => {
  expect(closedPage('This link shows nothing.')).toContain('<h1>This link shows nothing.</h1>');
});
