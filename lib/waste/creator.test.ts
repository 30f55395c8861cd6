import { describe, expect, it } from 'vitest';
import { creatorLabel, likelyCreator } from './creator.ts';

const uuid = '1b4e28ba-2fa1-11d2-883f-0016d3cca427';
const role = (name: string) => `arn:aws:sts::111122223333:assumed-role/${name}/session`;
const canonicalUser = 'b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184';

describe('the likely creator', () => {
  it.each<[string, string, string | null, string, string]>([
    ['aws-athena-query-results-1', `2026/11/${uuid}.csv`, null, 'athena', 'high'],
    ['data', `${uuid}.csv`, null, 'athena', 'medium'],
    ['data', `Unsaved/2026/11/01/${uuid}.csv`, null, 'athena', 'high'],
    ['data', `tables/${uuid}/x`, null, 'athena', 'high'],
    ['warehouse', 'unload/tmp/0000_part_00', null, 'redshift-unload', 'high'],
    ['warehouse', 'sales_0012_part_03.parquet', null, 'redshift-unload', 'high'],
    ['lake', `t/part-00000-${uuid}-c000.snappy.parquet`, canonicalUser, 'spark', 'high'],
    ['lake', 't/_temporary/0/_temporary/attempt_1/part-00000', null, 'spark', 'high'],
    ['lake', 't/part-00017', null, 'spark', 'medium'],
    ['lake', 't/part-00017', role('EMR_EC2_DefaultRole'), 'spark', 'high'],
    ['artifacts', 'tmp/uploads/1700000000-123-0004-abcd', null, 'gitlab', 'high'],
    ['lake', 'run-1700000000000-part-block-0', role('AWSGlueServiceRole'), 'glue', 'high'],
    ['nightly-backups', 'core/2026-11-01/base.tar.gz', role('NightlyBackup'), 'backup', 'medium'],
    ['db', 'dump/orders.sql.gz', role('pg-backup'), 'backup', 'high'],
    ['vault', 'x', role('AWSServiceRoleForBackup'), 'backup', 'medium'],
    ['copies', 'x', role('s3-replication-role'), 'replication', 'medium'],
    ['media', 'film.mov', 'arn:aws:iam::111122223333:user/kim', 'aws-cli', 'low'],
    ['media', 'film.mov', role('botocore-session-1700000000'), 'aws-cli', 'medium'],
    ['media', 'film.mov', canonicalUser, 'aws-cli', 'low'],
    ['media', 'x', canonicalUser, 'unknown', 'low'],
    ['media', 'x', null, 'unknown', 'low'],
    ['media', 'x', 'spark', 'unknown', 'low'],
  ])('in %s of %s by %s is %s (%s)', (bucket, key, initiator, id, confidence) => {
    expect(likelyCreator({ bucket, key, initiator })).toEqual({ id, confidence });
  });

  it('has words for every id, also for one from another version', () => {
    expect(creatorLabel('athena')).toBe('Athena, cancelled queries');
    expect(creatorLabel('aws-cli')).toBe('Killed CLI or SDK copy');
    expect(creatorLabel('unknown')).toBe('Unknown');
    expect(creatorLabel('of-the-future')).toBe('Unknown');
  });

  it('is found quickly in a hostile key', () => {
    const started = performance.now();
    for (const key of ['part-'.repeat(200), '/tmp/uploads/'.repeat(78), '0'.repeat(1024), `${uuid}-`.repeat(27)]) {
      likelyCreator({ bucket: 'b', key, initiator: `arn:aws:sts::1:assumed-role/${'a'.repeat(2000)}` });
    }
    // What backtracks takes minutes with such keys.
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
