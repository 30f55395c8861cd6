import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  emailOf,
  goodPassword,
  newAdministrator,
  newBrowser,
  newPerson,
  peopleActivity,
  useEnvironment,
} from '#lib/auth/browser.test-support.ts';
import {
  acceptInvitation,
  firstAdministratorLink,
  invite,
  linkBase,
  openInvitations,
  readInvitation,
  revokeInvitation,
} from '#lib/auth/invitations.ts';
import { limits, takeAll } from '#lib/auth/limits.ts';
import { changeRole, disablePerson, listPeople, resetPassword } from '#lib/auth/people.ts';
import { signIn } from '#lib/auth/sign-in.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';
import { arrivePerson } from '#lib/store/sign-on-people.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  store = await testDatabase();
  useEnvironment();
});
afterEach(() => store.drop());
afterAll(() => useEnvironment({ APP_SECRET: undefined, TRUSTED_ORIGIN: undefined, HOST: undefined }));

const from = { address: '198.51.100.7' };
const join = (token: string, more: { name?: string; email?: string; password?: string } = {}) =>
  newBrowser().ask((caller) =>
    acceptInvitation({ token, name: 'Ada', email: emailOf('Ada'), password: goodPassword, ...more, ...caller }),
  );
const gone = { code: 'notFound' };

describe('the link of the first administrator', () => {
  it('is good once', async () => {
    const { token, expiresAt } = await firstAdministratorLink();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(3_590_000);
    expect(expiresAt.getTime() - Date.now()).toBeLessThan(3_610_000);
    expect(await readInvitation(token, from)).toEqual({
      kind: 'first',
      email: null,
      role: 'administrator',
      name: null,
    });
    expect(await join(token)).toEqual({ state: 'in' });
    expect(await readInvitation(token, from)).toBeNull();
    await expect(join(token, { name: 'Eve', email: emailOf('Eve') })).rejects.toMatchObject(gone);
    expect(await listPeople()).toMatchObject([{ name: 'Ada', role: 'administrator', hasPassword: true, sessions: 1 }]);
  });

  it('has no password estimated more often than so, and goes on elsewhere', async () => {
    const { token } = await firstAdministratorLink();
    await Promise.all(Array.from({ length: 300 }, () => takeAll([limits.judgeFrom(from.address)])));
    await expect(join(token)).rejects.toMatchObject({ code: 'throttled', details: { reason: 'tooOften' } });
    const input = { token, name: 'Ada', email: emailOf('Ada'), password: goodPassword };
    expect(await newBrowser('198.51.100.8').ask((caller) => acceptInvitation({ ...input, ...caller }))).toEqual({
      state: 'in',
    });
  });

  it('is good for one of many who open it at once', async () => {
    const { token } = await firstAdministratorLink();
    const tries = ['Ada', 'Bo', 'Cy', 'Di'].map((name) =>
      join(token, { name, email: emailOf(name) }).catch((error: unknown) => error),
    );
    const done = await Promise.all(tries);
    expect(done.filter((answer) => JSON.stringify(answer) === '{"state":"in"}')).toHaveLength(1);
    expect(await listPeople()).toHaveLength(1);
  });

  it('ends after an hour, and with the next one', async () => {
    const first = await firstAdministratorLink();
    const second = await firstAdministratorLink();
    await expect(join(first.token)).rejects.toMatchObject(gone);
    await database().pool.query(`update invitation set expires_at = expires_at - interval '1 hour'`);
    await expect(join(second.token)).rejects.toMatchObject(gone);
    expect(await listPeople()).toEqual([]);
  });

  it('stays good when what was typed is not', async () => {
    const { token } = await firstAdministratorLink();
    for (const bad of [
      { name: ' ' },
      { name: 'local' },
      { name: 'a\u202eb' },
      { email: 'ada' },
      { password: 'password1234' },
      { password: 'Ada-example-com' },
    ])
      await expect(join(token, bad)).rejects.toMatchObject({
        code: 'invalid',
        details: { field: Object.keys(bad)[0] },
      });
    expect(await join(token)).toEqual({ state: 'in' });
  });

  it('gives who is here already the role, a new password and a way around a lost second factor', async () => {
    const admin = newBrowser();
    const actor = await newAdministrator(admin);
    const { personId } = await newPerson(newBrowser(), { name: 'Bo', role: 'viewer', actor });
    await disablePerson({ personId, actor });
    const { token } = await firstAdministratorLink();
    const password = 'another velvet tractor 12';
    expect(await join(token, { name: 'ignored', email: emailOf('Bo'), password })).toEqual({ state: 'in' });
    expect(await listPeople()).toMatchObject([
      { name: 'Ada' },
      { name: 'Bo', role: 'administrator', disabledAt: null },
    ]);
  });

  it.each([
    [{}, 'http://127.0.0.1:3000'],
    [{ HOST: '0.0.0.0' }, 'http://localhost:3000'],
    [{ HOST: '::1' }, 'http://[::1]:3000'],
    [{ TRUSTED_ORIGIN: 'https://straybytes.example.com/' }, 'https://straybytes.example.com'],
  ])('begins where others reach the server: %j', (environment, base) => {
    useEnvironment({ HOST: undefined, TRUSTED_ORIGIN: undefined, ...environment });
    expect(linkBase()).toBe(base);
    useEnvironment({ HOST: undefined, TRUSTED_ORIGIN: undefined });
  });
});

describe('an invitation', () => {
  it('makes one person of the role and the address that it is for', async () => {
    const actor = await newAdministrator(newBrowser());
    const { token } = await invite({ email: ' Bo@Example.com', role: 'operator', actor });
    expect(await openInvitations()).toMatchObject([{ email: 'bo@example.com', role: 'operator', invitedBy: 'Ada' }]);
    expect(await readInvitation(token, from)).toMatchObject({
      kind: 'invite',
      email: 'bo@example.com',
      role: 'operator',
    });
    // Nobody gets another address or role by asking for it.
    expect(await join(token, { name: 'Bo', email: 'eve@example.com' })).toEqual({ state: 'in' });
    expect(await listPeople()).toMatchObject([{}, { name: 'Bo', email: 'bo@example.com', role: 'operator' }]);
    expect(await openInvitations()).toEqual([]);
    await expect(join(token)).rejects.toMatchObject(gone);
    await expect(invite({ email: 'BO@example.com', role: 'viewer', actor })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is void once revoked, or once there is another to the same address', async () => {
    const actor = await newAdministrator(newBrowser());
    const first = await invite({ email: 'bo@example.com', role: 'viewer', actor });
    const second = await invite({ email: 'bo@example.com', role: 'viewer', actor });
    expect(await readInvitation(first.token, from)).toBeNull();
    const [open] = await openInvitations();
    await revokeInvitation({ invitationId: open?.invitationId ?? '', actor });
    expect(await readInvitation(second.token, from)).toBeNull();
    await expect(revokeInvitation({ invitationId: open?.invitationId ?? '', actor })).rejects.toMatchObject(gone);
  });

  it('takes no name that somebody has, so that Activity is plain', async () => {
    const actor = await newAdministrator(newBrowser());
    const { token } = await invite({ email: 'other@example.com', role: 'viewer', actor });
    // As somebody else has written it: in capitals, in wide letters, with a letter put together otherwise.
    const { personId } = await newPerson(newBrowser(), { name: 'Zoe', role: 'viewer', actor });
    await database().pool.query('update person set name = $2 where id = $1', [personId, 'Zoe\u0308']);
    const ida = await newPerson(newBrowser(), { name: 'Ida', role: 'viewer', actor });
    await database().pool.query('update person set name = $2 where id = $1', [ida.personId, 'Ida Irwin']);
    const likeIda = [
      'ida irwin',
      'Ida Irw\u0131n',
      'i\u0307da irwin',
      '\u0130da Irwin',
      'Ida Irwin.',
      'Ida - Irwin\u3002',
      // Letters and signs that look like others.
      'lda Irwin',
      '|da 1rwin',
    ];
    const joe = await newPerson(newBrowser(), { name: 'Joe', role: 'viewer', actor });
    await database().pool.query('update person set name = $2 where id = $1', [joe.personId, 'Joe Pace Goly']);
    const likeJoe = [
      'J0e Pace Go1y',
      'Joe Pace \u0261oly',
      '\u0408\u043e\u0435 \u0420\u0430\u0441\u0435 \u0261\u043e1\u0443',
    ];
    for (const name of [
      'ADA',
      'Ａｄａ',
      'Zoë',
      '\u0410da',
      ...likeIda,
      ...likeJoe,
      'ida@example.com',
      'Ida\uff20example.com',
    ])
      await expect(join(token, { name }), name).rejects.toMatchObject({ code: 'invalid', details: { field: 'name' } });
    expect(await join(token, { name: 'Ada of Billing' })).toEqual({ state: 'in' });
  });

  it('cannot be guessed for long', async () => {
    for (let nth = 0; nth < 30; nth += 1) expect(await readInvitation(`guess-${nth}`, from)).toBeNull();
    await expect(readInvitation('guess-30', from)).rejects.toMatchObject({
      code: 'throttled',
      details: { reason: 'tooOften' },
    });
    expect(await readInvitation('guess-31', { address: '203.0.113.1' })).toBeNull();
  });
});

describe('the links of an administrator', () => {
  /** Who ended which links, and why, as Activity has it. */
  async function voided() {
    return (await peopleActivity())
      .filter(({ action }) => action === 'person.uninvite')
      .map(({ actor, detail: { kind, name, email, by } }) => {
        const what = kind === 'reset' ? `reset of ${name}` : (kind ?? email);
        return `${actor} ${what} ${by ?? 'by hand'}`;
      });
  }

  async function links() {
    const ada = await newAdministrator(newBrowser());
    const maker = await newPerson(newBrowser(), { name: 'Bo', role: 'administrator', actor: ada });
    const { personId } = await newPerson(newBrowser(), { name: 'Cy', role: 'operator', actor: ada });
    const tokens = [
      (await invite({ email: 'mole@example.com', role: 'administrator', actor: maker })).token,
      (await resetPassword({ personId, actor: maker })).token,
    ];
    const other = await invite({ email: 'dee@example.com', role: 'viewer', actor: ada });
    return { ada, maker, personId, tokens, other };
  }

  it.each([
    ['disabled', disablePerson],
    ['lowered', (who: { personId: string; actor: Viewer }) => changeRole({ ...who, role: 'operator' })],
  ])('end when they are %s, and nobody else’s do', async (_how, end) => {
    const { ada, maker, personId, tokens, other } = await links();
    for (const token of tokens) expect(await readInvitation(token, from)).not.toBeNull();
    await end({ personId: maker.personId, actor: ada });
    for (const token of tokens) await expect(join(token, { name: 'Mole' })).rejects.toMatchObject(gone);
    expect(await readInvitation(other.token, from)).not.toBeNull();
    // Nor does a click that was under way make one.
    const late = { code: 'forbidden' };
    await expect(invite({ email: 'x@example.com', role: 'viewer', actor: maker })).rejects.toMatchObject(late);
    await expect(resetPassword({ personId, actor: maker })).rejects.toMatchObject(late);
    expect(await openInvitations()).toMatchObject([{ email: 'dee@example.com' }]);
    expect((await voided()).toSorted()).toEqual(['Ada mole@example.com maker', 'Ada reset of Cy maker']);
  });

  it('end when their groups give less', async () => {
    const { maker, tokens, other } = await links();
    const identity = {
      provider: 'oidc',
      subject: 'idp bo',
      email: 'bo@example.com',
      emailVerified: true,
      saidName: 'Bo',
      name: 'Bo',
    };
    const arrive = (role: string | null) =>
      arrivePerson({ identity: { ...identity, provider: 'oidc' }, role, signedInAs: maker.personId });
    await arrive('administrator');
    await database().pool.query('update person set role_from_groups = true where id = $1', [maker.personId]);
    await arrive('administrator');
    for (const token of tokens) expect(await readInvitation(token, from)).not.toBeNull();
    await arrive('operator');
    for (const token of tokens) expect(await readInvitation(token, from)).toBeNull();
    expect(await readInvitation(other.token, from)).not.toBeNull();
    await arrive('administrator');
    const { token } = await invite({ email: 'mole@example.com', role: 'viewer', actor: maker });
    await arrive(null);
    expect(await readInvitation(token, from)).toBeNull();
  });

  it('whose place a newer one takes are told, each once', async () => {
    const { ada, personId } = await links();
    await firstAdministratorLink();
    await firstAdministratorLink();
    await invite({ email: 'dee@example.com', role: 'operator', actor: ada });
    await resetPassword({ personId, actor: ada });
    expect(await voided()).toEqual([
      'server first replaced',
      'Ada dee@example.com replaced',
      'Ada reset of Cy replaced',
    ]);
    // What has ended by itself was voided by nobody.
    await database().pool.query('update invitation set expires_at = now() where used_at is null');
    await invite({ email: 'dee@example.com', role: 'operator', actor: ada });
    expect(await voided()).toHaveLength(3);
  });

  it('for a new password are listed until they are used, and can be revoked', async () => {
    const { ada, personId, tokens } = await links();
    const listed = (await openInvitations()).find(({ kind }) => kind === 'reset');
    expect(listed).toMatchObject({ name: 'Cy', email: emailOf('Cy'), invitedBy: 'Bo' });
    await revokeInvitation({ invitationId: listed?.invitationId ?? '', actor: ada });
    expect(await readInvitation(tokens[1] ?? '', from)).toBeNull();
    expect((await peopleActivity()).at(-1)).toMatchObject({ action: 'person.uninvite', detail: { name: 'Cy' } });
    const { token } = await resetPassword({ personId, actor: ada });
    await join(token);
    expect((await openInvitations()).map(({ kind }) => kind)).toEqual(['invite', 'invite']);
  });
});

describe('people', () => {
  it('keep the last administrator who may sign in, also when two lower each other at once', async () => {
    const ada = await newAdministrator(newBrowser());
    const adaId = ada.personId ?? '';
    const last = { code: 'refused', details: { reason: 'lastAdministrator' } };
    await expect(changeRole({ personId: adaId, role: 'operator', actor: ada })).rejects.toMatchObject(last);
    await expect(disablePerson({ personId: adaId, actor: ada })).rejects.toMatchObject(last);
    const bo = await newPerson(newBrowser(), { name: 'Bo', role: 'administrator', actor: ada });
    const outcomes = await Promise.allSettled([
      changeRole({ personId: adaId, role: 'viewer', actor: bo }),
      disablePerson({ personId: bo.personId, actor: ada }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = (await listPeople()).filter(({ role, disabledAt }) => role === 'administrator' && !disabledAt);
    expect(left).toHaveLength(1);
  });

  it('choose a new password by a link of an administrator, which ends their sessions', async () => {
    const actor = await newAdministrator(newBrowser());
    const browser = newBrowser();
    const { personId } = await newPerson(browser, { name: 'Bo', role: 'viewer', actor });
    const { token } = await resetPassword({ personId, actor });
    expect(await readInvitation(token, from)).toMatchObject({ kind: 'reset', name: 'Bo', email: emailOf('Bo') });
    const password = 'velvet tractor nimbus 81';
    expect(await join(token, { password })).toEqual({ state: 'in' });
    expect(await browser.viewer()).toBeNull();
    await expect(
      newBrowser().ask((caller) => signIn({ email: emailOf('Bo'), password: goodPassword, ...caller })),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await newBrowser().ask((caller) => signIn({ email: emailOf('Bo'), password, ...caller }))).toEqual({
      state: 'in',
    });
    expect((await peopleActivity()).map(({ actor: who, action }) => `${who} ${action}`)).toEqual(
      expect.arrayContaining(['Ada person.join', 'Ada person.invite', 'Bo person.join', 'Ada person.reset']),
    );
  });
});
