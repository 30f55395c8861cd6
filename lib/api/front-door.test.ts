import { describe, expect, test } from 'vitest';
import { isForAnybody, refusalOf } from './front-door.ts';

function ask(headers: Record<string, string>, { method = 'GET', pathname = '/', port = 3000 } = {}) {
  return refusalOf({ headers: new Headers(headers), method, pathname, port });
}

describe('the front door', () => {
  test.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST:3000'])('lets %s in', (host) => {
    expect(ask({ host })).toBeNull();
  });

  test.each([
    'evil.example',
    'evil.example:3000',
    'localhost',
    'localhost:3001',
    '127.0.0.1.nip.io:3000',
    '',
    '192.168.1.4:3000',
  ])('keeps a page of another name out: %j', (host) => {
    expect(ask({ host })).toMatchObject({ code: 'forbidden', details: { reason: 'host' } });
  });

  test('wants a Host', () => {
    expect(ask({})).toMatchObject({ code: 'forbidden' });
  });

  test('knows that port 80 is not written', () => {
    expect(ask({ host: 'localhost' }, { port: 80 })).toBeNull();
    const write = { port: 80, method: 'POST', pathname: '/api/v1/collect' };
    expect(ask({ host: 'localhost', origin: 'http://localhost' }, write)).toBeNull();
    expect(ask({ host: 'localhost:80', origin: 'http://localhost' }, write)).toBeNull();
  });

  const host = 'localhost:3000';
  const action = { 'next-action': `40${'e6b1'.repeat(10)}` };
  test.each([
    {},
    { origin: 'http://localhost:3000' },
    { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' },
    { 'sec-fetch-site': 'none' },
  ])('lets a write in with %j', (headers) => {
    expect(ask({ host, ...headers, ...action }, { method: 'POST' })).toBeNull();
    expect(ask({ host, ...headers }, { method: 'POST', pathname: '/api/v1/collect' })).toBeNull();
  });

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:3001' },
    { origin: 'http://127.0.0.1:3000' },
    { origin: 'null' },
    { origin: 'localhost:3000' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ])('refuses a write with %j', (headers) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect(ask({ host, ...headers }, { method })).toMatchObject({
        code: 'forbidden',
        details: { reason: 'crossSite' },
      });
    expect(ask({ host, ...headers })).toBeNull();
  });

  test.each([
    ['40e6b1', true],
    ['00e6b1', true],
    ['7fe6b1', true],
    ['80e6b1', false],
    ['c0e6b1', false],
    ['F8e6b1', false],
    [' c0e6b1', false],
    ['', false],
    ['x', false],
    ['40e6b1, c0e6b1', false],
  ])('whose action is called %j: let in is %s', (id, letIn) => {
    expect(ask({ host, 'next-action': id }, { method: 'POST' }) === null).toBe(letIn);
  });

  test.each(['application/x-www-form-urlencoded', 'Application/X-WWW-Form-Urlencoded; charset=utf-8'])(
    'an action is no form: %s',
    (type) => {
      for (const method of ['GET', 'POST'])
        expect(ask({ host, ...action, 'content-type': type }, { method })).toMatchObject({ code: 'notFound' });
    },
  );

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE'])('%s of a page names its action in a header', (method) => {
    for (const pathname of ['/', '/sign-in', '/shared/abc', '/api', '/API/v1/collect'])
      expect(ask({ host, 'content-type': 'multipart/form-data; boundary=x' }, { method, pathname })).toMatchObject({
        code: 'notFound',
      });
  });

  test('keeps large bodies from the API, and from nothing else', () => {
    const headers = { host, 'content-length': '1048576' };
    expect(ask(headers, { method: 'POST', pathname: '/api/v1/collect' })).toMatchObject({
      details: { reason: 'tooLarge' },
    });
    expect(ask({ ...headers, ...action }, { method: 'POST', pathname: '/buckets' })).toBeNull();
  });
});

describe('the front door of a public address', () => {
  const trustedOrigin = 'https://straybytes.example.com';
  const knock = (headers: Record<string, string>, method = 'GET') =>
    refusalOf({ headers: new Headers(headers), method, pathname: '/api/v1/collect', port: 3000, trustedOrigin });

  test.each(['straybytes.example.com', 'STRAYBYTES.example.com', 'localhost:3000'])('lets %s in', (host) => {
    expect(knock({ host })).toBeNull();
  });

  test.each(['evil.example', 'straybytes.example.com.evil.example', 'straybytes.example.com:8080'])(
    'keeps %s out',
    (host) => {
      expect(knock({ host })).toMatchObject({ details: { reason: 'host' } });
    },
  );

  test.each([
    ['straybytes.example.com', trustedOrigin, true],
    // A proxy that does not hand the name on.
    ['localhost:3000', trustedOrigin, true],
    ['localhost:3000', 'http://localhost:3000', true],
    // The same name without TLS is somebody on the way.
    ['straybytes.example.com', 'http://straybytes.example.com', false],
    ['straybytes.example.com', 'https://evil.example', false],
    ['straybytes.example.com', 'null', false],
    ['localhost:3000', 'https://evil.example', false],
  ])('%s takes a write from %s: %s', (host, origin, taken) => {
    expect(knock({ host, origin }, 'POST') === null).toBe(taken);
  });
});

describe('what a SAML provider has a browser post', () => {
  const fromProvider = { host: 'localhost:3000', origin: 'https://portal.example', 'sec-fetch-site': 'cross-site' };
  const acs = '/api/auth/saml/acs';

  test.each([fromProvider, { ...fromProvider, origin: 'null' }])('is let in from another site: %j', (headers) => {
    expect(ask(headers, { method: 'POST', pathname: acs })).toBeNull();
  });

  test.each([
    ['PUT', acs],
    ['DELETE', acs],
    ['POST', `${acs}/`],
    ['POST', `${acs}/x`],
    ['POST', '/api/auth/saml/finish'],
    ['POST', '/api/auth/saml/login'],
    ['POST', '/API/auth/saml/acs'],
    ['POST', '/sign-in'],
  ])('opens nothing else: %s %s', (method, pathname) => {
    expect(ask(fromProvider, { method, pathname })).toMatchObject({ details: { reason: 'crossSite' } });
  });

  test('is for this server, and no larger than an answer can be', () => {
    expect(ask({ ...fromProvider, host: 'evil.example' }, { method: 'POST', pathname: acs })).toMatchObject({
      details: { reason: 'host' },
    });
    const sized = (bytes: number) =>
      ask({ ...fromProvider, 'content-length': `${bytes}` }, { method: 'POST', pathname: acs });
    expect(sized(512 * 1024)).toBeNull();
    expect(sized(512 * 1024 + 1)).toMatchObject({ details: { reason: 'tooLarge' } });
  });
});

test('without a name beyond loopback any Host is let in, and still no write from another site', () => {
  const knock = (headers: Record<string, string>, method = 'GET') =>
    refusalOf({ headers: new Headers(headers), method, pathname: '/api/v1/collect', port: 3000, anyHost: true });
  expect(knock({ host: '192.168.1.4:3000' })).toBeNull();
  expect(knock({})).toMatchObject({ details: { reason: 'host' } });
  const host = 'finops.lan:3000';
  expect(knock({ host, origin: 'http://finops.lan:3000' }, 'POST')).toBeNull();
  expect(knock({ host, origin: 'http://evil.example' }, 'POST')).toMatchObject({ details: { reason: 'crossSite' } });
});

test.each([
  ['/sign-in', true],
  ['/join/abc', true],
  ['/shared/abc', true],
  ['/shared/abc/picture.png', true],
  ['/api/health', true],
  ['/api/ready', true],
  ['/api/auth/oidc/callback', true],
  ['/icon.svg', true],
  ['/', false],
  ['/sign-in/', false],
  ['/sign-in/x', false],
  ['/join', false],
  ['/join/a/b', false],
  ['/shared', false],
  ['/api/v1/buckets', false],
  ['/api/healthy', false],
  ['/api/auth', false],
  ['/people', false],
  ['/x/sign-in', false],
])('%s is for anybody: %s', (pathname, anybody) => {
  expect(isForAnybody(pathname)).toBe(anybody);
});
