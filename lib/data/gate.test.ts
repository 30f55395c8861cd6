import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** What nobody has to be signed in for: how one signs in, why at all, and what a link to join with is for. */
const forAnybody = ['parseSignInQuery', 'getSignInMethods', 'getProxyProblem', 'getLink'];
/** These say themselves who looks. */
const gates = ['requireViewer', 'findViewer'];

/** They compute, and read nothing. */
const pure = /^(report\/iso-week|store\/database-errors|auth\/return-path)\.ts$/;

/** A function at the top of a file, as it is written. */
type Read = { name: string; file: string; exported: boolean; body: string; foreign: string[] };

const root = path.join(import.meta.dirname, '..', '..');
const reads = globSync('lib/data/*.ts', { cwd: root })
  .filter((file) => !file.includes('.test'))
  .flatMap((file) => functionsIn(file, readFileSync(path.join(root, file), 'utf8')));
const byName = new Map(reads.map((read) => [read.name, read]));

function functionsIn(file: string, source: string): Read[] {
  const foreign = foreignNames(source);
  const heads = [...source.matchAll(/^(export )?(?:(?:async )?function\*? |const )(\w+)/gm)];
  return heads.map((head, nth) => {
    const body = source.slice(head.index, heads[nth + 1]?.index);
    return { name: head[2] ?? '', file, exported: head[1] !== undefined, body, foreign };
  });
}

/** The values that a file imports from where something can be read. */
function foreignNames(source: string): string[] {
  const imports = source.matchAll(
    /^import \{([^}]*)\} from '#lib\/((?:store|collect|fix|report|auth|identity-center)\/[^']+)'/gm,
  );
  return [...imports].flatMap(([, names = '', from = '']) =>
    (pure.test(from) ? '' : names)
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => name.split(' as ').at(-1) ?? name),
  );
}

/** Where in a body one of these is first called; Infinity: nowhere. */
function firstCall(body: string, names: Iterable<string>): number {
  const at = [...names].map((name) => body.search(new RegExp(`(?<![.\\w])${name}\\(`))).filter((found) => found >= 0);
  return Math.min(Number.POSITIVE_INFINITY, ...at);
}

/** All that ask who looks before they answer, themselves or by what they call. */
function gated(): Set<string> {
  const known = new Set(gates);
  for (let before = 0; before !== known.size; ) {
    before = known.size;
    for (const { name, body } of reads)
      if (!known.has(name) && firstCall(rest(body), known) < Infinity) known.add(name);
  }
  return known;
}

/** Without its own head, which is no call. */
function rest(body: string): string {
  return body.replace(/^(export )?(?:async )?(function\*?|const) \w+/, '');
}

/** All of a file that read without asking, and what reads by them. */
function reading(asking: ReadonlySet<string>): Set<string> {
  const known = new Set<string>();
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const { name, body, foreign } of reads) {
      const first = firstCall(rest(body), [...foreign, ...known]);
      if (first < Infinity && !(firstCall(rest(body), asking) < first)) known.add(name);
    }
  }
  return known;
}

describe('what pages read', () => {
  it('is looked for in all of it', () => {
    expect(reads.length).toBeGreaterThan(100);
    expect(byName.get('getFixesOf')?.foreign).toContain('listFixes');
    expect(gated()).toContain('getAccountViews');
    expect(reading(gated())).toContain('readViews');
  });

  it('asks who looks before it reads', () => {
    const open = reading(gated());
    const found = reads.filter(({ name, exported }) => exported && open.has(name) && !forAnybody.includes(name));
    expect(found.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  it('names a power wherever it asks', () => {
    const nameless = reads.filter(({ body }) => /requireViewer\((?!'\w+'\)|power\))/.test(body));
    expect(nameless.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });
});
