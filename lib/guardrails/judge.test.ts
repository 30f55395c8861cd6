import { describe, expect, it } from 'vitest';
import { type Check, check } from './check.ts';
import { account, now, report, row } from './inventory.test-support.ts';
import { inventorySchema } from './inventory.ts';
import { judge } from './judge.ts';
import { paste } from './pasted-shell.test-support.ts';
import { checkOf, checks } from './registry.ts';

const about = { id: 'x', title: 'x', passedTitle: 'x', why: 'x', source: 'x', mend: () => ({ console: [], cli: '' }) };

describe('judge', () => {
  it('calls nothing clean of an account that could not be seen', () => {
    const judgements = judge(account(), now);
    expect(judgements.map(({ status }) => status)).toEqual(checks.map(() => 'blind'));
    for (const { missing, findings } of judgements) {
      expect(missing).toMatchObject([{ by: 'service control policy', problem: /SCP/ }]);
      expect(findings).toEqual([]);
    }
  });

  it('keeps a crash to its check, and never calls it clean', () => {
    const crashing: Check = check({
      ...about,
      needs: ['summary'],
      look() {
        throw new Error('odd');
      },
    });
    const [first, ...others] = judge(account({ summary: {} }), now, [crashing, ...checks]);
    expect(first).toMatchObject({ id: 'x/111122223333', status: 'crashed', message: 'odd', findings: [], missing: [] });
    expect(others).toEqual(judge(account({ summary: {} }), now));
  });

  it('gives a check only what it declares', () => {
    const seen: string[][] = [];
    const curious = check({
      ...about,
      needs: ['summary'],
      helps: ['roles'],
      look(parts) {
        seen.push(Object.keys(parts));
        return [];
      },
    });
    judge(account({ summary: {}, ...report(row()) }), now, [curious]);
    expect(seen).toEqual([['summary', 'roles']]);
  });

  it('names every finding by check, account and resource, once', () => {
    const users = ['ana', 'ben'].map((user) => row({ user, passwordEnabled: true }));
    const ids = judge(account(report(...users)), now).flatMap(({ findings }) => findings.map(({ id }) => id));
    expect(ids).toContain('users-without-mfa/111122223333/ana');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says when the oldest part that it needs was read', () => {
    expect(judge(account(), now)[0]?.checkedAt).toBe('2026-11-23T11:00:00.000Z');
  });

  it('what rests on the credential report is as of when AWS made it, and says so', () => {
    const generatedAt = '2026-11-23T07:30:00.000Z';
    const judged = (at: string) =>
      judge(account({ summary: {}, credentialReport: { generatedAt: at, rows: [row()] } }), now);
    for (const { check: id, checkedAt, basis } of judged(generatedAt)) {
      const rests = checkOf(id)?.needs.includes('credentialReport');
      expect([id, checkedAt]).toEqual([id, rests ? generatedAt : '2026-11-23T11:00:00.000Z']);
      expect(basis).toBe(
        rests ? 'By the credential report of 2026-11-23 07:30 UTC: AWS makes a new one at most every 4 hours.' : null,
      );
    }
    // The clock of AWS may run ahead of ours.
    for (const { checkedAt } of judged('2026-11-23T11:59:00.000Z')) expect(checkedAt).toBe('2026-11-23T11:00:00.000Z');
    for (const { basis } of judge(account(), now)) expect(basis).toBeNull();
  });
});

describe('the registry', () => {
  it('has every check once, with all that a person needs', () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { id, title, passedTitle, why, source, needs, mend } of checks) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
      for (const text of [title, passedTitle, why, source]) expect(text.length).toBeGreaterThan(10);
      expect(needs.length).toBeGreaterThan(0);
      const { console, cli } = mend({ accountId: '111122223333', resource: 'ana' });
      expect(console.length).toBeGreaterThan(0);
      expect(cli).toMatch(/^(aws |#)/);
      expect(checkOf(id)?.id).toBe(id);
    }
  });

  it('puts no name into a command as it is', () => {
    for (const { mend } of checks) {
      const { cli } = mend({ accountId: '111122223333', resource: "a b'; id #" });
      expect(cli).not.toContain(" a b'; id");
    }
  });
});

describe('commands to mend with, pasted into a shell', () => {
  const accountId = '111122223333';
  const asks = /^(sts get-caller-identity|organizations describe-(organization|account))/;
  const cases = checks.flatMap(({ id, mend }) =>
    ['ana', 'OrganizationAccountAccessRole', 'StraybytesRead'].flatMap((resource) =>
      [true, false, null].map((management) => {
        const ownRoles = ['StraybytesRead'];
        return { id, management, cli: mend({ accountId, resource, management, ownRoles }).cli };
      }),
    ),
  );
  const distinct = [...new Map(cases.map((one) => [one.cli, one])).values()];

  const elsewhere = [
    { where: 'of another account', payer: '333344445555' },
    { where: 'of the management account of another organization', payer: '999988887777' },
  ].flatMap((other) => distinct.map((one) => ({ ...one, ...other })));

  it.each(elsewhere)(
    'ask AWS for nothing with the credentials $where: $id, management $management',
    async ({ cli, payer }) => {
      const { calls, stderr } = await paste(cli, {
        'sts get-caller-identity --query Account': { says: '999988887777' },
        'sts assume-root': { fails: true },
        'organizations describe-organization': { says: payer },
        'organizations describe-account': { fails: true },
      });
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.filter(({ command }) => !asks.test(command) && !command.startsWith('sts assume-root'))).toEqual([]);
      expect(stderr).not.toContain('syntax error');
      expect(stderr).toContain('Stopped');
    },
  );

  it.each(distinct)('run in the right account: $id, management $management', async ({ cli }) => {
    const { calls, stderr } = await paste(cli, {
      'sts get-caller-identity --query Account': { says: accountId },
      'organizations describe-organization': { says: accountId },
      'iam get-role': { says: '{"Statement":[{"Effect":"Allow"}]}' },
    });
    expect(calls.some(({ command }) => !asks.test(command))).toBe(true);
    expect(stderr).not.toMatch(/syntax error|Stopped: these are not credentials of account/);
  });
});

describe('an inventory', () => {
  it('survives JSON', () => {
    const inventory = account({ summary: { Users: 1 }, ...report(row()) });
    expect(inventorySchema.parse(JSON.parse(JSON.stringify(inventory)))).toEqual(inventory);
  });
});
