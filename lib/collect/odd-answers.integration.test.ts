import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoAccessKeyId } from '#lib/demo/caller.ts';
import { database } from '#lib/store/database.ts';
import { type Altered, type AlteringProxy, alteringProxy } from './altering-proxy.test-support.ts';
import {
  account,
  addUploads,
  collect,
  day,
  errors,
  type Lab,
  member,
  openLab,
  row,
  snapshot,
} from './collecting.test-support.ts';

let proxy: AlteringProxy;
let lab: Lab;

beforeEach(async () => {
  proxy = await alteringProxy();
  lab = await openLab({ environment: { AWS_ENDPOINT_URL: proxy.url, MEMBER_ACCOUNTS: `${member}:analytics` } });
  proxy.target = lab.aws.url;
  lab.aws.world.addAccount({ id: member, name: 'analytics' });
  lab.aws.world.addBucket({ accountId: account, name: 'kept', region: 'us-east-1' });
  addUploads(lab.aws, { bucket: 'kept', count: 5 });
});

afterEach(async () => {
  await lab.close();
  await proxy.close();
  expect(errors.splice(0)).toEqual([]);
});

async function storedUploads(): Promise<number> {
  const { rows } = await database().pool.query('select count(*)::int as count from upload');
  return rows[0].count;
}

async function lastKnown(): Promise<{ uploads: number; bytes: number }> {
  const { rows } = await database().pool.query(
    `select known_uploads as uploads, known_bytes::int as bytes from bucket where name = 'kept'`,
  );
  return rows[0];
}

/** Collects well, then badly: whatever the second collection met, nothing known is lost, and it says so. */
async function expectKept(says: RegExp, beforehand = 5, as: 'figures' | 'lastKnown' = 'figures'): Promise<void> {
  await collect();
  const before = await row('kept');
  expect(before.uploads).toBe(beforehand);
  proxy.alter = odd;
  const progress = await collect();
  expect(progress).toMatchObject({ status: 'completed', partial: true });
  expect(progress.problems.map(({ problem }) => problem).join()).toMatch(says);
  const { uploads, bytes } = before;
  if (as === 'figures') expect(await row('kept')).toMatchObject({ uploads, bytes });
  else expect(await lastKnown()).toEqual({ uploads, bytes });
  expect(await storedUploads()).toBe(beforehand);
}

let odd: AlteringProxy['alter'] = () => null;

describe('a list of buckets that is none', () => {
  test.each([
    ['an empty body', ''],
    ['a page of HTML', '<html><body>Please sign in</body></html>'],
    ['a document that was cut off', '<?xml version="1.0"?><ListAllMyBucketsResult><Buckets>'],
  ])('%s with status 200 empties no account', async (_what, body) => {
    odd = ({ url, authorization }) =>
      /^\/\?.*ListBuckets/.test(url) && authorization.includes(demoAccessKeyId) ? { status: 200, body } : null;
    await expectKept(/list the buckets of account/, 5, 'lastKnown');
  });
});

describe('a 404 that names no reason', () => {
  test.each([
    ['in words', '404 page not found'],
    ['with nothing', ''],
  ])('%s is no deleted bucket', async (_what, body) => {
    odd = ({ url }) => (/[?&]uploads=/.test(url) ? { status: 404, body } : null);
    await expectKept(/does not support ListMultipartUploads/);
  });

  test('on the rules leaves the uploads to be read', async () => {
    proxy.alter = ({ url }) => (/[?&]lifecycle/.test(url) ? { status: 404, body: '404 page not found' } : null);
    await collect();
    expect(await row('kept')).toMatchObject({ ...lab.aws.world.truth(account, 'kept'), coverage: null });
    expect((await row('kept')).problem).toContain('does not support GetBucketLifecycleConfiguration');
  });

  test('NoSuchBucket deletes nothing while the bucket is there', async () => {
    const body = '<Error><Code>NoSuchBucket</Code><Message>no</Message></Error>';
    odd = ({ url }) => (/[?&]uploads=/.test(url) ? { status: 404, body } : null);
    await expectKept(/`kept`/);
  });
});

describe('a listing that was cut short', () => {
  const listing = (edit: (xml: string) => string): AlteringProxy['alter'] => {
    return ({ url }, real) => (/[?&]uploads=/.test(url) ? real().then((answer) => edited(answer, edit)) : null);
  };
  const edited = (answer: Altered, edit: (xml: string) => string) => ({ ...answer, body: edit(answer.body) });

  test('pages that do not advance end in a problem', async () => {
    addUploads(lab.aws, { bucket: 'kept', count: 1_500, prefix: 'more/' });
    const first: { answer: Altered | null } = { answer: null };
    odd = ({ url }, real) =>
      /[?&]uploads=/.test(url)
        ? real().then((answer) => {
            first.answer ??= answer;
            return first.answer;
          })
        : null;
    await expectKept(/do not advance/, 1_505);
  });

  test('truncated, without uploads and markers, it ends in a problem', async () => {
    odd = listing(() => '<ListMultipartUploadsResult><IsTruncated>true</IsTruncated></ListMultipartUploadsResult>');
    await expectKept(/do not advance/);
  });

  test('without markers it goes on after the last upload of the page', async () => {
    addUploads(lab.aws, { bucket: 'kept', count: 1_500, prefix: 'more/' });
    proxy.alter = listing((xml) => xml.replace(/<Next(Key|UploadId)Marker>[^<]*<\/Next\1Marker>/g, ''));
    await collect();
    expect(await row('kept')).toMatchObject({ ...lab.aws.world.truth(account, 'kept'), measurement: 'exact' });
    expect(Object.keys(await snapshot())).toEqual(['kept']);
  });
});

test('an STS that never answers leaves its account out, which says why; the others are read', async () => {
  lab.aws.world.addBucket({ accountId: member, name: 'theirs', region: 'us-east-1' });
  proxy.alter = ({ body }) => (body.includes('Action=AssumeRole') ? 'hang' : null);
  const start = Date.now();
  const progress = await collect();
  // The one deadline, and not a second one.
  expect(Date.now() - start).toBeLessThan(29_000);
  expect(progress).toMatchObject({ status: 'completed', partial: true });
  expect(progress.problems).toMatchObject([{ accountId: member, bucket: null }]);
  expect(progress.problems[0]?.problem).toBe(
    `Cannot use the role StraybytesRead of account ${member}: STS at ${proxy.url} does not answer in time. ` +
      'Check the network between here and there; the next collection tries again.',
  );
  expect(await row('kept')).toMatchObject({ ...lab.aws.world.truth(account, 'kept'), measurement: 'exact' });
});

test('keys with NUL are sized and kept', async () => {
  const initiatedAt = new Date(lab.aws.world.clock.now().getTime() - 20 * day);
  for (const key of ['a\0b', 'a\u2400b', '\0'])
    lab.aws.world.addUpload({
      bucket: 'kept',
      key,
      initiatedAt,
      parts: [{ number: 1, bytes: 7, lastModified: initiatedAt }],
    });
  for (let time = 1; time <= 2; time += 1) {
    expect((await collect()).problems).toEqual([]);
    expect(await row('kept')).toMatchObject({ ...lab.aws.world.truth(account, 'kept'), measurement: 'exact' });
    expect(await storedUploads()).toBe(8);
  }
});
