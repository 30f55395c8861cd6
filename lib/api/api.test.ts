import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { guardrailsQuery, onboardingQuery } from './accounts-input.ts';
import { MAX_BODY_BYTES, readBody } from './body.ts';
import { focusQuery } from './costs-input.ts';
import { harmless } from './csv.ts';
import { fixBody } from './inputs.ts';
import { openApiDocument } from './openapi.ts';
import { parsedQuery } from './parsed.ts';
import { problemOf, problemResponse } from './problem.ts';
import { pictureQuery, reportQuery } from './reports-input.ts';
import { contentSecurityPolicy } from './security-headers.ts';

const url = 'http://localhost:3000/api/v1/x';
const post = (body: BodyInit) => new Request(url, { method: 'POST', body });

describe('a body', () => {
  test('is JSON of the form asked for, or nothing', async () => {
    const schema = z.strictObject({ n: z.number().default(1) });
    expect(await readBody(post('{"n":2}'), schema)).toEqual({ n: 2 });
    expect(await readBody(post(''), schema)).toEqual({ n: 1 });
    expect(await readBody(new Request(url), schema)).toEqual({ n: 1 });
  });

  test.each(['{', 'null', '[]', '"x"', '{"n":"2"}', '{"m":1}', 'n=2'])('%s is invalid', async (body) => {
    await expect(readBody(post(body), z.strictObject({ n: z.number().optional() }))).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('is not read beyond the limit, with a length or without', async () => {
    const large = ' '.repeat(MAX_BODY_BYTES + 1);
    await expect(readBody(post(large), z.any())).rejects.toMatchObject({ details: { reason: 'tooLarge' } });
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(10_000));
      },
    });
    const request = new Request(url, { method: 'POST', body: endless, duplex: 'half' } as RequestInit);
    await expect(readBody(request, z.any())).rejects.toMatchObject({ details: { reason: 'tooLarge' } });
    expect(pulled).toBeLessThan(12);
  });

  test('is UTF-8', async () => {
    await expect(readBody(post(new Uint8Array([0x22, 0xff, 0x22])), z.any())).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('the body of a fix', () => {
  test.each([0, 3.5, -1, '7', null, 1e9, undefined])('days %j is invalid and says why', (days) => {
    const { error } = fixBody.safeParse({ days });
    expect(error?.issues[0]).toMatchObject({ path: ['days'] });
  });

  test('is a dry run unless it says otherwise', () => {
    expect(fixBody.parse({ days: 7 })).toMatchObject({ dryRun: true, removeExpiredDeleteMarkers: false });
  });

  test('needs the fingerprint of a plan to write, and no other field', () => {
    expect(fixBody.safeParse({ days: 7, dryRun: false }).error?.issues[0]).toMatchObject({ path: ['fingerprint'] });
    const known = { days: 7, removeExpiredDeleteMarkers: false, dryRun: false, fingerprint: 'abc' };
    expect(fixBody.parse(known)).toEqual({ ...known, acceptActiveUploads: true });
  });

  test('does not take a field it does not know for nothing', () => {
    expect(fixBody.safeParse({ days: 7, dryrun: false }).success).toBe(false);
  });
});

describe('a problem', () => {
  afterEach(() => vi.restoreAllMocks());

  test('has a status, a code and the way on', () => {
    const error = new AppError('conflict', 'The rules changed. Plan again.', { bucket: 'b' });
    expect(problemOf(error, '/api/v1/x')).toEqual({
      type: 'urn:straybytes:problem:conflict',
      title: expect.any(String),
      status: 409,
      detail: 'The rules changed. Plan again.',
      instance: '/api/v1/x',
      code: 'conflict',
      details: { bucket: 'b' },
    });
  });

  test('of nobody’s expectation tells nothing of the inside', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const response = problemResponse(new Error('password=hunter2'), new Request(url));
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.text()).not.toContain('hunter2');
    expect(log).toHaveBeenCalledOnce();
  });

  test.each([
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503],
    [Object.assign(new Error('x'), { code: '57P01' }), 503],
    [new Error('Connection terminated unexpectedly'), 503],
    [Object.assign(new Error('x'), { code: '22P02' }), 400],
    [new AppError('invalid', 'x', { reason: 'tooLarge' }), 413],
    [new AppError('unauthenticated', 'x'), 401],
    [new AppError('throttled', 'x', { reason: 'tooOften', retryAfterSeconds: '9' }), 429],
    [new AppError('denied', 'x'), 403],
  ])('%s is a %i', (error, status) => {
    expect(problemOf(error, '/').status).toBe(status);
  });
});

test.each(['=1+1', '+1', '-1+1', '@sum', '\t1', '\r1'])('the cell %j cannot run in a spreadsheet', (cell) => {
  expect(harmless(cell)).toBe(`'${cell}`);
});

test('calls that came with the bill take no parameter that they do not know', () => {
  for (const query of [reportQuery, pictureQuery, guardrailsQuery, onboardingQuery, focusQuery])
    expect(() => parsedQuery(query, new Request(`${url}?msk=amounts`))).toThrow(/msk: is no parameter of this call/);
  expect(parsedQuery(reportQuery, new Request(`${url}?mask=amounts`))).toEqual({ mask: 'amounts' });
});

test.each([
  ['＝1+1@e.co', "'＝1+1@e.co"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠sum', "'＠sum"],
  [';=1@e.co', ";'=1@e.co"],
  ['a;-1;b', "a;'-1;b"],
  ['a\t＝1', "a\t'＝1"],
  ['a\n=1', "a\n'=1"],
  ['\t\n=1', "'\t\n'=1"],
])('the cell %j is written as %j, for spreadsheets of all countries', (cell, written) => {
  expect(harmless(cell)).toBe(written);
});

test('numbers and ordinary names stay as they are', () => {
  const cells = [-3, '-3.10', 'logs-prod', 'a=b; c', 'ada@example.com', null];
  expect(cells.map(harmless)).toEqual(cells);
});

test('the policy lets only scripts with the nonce run', () => {
  expect(contentSecurityPolicy('abc')).toBe(
    "default-src 'self'; script-src 'self' 'nonce-abc' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  );
});

describe('the OpenAPI document', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument()));

  test('has every call of the outside interface', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/health',
        '/api/ready',
        '/api/v1/collect',
        '/api/v1/collect/{runId}',
        '/api/v1/buckets',
        '/api/v1/buckets/{accountId}/{bucket}',
        '/api/v1/buckets/{accountId}/{bucket}/uploads',
        '/api/v1/buckets/{accountId}/{bucket}/fix',
        '/api/v1/fixes/{fixId}/undo',
        '/api/v1/fixes',
        '/api/v1/costs',
        '/api/v1/costs.csv',
        '/api/v1/costs/focus.csv',
        '/api/v1/openapi.json',
      ]),
    );
  });

  test('refers to nothing that it does not have', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) {
      const [, ...path] = ref.split('/');
      expect(
        path.reduce((node, name) => node?.[name], document),
        ref,
      ).toBeDefined();
    }
  });

  test('says what a fix takes', () => {
    const { schema } =
      document.paths['/api/v1/buckets/{accountId}/{bucket}/fix'].post.requestBody.content['application/json'];
    expect(schema.required).toEqual(['days']);
    expect(schema.properties.days).toMatchObject({ type: 'integer', minimum: 1 });
    expect(document.paths['/api/v1/buckets'].get.parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['coverage', 'account', 'q', 'sort', 'cursor', 'limit']),
    );
  });
});
