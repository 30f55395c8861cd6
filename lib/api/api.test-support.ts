import { expect } from 'vitest';
import type { z } from 'zod';
import { account, addUploads, collect, type Lab, member, openLab } from '#lib/collect/collecting.test-support.ts';
import { startWorker } from '#lib/collect/worker.ts';
import { fixPolicy } from '#lib/fix/actions.ts';
import { verifyFixes } from '#lib/fix/verify.ts';
import { postFix } from './fixes.ts';
import * as outputs from './outputs.ts';

const token = 'correct-horse-battery';

/** Two accounts with four buckets, collected once, and a worker that verifies fixes. */
export async function openApi(): Promise<Lab> {
  const lab = await openLab({
    works: false,
    environment: { API_TOKEN: token, MEMBER_ACCOUNTS: `${member}:analytics` },
  });
  const worker = await startWorker({
    fixPolicy,
    afterRun: async (run) => void (run.published && (await verifyFixes(run))),
  });
  const { world } = lab.aws;
  world.addAccount({ id: member, name: 'analytics' });
  world.addBucket({ accountId: account, name: 'nightly', region: 'us-east-1' });
  world.addBucket({ accountId: member, name: 'unload', region: 'ap-northeast-2', tags: { Terraform: 'true' } });
  world.addBucket({ accountId: account, name: '-dangerous', region: 'us-east-1' });
  world.addBucket({
    accountId: account,
    name: 'secret',
    region: 'us-east-1',
    denied: [{ action: '*', by: 'service control policy' }],
  });
  addUploads(lab.aws, { bucket: 'nightly', count: 12 });
  addUploads(lab.aws, { bucket: 'unload', count: 5, ageDays: 3 });
  await collect();
  return {
    ...lab,
    close: async () => {
      await worker.stop();
      await lab.close();
    },
  };
}

export const at = (path: string) => `http://localhost:3000${path}`;
export const get = (path: string) => new Request(at(path), { headers: { authorization: `Bearer ${token}` } });
export const post = (path: string, body?: unknown) =>
  new Request(at(path), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
export const nightly = { accountId: account, bucket: 'nightly' };
export const fixIt = (body: unknown, place = nightly) =>
  postFix(post(`/api/v1/buckets/${place.accountId}/${place.bucket}/fix`, body), place);

/** An answer of the schema that the OpenAPI document promises, with no field more. */
export async function ok<T extends z.ZodObject>(
  answer: Promise<Response>,
  schema: T,
  status = 200,
): Promise<z.infer<T>> {
  const response = await answer;
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(status);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(schema.strict().safeParse(body).error).toBeUndefined();
  return schema.parse(body);
}

export async function refused(
  answer: Promise<Response>,
  status: number,
): Promise<z.infer<typeof outputs.problemSchema>> {
  const response = await answer;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = outputs.problemSchema.strict().parse(await response.json());
  expect([problem.status, response.status], problem.detail).toEqual([status, status]);
  return problem;
}
