import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { newAdministrator, newBrowser, signedIn, useEnvironment } from '#lib/auth/browser.test-support.ts';
import { viewerAtDoor } from '#lib/auth/current-viewer.ts';
import { listPeople } from '#lib/auth/people.ts';
import { listSessions } from '#lib/auth/sessions.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  store = await testDatabase();
  useEnvironment();
});
afterEach(() => store.drop());
afterAll(() => useEnvironment({ APP_SECRET: undefined }));

const began = (method: string, age: string) =>
  database().pool.query(`update session set method = $1, created_at = now() - $2::interval`, [method, age]);

it.each(['oidc', 'saml'])('a session by %s ends after twelve hours, however much it is used', async (method) => {
  const browser = newBrowser();
  const { personId } = await newAdministrator(browser).then(() => signedIn(browser));
  await began(method, '11:59:00');
  expect(await browser.ask(viewerAtDoor)).toMatchObject({ name: 'Ada' });
  const [listed] = await listSessions({ personId, current: null });
  expect((listed?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThan(61_000);
  await began(method, '12:00:01');
  expect(await listSessions({ personId, current: null })).toEqual([]);
  expect(await listPeople()).toMatchObject([{ sessions: 0 }]);
  expect(await browser.ask(viewerAtDoor)).toBeNull();
  expect((await database().pool.query('select from session')).rowCount).toBe(0);
});

it('a session by password goes on while it is used', async () => {
  const browser = newBrowser();
  await newAdministrator(browser);
  await began('password', '3 days');
  expect(await browser.ask(viewerAtDoor)).toMatchObject({ name: 'Ada' });
});
