import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { database } from '#lib/store/database.ts';
import { spentOn } from '#lib/store/ledger.ts';
import { addBuckets, collect, errors, type Lab, openLab, snapshot, totals } from './collecting.test-support.ts';

let lab: Lab;

beforeEach(async () => {
  lab = await openLab();
});

afterEach(async () => {
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});

describe('the daily budget', () => {
  test('ends a run cleanly with what it has; what it did not reach keeps its figures', async () => {
    addBuckets(lab.aws, ['first', 'second'], 'us-east-1', 30);
    await collect();
    const before = await snapshot();
    const spent = await spentOn(new Date());
    await lab.worker.stop();
    await lab.close();
    expect(before.first?.bytes).toBeGreaterThan(0);
    lab = await openLab({ environment: { DAILY_API_BUDGET_USD: String(spent) } });
    addBuckets(lab.aws, ['a', 'b', 'c'], 'us-east-1', 300);
    const progress = await collect();
    expect(progress).toMatchObject({ status: 'completed', stoppedBy: 'budget', partial: true });
    expect(progress.apiCostUsd).toBeLessThanOrEqual(spent + 1e-9);
    expect(await spentOn(new Date())).toBeLessThanOrEqual(spent + 1e-9);
    expect(progress.apiCostUsd).toBeGreaterThan(spent * 0.8);
    expect(await totals()).toMatchObject({ atLeast: true });
    for (const found of Object.values(await snapshot())) {
      expect(found.measurement).toMatch(/partial|notScanned/);
      expect(found.problem).toContain('budget');
      if (found.measurement === 'partial' && found.bytes !== null) expect(found.bytes).toBeGreaterThan(0);
    }
    lab.aws.world.clock.advance({ days: 1 });
    const next = await collect();
    expect(next.apiCostUsd).toBeGreaterThan(0);
  });

  test('what was not reached keeps the former figures', async () => {
    addBuckets(lab.aws, ['a', 'b'], 'us-east-1', 30);
    await collect();
    const before = await snapshot();
    await database().pool.query('update api_spend set usd = 1');
    const progress = await collect();
    expect(progress).toMatchObject({ status: 'completed', stoppedBy: 'budget', apiCostUsd: 0 });
    const after = await snapshot();
    for (const name of ['a', 'b'])
      expect(after[name]).toMatchObject({
        ...before[name],
        measurement: 'partial',
        problem: expect.stringContaining('budget'),
      });
  });
});
