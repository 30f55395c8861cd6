import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isLoopback, parseEnv } from './env.ts';

describe('the environment', () => {
  it('may be empty: every default is one to start with', () => {
    expect(parseEnv({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: '.straybytes',
      COLLECT_CRON: '0 */6 * * *',
      DAILY_API_BUDGET_USD: 1,
      SCAN_CONCURRENCY: 64,
      LIST_PARTS_PER_BUCKET: 20_000,
      AWS_ACCOUNT_ID: 'local',
      MEMBER_ACCOUNTS: [],
      ORGANIZATION: 'auto',
    });
  });

  it('takes an empty variable for an unset one', () => {
    const empty = { PORT: '', DATABASE_URL: '', API_TOKEN: '', AWS_ENDPOINT_URL: '', PRICE_PER_GB_MONTH_USD: '' };
    expect(parseEnv(empty)).toEqual(parseEnv({}));
  });

  it('reads numbers, 0 where it means something', () => {
    expect(parseEnv({ PORT: '8080', DAILY_API_BUDGET_USD: '0', PRICE_PER_GB_MONTH_USD: '0.01' })).toMatchObject({
      PORT: 8080,
      DAILY_API_BUDGET_USD: 0,
      PRICE_PER_GB_MONTH_USD: 0.01,
    });
  });

  it('finds the home directory, and only there where ~ means it', () => {
    expect(parseEnv({ DATA_DIR: '~/straybytes' }).DATA_DIR).toBe(`${homedir()}/straybytes`);
    expect(parseEnv({ DATA_DIR: '~' }).DATA_DIR).toBe(homedir());
    expect(parseEnv({ DATA_DIR: '/a/~b' }).DATA_DIR).toBe('/a/~b');
  });

  it('splits the member accounts', () => {
    expect(parseEnv({ MEMBER_ACCOUNTS: ' 111122223333:data, 444455556666 ,' }).MEMBER_ACCOUNTS).toEqual([
      '111122223333:data',
      '444455556666',
    ]);
  });

  it.each(['127.0.0.1', 'localhost', '::1', '0.0.0.0', '::', '192.168.1.4'])('may listen on %s', (host) => {
    expect(parseEnv({ HOST: host }).HOST).toBe(host);
  });

  it.each([
    ['127.0.0.1', true],
    ['localhost', true],
    ['::1', true],
    ['127.9.9.9', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.4', false],
  ])('knows whether %s is of this machine only: %s', (host, only) => {
    expect(isLoopback(host)).toBe(only);
  });

  it('takes the public address for links too, unless these have another', () => {
    const given = { TRUSTED_ORIGIN: 'https://Straybytes.example.com/' };
    expect(parseEnv(given)).toMatchObject({
      TRUSTED_ORIGIN: 'https://straybytes.example.com',
      PUBLIC_URL: 'https://straybytes.example.com',
    });
    const other = 'https://links.example.com/shared';
    expect(parseEnv({ ...given, PUBLIC_URL: other }).PUBLIC_URL).toBe(other);
  });
});

describe('a variable that is not usable', () => {
  it.each([
    ['HOST', '127.0.0.1.evil.example', 'an IP address'],
    ['HOST', 'http://127.0.0.1', 'an IP address'],
    ['SIGN_IN', 'off', 'required'],
    ['TRUSTED_ORIGIN', 'straybytes.example.com', 'https://'],
    ['TRUSTED_ORIGIN', 'https://straybytes.example.com/finops', 'without a path'],
    ['TRUSTED_ORIGIN', 'https://a@straybytes.example.com', 'without a path'],
    ['PORT', '65536', '65535'],
    ['PORT', 'http', 'number'],
    ['PORT', '80.5', 'int'],
    ['DATABASE_URL', 'mysql://localhost/x', 'postgresql://'],
    ['APP_SECRET', 'short', 'at least 32 characters'],
    ['COLLECT_CRON', 'every 6 hours', 'cron expression'],
    ['COLLECT_CRON', '61 * * * *', 'cron expression'],
    ['DAILY_API_BUDGET_USD', '-1', '0'],
    ['SCAN_CONCURRENCY', '0', '1'],
    ['AWS_ACCOUNT_ID', 'a b', 'letters, digits'],
    ['AWS_ENDPOINT_URL', 'not a url', 'URL'],
    ['MEMBER_ACCOUNTS', '1111', '12 digits'],
    ['IDENTITY_CENTER_START_URL', 'http://acme.awsapps.com/start', 'awsapps.com/start'],
    ['IDENTITY_CENTER_REGION', 'eu-central-1.example', 'not a region'],
    ['LOG_LEVEL', 'loud', 'debug'],
  ])('%s=%s is named, with what it should be', (name, value, hint) => {
    expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`${name}[^\\n]*${hint}`));
  });

  it('is named together with all others, one a line', () => {
    const bad = { PORT: '0', HOST: 'anywhere', COLLECT_CRON: 'x' };
    const lines = () => parseEnv(bad);
    expect(lines).toThrow(/PORT:.*\n.*HOST:.*\n.*COLLECT_CRON:/);
  });

  it('is not repeated when it may be a secret', () => {
    expect(() => parseEnv({ APP_SECRET: 'hunter2', PORT: 'x' })).not.toThrow(/hunter2/);
  });
});

describe('single sign-on', () => {
  const oidc = { OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'us', OIDC_CLIENT_SECRET: 'secret' };

  it('is not set up by default, and asks for what every provider knows', () => {
    const { OIDC_ISSUER, SAML_IDP_METADATA, OIDC_SCOPES, SSO_ROLES } = parseEnv({});
    expect([OIDC_ISSUER, SAML_IDP_METADATA]).toEqual([undefined, undefined]);
    expect(OIDC_SCOPES).toEqual(['openid', 'email', 'profile']);
    expect(SSO_ROLES).toEqual([]);
  });

  it.each([
    [{ OIDC_ISSUER: oidc.OIDC_ISSUER }, ['OIDC_CLIENT_ID: is missing', 'OIDC_CLIENT_SECRET: is missing']],
    [{ OIDC_LABEL: 'Example' }, ['OIDC_ISSUER: is missing, and OIDC_LABEL is set']],
    [{ SAML_ENTITY_ID: 'straybytes' }, ['SAML_IDP_METADATA: is missing, and SAML_ENTITY_ID is set']],
    [{ SSO_ROLES: '*=viewer' }, ['SSO_ROLES: is set without an identity provider']],
    [{ ...oidc, HOST: '0.0.0.0' }, ['TRUSTED_ORIGIN: is missing: with OIDC_ISSUER']],
    [{ ...oidc, OIDC_ISSUER: 'http://login.example.com' }, ['OIDC_ISSUER: not of the form']],
    [{ ...oidc, SSO_ROLES: 'finops=owner' }, ['SSO_ROLES: not of the form']],
    [{ ...oidc, PORT: 'x', OIDC_CLIENT_ID: '' }, ['PORT: ', 'OIDC_CLIENT_ID: is missing']],
  ])('says what is wrong with %j', (given, told) => {
    let message = '';
    try {
      parseEnv(given);
    } catch (error) {
      message = String(error);
    }
    for (const line of told) expect(message).toContain(line);
  });

  it('takes a provider on this machine without TLS, and groups with whatever is in their names', () => {
    const roles = 'CN=FinOps,OU=Groups = administrator; a=b=operator ;*=viewer;';
    expect(parseEnv({ ...oidc, OIDC_ISSUER: 'http://127.0.0.1:4501', SSO_ROLES: roles }).SSO_ROLES).toEqual([
      { group: 'CN=FinOps,OU=Groups', role: 'administrator' },
      { group: 'a=b', role: 'operator' },
      { group: '*', role: 'viewer' },
    ]);
    expect(parseEnv({ ...oidc, SSO_ROLES: 'a=viewer, b=operator' }).SSO_ROLES).toHaveLength(2);
  });
});
