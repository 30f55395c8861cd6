import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Browser,
  newAdministrator,
  newBrowser,
  newPerson,
  peopleActivity,
  signedIn,
  useEnvironment,
} from '#lib/auth/browser.test-support.ts';
import { firstAdministratorLink, invite, readInvitation } from '#lib/auth/invitations.ts';
import { isOpen } from '#lib/auth/open.ts';
import { changeRole, disablePerson, listPeople, setRequireSecondFactor } from '#lib/auth/people.ts';
import { here, problemOf, visit } from '#lib/auth/sign-on/provider-browser.test-support.ts';
import { formOf, type TestSamlIdp, type Told, testSamlIdp } from '#lib/auth/sign-on/saml-idp.test-support.ts';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';
import { beginSignOn, describeSaml, finishSaml, receiveSignOn } from './sign-on.ts';

const acs = '/api/auth/saml/acs';
const login = '/api/auth/saml/login?to=%2Fspend';
const ada: Told = { nameId: 'u-1', email: 'Ada@example.com', name: 'Ada Kim', groups: ['finops-admins'] };
const bo: Told = { nameId: 'u-2', email: 'bo@example.com', name: 'Bo', groups: ['engineers', 'everybody else'] };
const unset = { SAML_IDP_METADATA: undefined, SSO_ROLES: undefined, SIGN_IN: undefined, SAML_ENTITY_ID: undefined };

let store: Awaited<ReturnType<typeof testDatabase>>;
let idp: TestSamlIdp;
beforeAll(async () => {
  idp = await testSamlIdp({ acsUrl: `${here}${acs}`, audience: `${here}/api/auth/saml/metadata` });
});
beforeEach(async () => {
  store = await testDatabase();
  useEnvironment({
    ...unset,
    SAML_IDP_METADATA: idp.metadata,
    SSO_ROLES: 'finops-admins=administrator, engineers=operator, auditors=viewer',
  });
});
afterEach(() => store.drop());
afterAll(() => useEnvironment({ ...unset, APP_SECRET: undefined }));

const begin = (browser: Browser) => visit(browser, (request) => beginSignOn(request, 'saml'), login);
const post = (browser: Browser, form: URLSearchParams) => visit(browser, receiveSignOn, acs, { form, cookies: false });
const finish = (browser: Browser, to: string) => visit(browser, finishSaml, to);

/** The whole way, as far as it goes. */
async function signOn(browser: Browser, told: Told) {
  const received = await post(browser, await idp.post((await begin(browser)).to, told));
  return received.url.pathname === '/api/auth/saml/finish' ? finish(browser, received.to) : received;
}

async function rolesOfAll() {
  return (await listPeople()).map(({ name, role, roleFromGroups, disabledAt }) =>
    [name, role, ...(roleFromGroups ? ['groups'] : []), ...(disabledAt ? ['disabled'] : [])].join(' '),
  );
}

describe('signing in by SAML', () => {
  it('begins with a request that is kept here, and ends with a session as every other', async () => {
    expect(await isOpen()).toBe(false);
    const browser = newBrowser('203.0.113.5');
    const begun = await begin(browser);
    expect(begun.status).toBe(303);
    const { id, relayState, acsUrl } = await idp.readRequest(begun.to);
    expect(acsUrl).toBe(`${here}${acs}`);
    expect(begun.setCookie[0]).toMatch(/^straybytes\.sign_on=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
    const { rows } = await database().pool.query('select identifier, value from verification');
    expect(rows).toHaveLength(1);
    for (const secret of [id, relayState, '/spend']) expect(JSON.stringify(rows)).not.toContain(secret);

    const received = await post(browser, await idp.post(begun.to, ada));
    expect([received.status, received.url.pathname]).toEqual([303, '/api/auth/saml/finish']);
    expect(received.setCookie).toEqual([]);
    expect(await browser.viewer()).toBeNull();
    const finished = await finish(browser, received.to);
    expect(finished.to).toBe('/spend');
    expect(await browser.viewer()).toMatchObject({
      name: 'Ada Kim',
      email: 'ada@example.com',
      role: 'administrator',
      reduced: null,
    });
    expect([...browser.cookies.keys()]).toEqual(['straybytes.session_token']);
    expect((await database().pool.query('select from verification')).rowCount).toBe(0);
    expect((await database().pool.query('select method, ip_address as address from session')).rows).toEqual([
      { method: 'saml', address: '203.0.113.5' },
    ]);
    expect((await peopleActivity()).map(({ actor, action, address }) => [actor, action, address])).toEqual([
      ['Ada Kim', 'person.join', '203.0.113.5'],
      ['Ada Kim', 'session.begin', '203.0.113.5'],
    ]);
  });

  it('says what the provider needs to know, and nothing where there is none', async () => {
    const { text } = await visit(newBrowser(), describeSaml, '/api/auth/saml/metadata');
    expect(text).toContain(`entityID="${here}/api/auth/saml/metadata"`);
    expect(text).toContain(`Location="${here}${acs}"`);
    expect(text).toContain('WantAssertionsSigned="true"');
    useEnvironment(unset);
    for (const call of [describeSaml, finishSaml, receiveSignOn, (request: Request) => beginSignOn(request, 'saml')])
      expect((await visit(newBrowser(), call, '/api/auth/saml/x')).status).toBe(404);
    expect(await isOpen()).toBe(true);
  });

  it('comes first to the name that the provider sends people back to', async () => {
    const call = (request: Request) => beginSignOn(request, 'saml');
    const { to, setCookie } = await visit(
      newBrowser(),
      call,
      'http://127.0.0.1:3000/api/auth/saml/login?to=//evil.example',
    );
    expect(to).toBe(`${here}/api/auth/saml/login?to=%2F`);
    expect(setCookie).toEqual([]);
  });

  it('sends who comes from the portal of the provider to begin here, and signs nobody in by that', async () => {
    const browser = newBrowser();
    const form = formOf(await idp.answer({ ...ada, inResponseTo: null }), '');
    const { status, to } = await post(browser, form);
    expect([status, to]).toEqual([303, '/api/auth/saml/login']);
    expect(await listPeople()).toEqual([]);
    const again = await visit(browser, (request) => beginSignOn(request, 'saml'), to);
    const received = await post(browser, await idp.post(again.to, ada));
    expect((await finish(browser, received.to)).to).toBe('/');
    expect(await browser.viewer()).toMatchObject({ name: 'Ada Kim' });
  });
});

describe('an answer counts', () => {
  it('once', async () => {
    const browser = newBrowser();
    const form = await idp.post((await begin(browser)).to, ada);
    const { to } = await post(browser, form);
    expect(problemOf(await post(browser, form))).toBe('again');
    expect((await finish(browser, to)).to).toBe('/spend');
    expect(problemOf(await finish(browser, to))).toBe('again');
  });

  it('in the browser that began: nobody is signed in as somebody else by a link or a form', async () => {
    const [attacker, victim] = [newBrowser(), newBrowser()];
    const { to } = await post(victim, await idp.post((await begin(attacker)).to, bo));
    expect(problemOf(await finish(victim, to))).toBe('again');
    expect(await victim.viewer()).toBeNull();
    // Also not with a cookie of an attempt of one's own.
    await begin(victim);
    const second = await post(victim, await idp.post((await begin(attacker)).to, bo));
    expect(problemOf(await finish(victim, second.to))).toBe('again');
    expect(await listPeople()).toEqual([]);
  });

  it('for ten minutes', async () => {
    const browser = newBrowser();
    const form = await idp.post((await begin(browser)).to, ada);
    await database().pool.query(`update verification set expires_at = now() - interval '1 second'`);
    expect(problemOf(await post(browser, form))).toBe('again');
  });

  it('with the key that it was kept with', async () => {
    const browser = newBrowser();
    const form = await idp.post((await begin(browser)).to, ada);
    process.env.APP_SECRET = 'another secret, of more than 32 characters too';
    resetEnv();
    expect(problemOf(await post(browser, form))).toBe('again');
  });

  it('with the RelayState that was sent along', async () => {
    const browser = newBrowser();
    const form = await idp.post((await begin(browser)).to, ada);
    form.set('RelayState', 'https://evil.example/');
    expect(problemOf(await post(browser, form))).toBe('again');
  });

  it.each<[string, Partial<Told>, RegExp]>([
    ['signed by a stranger', { signedBy: 'stranger' }, /Invalid signature/],
    ['signed with SHA-1', { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }, /outdated algorithm/],
    ['for another audience', { audience: 'https://other.example.com/saml' }, /audience mismatch/],
    ['of another issuer', { issuer: 'https://other.example.com/saml' }, /another issuer/],
    ['for another recipient', { recipient: 'https://other.example.com/acs' }, /another recipient/],
    ['for another destination', { destination: 'https://other.example.com/acs' }, /for elsewhere/],
    ['no longer valid', { from: -600, until: -61 }, /expired/],
    ['not yet valid', { from: 90 }, /not yet valid/],
    ['confirmed for longer ago', { confirmedUntil: -61 }, /no longer valid/],
    ['of somebody else’s request', { confirmedFor: '_0123456789abcdef0123456789abcdef01234567' }, /another request/],
    ['of no request, put into an answer to one', { confirmedFor: null }, /not confirmed/],
    ['of a passing subject', { format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }, /transient/],
    ['of nobody', { nameXml: '' }, /lacks .*NameID/],
  ])('unless it is %s', async (_, told, why) => {
    const browser = newBrowser();
    const begun = await begin(browser);
    const answered = await signOnWith(browser, begun.to, told);
    expect(problemOf(answered)).toBe('answer');
    expect(await listPeople()).toEqual([]);
    expect(await browser.viewer()).toBeNull();
    const [entry, ...others] = await peopleActivity();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ action: 'session.refuse', detail: { method: 'saml' } });
    expect(entry?.detail.reason).toMatch(why);
  });

  it.each([{ from: 55 }, { from: -600, until: -35 }])('with clocks that differ by a minute: %j', async (times) => {
    expect((await signOn(newBrowser(), { ...ada, ...times })).to).toBe('/spend');
  });

  it.each(['response', 'both'] as const)('where the %s is signed, and nothing was altered', async (signs) => {
    expect((await signOn(newBrowser(), { ...bo, signs })).to).toBe('/spend');
    const browser = newBrowser();
    const { id, relayState } = await idp.readRequest((await begin(browser)).to);
    const xml = await idp.answer({ ...bo, signs, inResponseTo: id });
    const altered = xml.replace('>engineers<', '>finops-admins<');
    expect(problemOf(await post(browser, formOf(altered, relayState)))).toBe('answer');
    const [signature = ''] = /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(xml) ?? [];
    const again = await idp.readRequest((await begin(browser)).to);
    const wrapped = xml.replace(id, again.id).replace(signature, '');
    expect(problemOf(await post(browser, formOf(wrapped, again.relayState)))).toBe('answer');
    expect(await rolesOfAll()).toEqual(['Bo operator groups']);
  });

  it('and a refusal of the provider is told as one', async () => {
    const browser = newBrowser();
    const { to } = await begin(browser);
    const { id, relayState } = await idp.readRequest(to);
    const whole = await idp.answer({ ...ada, inResponseTo: id, status: 'Responder' });
    const without = whole.replace(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, '');
    expect(problemOf(await post(browser, formOf(without, relayState)))).toBe('refused');
  });

  async function signOnWith(browser: Browser, url: string, told: Partial<Told>) {
    const { to, ...received } = await post(browser, await idp.post(url, { ...ada, ...told }));
    return received.url.pathname === '/api/auth/saml/finish' ? finish(browser, to) : { to, ...received };
  }
});

describe('what was altered after it was signed', () => {
  /** Bo's own honest answer, made into something else. */
  async function altered(change: (xml: string) => string) {
    const browser = newBrowser();
    const { id, relayState } = await idp.readRequest((await begin(browser)).to);
    const xml = await idp.answer({ ...bo, inResponseTo: id });
    const changed = change(xml);
    expect(changed).not.toBe(xml);
    const received = await post(browser, formOf(changed, relayState));
    expect(await listPeople()).toEqual([]);
    return { problem: problemOf(received), why: (await peopleActivity()).at(-1)?.detail.reason };
  }
  const assertionIn = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? '';
  const signatureIn = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
  /** The same with Ada's rights, unsigned. */
  const forged = (assertion: string, id = 'forged') =>
    assertion
      .replace(signatureIn(assertion), '')
      .replace(/ ID="[^"]*"/, ` ID="_${id}"`)
      .replace('>u-2<', '>u-1<')
      .replace('>engineers<', '>finops-admins<');

  it.each<[string, RegExp, (xml: string) => string]>([
    ['a changed group', /Invalid signature/, (xml) => xml.replace('>engineers<', '>finops-admins<')],
    ['no signature', /Invalid signature/, (xml) => xml.replace(signatureIn(xml), '')],
    [
      'a forged assertion before the signed one',
      /multiple assertions/,
      (xml) => xml.replace('<saml:Assertion', (found) => forged(assertionIn(xml)) + found),
    ],
    [
      'a forged assertion after it',
      /multiple assertions/,
      (xml) => xml.replace('</samlp:Response>', (found) => forged(assertionIn(xml)) + found),
    ],
    [
      'the signed one hidden in extensions of the response',
      /Invalid signature/,
      (xml) =>
        xml.replace(
          assertionIn(xml),
          `<samlp:Extensions>${assertionIn(xml)}</samlp:Extensions>${forged(assertionIn(xml))}`,
        ),
    ],
    [
      'the signed one wrapped into the signature of a forged one',
      /Referenced node|Invalid signature/,
      (xml) => {
        const signature = signatureIn(xml).replace(
          '</ds:Signature>',
          `<ds:Object>${assertionIn(xml).replace(signatureIn(xml), '')}</ds:Object></ds:Signature>`,
        );
        const forgery = forged(assertionIn(xml)).replace('</saml:Issuer>', (end) => end + signature);
        return xml.replace(assertionIn(xml), forgery);
      },
    ],
    [
      'two with one ID',
      /multiple assertions/,
      (xml) => {
        const id = / ID="_([^"]*)"/.exec(assertionIn(xml))?.[1] ?? '';
        return xml.replace(assertionIn(xml), forged(assertionIn(xml), id) + assertionIn(xml));
      },
    ],
    ['a comment in the name', /comment/, (xml) => xml.replace('>u-2<', '>u-<!-- -->2<')],
    ['CDATA', /CDATA/, (xml) => xml.replace('>u-2<', '><![CDATA[u-2]]><')],
    [
      'an external entity',
      /document type/,
      (xml) =>
        `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>${xml.replace('>u-2<', '>&x;<')}`,
    ],
    ['a document type', /document type/, (xml) => `<!DOCTYPE samlp:Response>${xml}`],
    ['a processing instruction', /processing instruction/, (xml) => `<?xml-stylesheet href="x"?>${xml}`],
    ['an end that is missing', /well-formed/, (xml) => xml.slice(0, -20)],
  ])('is refused: %s', async (_, why, change) => {
    const refused = await altered(change);
    expect(refused.problem).toBe('answer');
    expect(refused.why).toMatch(why);
  });

  it('is refused: a comment that was signed along', async () => {
    const browser = newBrowser();
    const told = { ...bo, nameXml: 'u-1<!-- -->.example', groups: ['finops-admins'] };
    expect(problemOf(await signOn(browser, told))).toBe('answer');
    expect(await listPeople()).toEqual([]);
  });

  it.each(['', 'no base64 at all', Buffer.from('<a/>').toString('base64')])('is refused: %j', async (SAMLResponse) => {
    expect(problemOf(await post(newBrowser(), new URLSearchParams({ SAMLResponse })))).toBe('answer');
  });

  it('is refused: what is larger than any', async () => {
    const SAMLResponse = 'A'.repeat(600 * 1024);
    expect(problemOf(await post(newBrowser(), new URLSearchParams({ SAMLResponse })))).toBe('answer');
  });
});

describe('who comes', () => {
  it('has the highest role of their groups, anew each time, and none without them', async () => {
    const browser = newBrowser();
    await signOn(browser, { ...bo, groups: ['auditors', 'engineers'] });
    await signOn(newBrowser(), ada);
    expect(await rolesOfAll()).toEqual(['Ada Kim administrator groups', 'Bo operator groups']);
    await signOn(newBrowser(), { ...bo, groups: ['auditors'] });
    // Also where they are signed in already.
    expect(await browser.viewer()).toMatchObject({ role: 'viewer' });
    expect(problemOf(await signOn(newBrowser(), { ...bo, groups: ['cooks'] }))).toBe('noRole');
    expect(await browser.viewer()).toBeNull();
    expect(await rolesOfAll()).toEqual(['Ada Kim administrator groups', 'Bo viewer groups disabled']);
    expect((await listPeople()).map(({ sessions }) => sessions)).toEqual([1, 0]);
    // Once more changes nothing.
    expect(problemOf(await signOn(newBrowser(), { ...bo, groups: [] }))).toBe('noRole');
    expect((await signOn(browser, bo)).to).toBe('/spend');
    expect(await rolesOfAll()).toEqual(['Ada Kim administrator groups', 'Bo operator groups']);
    const told = (await peopleActivity()).filter(({ detail }) => detail.by === 'groups');
    expect(told.map(({ actor, action, detail }) => [actor, action, detail.name, detail.to])).toEqual([
      ['single sign-on', 'person.role', 'Bo', 'viewer'],
      ['single sign-on', 'person.disable', 'Bo', undefined],
      ['single sign-on', 'person.enable', 'Bo', undefined],
      ['single sign-on', 'person.role', 'Bo', 'operator'],
    ]);
  });

  it('is nobody here without a group or an invitation', async () => {
    const refused = await signOn(newBrowser(), { ...bo, groups: [] });
    expect(problemOf(refused)).toBe('noRole');
    expect(await listPeople()).toEqual([]);
    useEnvironment({ SSO_ROLES: 'engineers=operator,*=viewer' });
    await signOn(newBrowser(), { ...bo, groups: [] });
    expect(await rolesOfAll()).toEqual(['Bo viewer groups']);
  });

  it('takes the invitation to their address, whose role stays whatever the groups say', async () => {
    const actor = await newAdministrator(newBrowser());
    await invite({ email: 'bo@example.com', role: 'viewer', actor });
    const browser = newBrowser();
    await signOn(browser, { ...bo, groups: [] });
    expect(await browser.viewer()).toMatchObject({ name: 'Bo', role: 'viewer' });
    await signOn(browser, bo);
    expect(await browser.viewer()).toMatchObject({ role: 'viewer' });
    // An invitation is used once: a second subject with the address is somebody else.
    expect(problemOf(await signOn(newBrowser(), { ...bo, nameId: 'u-3' }))).toBe('taken');
  });

  it('keeps what an administrator gave instead', async () => {
    const actor = await newAdministrator(newBrowser());
    const browser = newBrowser();
    await signOn(browser, bo);
    const person = (await listPeople()).find(({ name }) => name === 'Bo');
    await changeRole({ personId: person?.personId ?? '', role: 'viewer', actor });
    await signOn(browser, bo);
    expect(await browser.viewer()).toMatchObject({ role: 'viewer' });
    await disablePerson({ personId: person?.personId ?? '', actor });
    expect(problemOf(await signOn(browser, bo))).toBe('disabled');
    expect(await browser.viewer()).toBeNull();
  });

  it('is not who has the same address and a password, until they are signed in here and come once more', async () => {
    const actor = await newAdministrator(newBrowser());
    const browser = newBrowser();
    const { personId } = await newPerson(browser, { name: 'Bo', role: 'operator', actor });
    expect(problemOf(await signOn(newBrowser(), bo))).toBe('taken');
    // Whoever else is signed in there is none the more that person.
    const other = newBrowser();
    await newPerson(other, { name: 'Cy', role: 'operator', actor });
    expect(problemOf(await signOn(other, bo))).toBe('taken');
    expect(await other.viewer()).toMatchObject({ name: 'Cy' });
    expect((await signOn(browser, bo)).to).toBe('/spend');
    const alone = newBrowser();
    await signOn(alone, bo);
    expect(await alone.viewer()).toMatchObject({ personId, role: 'operator' });
    expect((await peopleActivity()).map(({ action }) => action)).toContain('person.link');
  });

  it('needs an address, and a name that nobody has', async () => {
    const { email: _, ...nameless } = bo;
    expect(problemOf(await signOn(newBrowser(), nameless))).toBe('noEmail');
    await newAdministrator(newBrowser(), 'Bo');
    await signOn(newBrowser(), { ...bo, email: 'bo.two@example.com' });
    await signOn(newBrowser(), { ...bo, nameId: 'u-4', email: 'four@example.com', name: 'straybytes' });
    expect((await listPeople()).map(({ name }) => name)).toEqual(['Bo', 'Bo (bo.two@example.com)', 'four@example.com']);
  });

  it('has the name and the address that the directory says now', async () => {
    await signOn(newBrowser(), ada);
    const browser = newBrowser();
    await signOn(browser, bo);
    await signOn(browser, { ...bo, name: 'Bo Berg', email: 'bo.berg@example.com' });
    expect(await browser.viewer()).toMatchObject({ name: 'Bo Berg', email: 'bo.berg@example.com' });
    await signOn(browser, { ...bo, name: 'ada kim', email: 'ada@example.com' });
    expect(await browser.viewer()).toMatchObject({ name: 'ada kim (bo.berg@example.com)', role: 'operator' });
    const addresses = (await listPeople()).map(({ email }) => email);
    expect(addresses.toSorted()).toEqual(['ada@example.com', 'bo.berg@example.com']);
  });

  it('needs no second factor here where one is asked for: the provider has its own', async () => {
    const actor = await newAdministrator(newBrowser());
    await setRequireSecondFactor({ required: true, actor });
    const browser = newBrowser();
    await signOn(browser, bo);
    expect(await browser.viewer()).toMatchObject({ role: 'operator', reduced: null });
  });

  it('leaves the session that the browser had, and no planted one', async () => {
    const browser = newBrowser();
    const actor = await newAdministrator(browser);
    const planted = browser.cookies.get('straybytes.session_token');
    await signOn(browser, bo);
    expect(browser.cookies.get('straybytes.session_token')).not.toBe(planted);
    expect(await browser.viewer()).toMatchObject({ name: 'Bo' });
    const left = await database().pool.query('select from session where person_id = $1', [actor.personId]);
    expect(left.rowCount).toBe(0);
  });
});

describe('a server with a provider', () => {
  it('is closed, and stays so when groups take the last administrator away and the provider goes', async () => {
    await signOn(newBrowser(), ada);
    expect(problemOf(await signOn(newBrowser(), { ...ada, groups: [] }))).toBe('noRole');
    await signOn(newBrowser(), { ...ada, groups: ['auditors'] });
    useEnvironment(unset);
    expect(await isOpen()).toBe(false);
  });

  it('voids the link for the first administrator, who came by groups', async () => {
    const { token } = await firstAdministratorLink();
    await signOn(newBrowser(), bo);
    expect(await readInvitation(token, { address: '' })).not.toBeNull();
    await signOn(newBrowser(), ada);
    expect(await readInvitation(token, { address: '' })).toBeNull();
    const voided = { actor: 'single sign-on', action: 'person.uninvite', detail: { kind: 'first', by: 'joined' } };
    expect(await peopleActivity()).toContainEqual(expect.objectContaining(voided));
    // A later one is for who is locked out.
    const later = await firstAdministratorLink();
    await signOn(newBrowser(), { ...ada, nameId: 'u-9', email: 'second@example.com' });
    expect(await readInvitation(later.token, { address: '' })).not.toBeNull();
  });

  it('tells which links end with the groups of who made them', async () => {
    const maker = newBrowser();
    const inviteMole = async () => {
      await signOn(maker, ada);
      const actor = await signedIn(maker);
      return (await invite({ email: 'mole@example.com', role: 'viewer', actor })).token;
    };
    for (const groups of [['engineers'], []]) {
      const token = await inviteMole();
      await signOn(newBrowser(), { ...ada, groups });
      expect(await readInvitation(token, { address: '' })).toBeNull();
    }
    const voided = (await peopleActivity()).filter(({ action }) => action === 'person.uninvite');
    const one = { actor: 'single sign-on', detail: { email: 'mole@example.com', by: 'maker' } };
    expect(voided).toMatchObject([one, one]);
  });

  it('lets nobody fill its log with answers that they made up', async () => {
    const form = new URLSearchParams({ SAMLResponse: Buffer.from('<a/>').toString('base64') });
    for (let i = 0; i < 65; i++) await post(newBrowser(), form);
    expect(await peopleActivity()).toHaveLength(60);
  });

  it('answers too many beginnings from one address with words', async () => {
    const call = (request: Request) => beginSignOn(request, 'saml');
    for (let i = 0; i < 60; i++) await visit(newBrowser(), call, login);
    expect(problemOf(await visit(newBrowser(), call, login))).toBe('tooOften');
    expect((await visit(newBrowser('198.51.100.99'), call, login)).to).toContain('directory.example.com');
  });
});
