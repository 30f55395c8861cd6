import { testOidcProvider } from '#lib/auth/sign-on/oidc-provider.test-support.ts';
import { freePort } from '#lib/server/free-port.ts';
import { expectAccessibleInBoth } from './fixtures/accessible.ts';
import { signOut } from './fixtures/people.ts';
import { type Product, startProduct } from './fixtures/product.ts';
import { startSamlProvider } from './fixtures/saml-provider.ts';
import { test as base, expect } from './fixtures/test.ts';
import { untilItReacts, visit } from './fixtures/visit.ts';

const ada = { sub: 's-1', email: 'ada@example.com', email_verified: true, name: 'Ada Kim', groups: ['finops'] };
const olu = { nameId: 'u-1', email: 'olu@example.com', name: 'Olu Berg', groups: ['engineers'] };

type Providers = {
  oidc: Awaited<ReturnType<typeof testOidcProvider>>;
  saml: Awaited<ReturnType<typeof startSamlProvider>>;
};

/** A server with two identity providers, on other sites than it: `localhost` is not `127.0.0.1`. */
const test = base.extend<object, { served: { product: Product; providers: Providers }; providers: Providers }>({
  served: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      const oidc = await testOidcProvider({ redirectUri: `${url}/api/auth/oidc/callback` });
      const saml = await startSamlProvider({ product: url, user: olu });
      const product = await startProduct({
        args: ['--demo'],
        port,
        environment: {
          OIDC_ISSUER: oidc.issuer,
          OIDC_CLIENT_ID: 'straybytes',
          OIDC_CLIENT_SECRET: 'a secret: with/signs&=',
          OIDC_LABEL: 'Example',
          SAML_IDP_METADATA: saml.metadata,
          SAML_LABEL: 'the directory',
          SSO_ROLES: 'finops=administrator,engineers=operator',
        },
      });
      await use({ product, providers: { oidc, saml } });
      await product.stop();
      await Promise.all([oidc.stop(), saml.stop()]);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  product: [({ served }, use) => use(served.product), { scope: 'worker' }],
  providers: [({ served }, use) => use(served.providers), { scope: 'worker' }],
});
test.describe.configure({ mode: 'serial' });
test.use({ expectedErrors: [/status of 40[134]/] });

test('the first administrator comes by OpenID Connect, with the role of their groups', async ({ page, providers }) => {
  providers.oidc.state.user = ada;
  await page.goto('/budgets');
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fbudgets$/);
  await untilItReacts(page);
  await expectAccessibleInBoth(page);
  await page.getByRole('link', { name: 'Sign in with Example' }).click();
  await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/budgets$/);
  await expect(page.getByRole('button', { name: 'Signed in as Ada Kim' })).toBeVisible();

  await page.goto(new URL('/people', page.url()).href);
  const row = page.getByRole('row', { name: /Ada Kim/ });
  await expect(row).toContainText('administrator');
  await expect(row).toContainText('by groups');
  await expect(row).toContainText('single sign-on');
  await page.getByRole('button', { name: 'Change Ada Kim' }).click();
  await expect(page.getByRole('dialog')).toContainText('Given by groups at the identity provider');
  await page.keyboard.press('Escape');
  await page.goto(new URL('/you', page.url()).href);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You sign in through your organization');
  await expect(page.getByText('You can sign in with Example.')).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.goto(new URL('/activity', page.url()).href);
  await expect(page.getByText('signed in by single sign-on').first()).toBeVisible();
  await signOut(page);
});

test('who has no group with a role is told so, and may go on otherwise', async ({ page, providers }) => {
  providers.oidc.state.user = { ...ada, sub: 's-2', email: 'vera@example.com', name: 'Vera Sato', groups: ['cooks'] };
  await visit(page, '/sign-in');
  await page.getByRole('link', { name: 'Sign in with Example' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'None of your groups has a role here.' })).toBeVisible();
  await expect(page.getByLabel('E-mail address')).toBeVisible();
  await untilItReacts(page);
  await expectAccessibleInBoth(page);
});

test('by SAML one comes with a form of another site, and back to where one wanted to go', async ({ page }) => {
  await page.goto('/guardrails');
  await untilItReacts(page);
  await page.getByRole('link', { name: 'Sign in with the directory' }).click();
  await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/guardrails$/);
  await expect(page.getByRole('button', { name: 'Signed in as Olu Berg' })).toBeVisible();
  const [session] = (await page.context().cookies()).filter(({ name }) => name.endsWith('session_token'));
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await signOut(page);
});

test('from the portal of the directory one gets in too, by the name that it says now', async ({ page, providers }) => {
  providers.saml.state.user = { ...olu, name: 'Olu Berg-Sato', email: 'olu.sato@example.com' };
  await page.goto(providers.saml.portal);
  await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/$/);
  await expect(page.getByRole('button', { name: 'Signed in as Olu Berg-Sato' })).toBeVisible();
  await page.goto(new URL('/you', page.url()).href);
  await expect(page.getByRole('main')).toContainText('olu.sato@example.com');
});

test('groups that are gone take the role and the session along', async ({ page, providers }) => {
  await page.goto(providers.saml.portal);
  await expect(page.getByRole('button', { name: 'Signed in as Olu Berg' })).toBeVisible();
  providers.saml.state.user = { ...olu, groups: [] };
  await page.goto(providers.saml.portal);
  await expect(page.getByRole('alert').filter({ hasText: 'None of your groups has a role here.' })).toBeVisible();
  await page.goto(new URL('/budgets', page.url()).href);
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fbudgets$/);
});
