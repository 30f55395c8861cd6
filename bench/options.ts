import { parseArgs } from 'node:util';

export const parts = ['scan', 'memory', 'organization', 'pages', 'costs', 'report'] as const;
export type Part = (typeof parts)[number];

export type Options = {
  quick: boolean;
  /** How often the first scan is repeated; the best one is to be judged. */
  rounds: number;
  only: readonly Part[];
  /** Folder for the plans of the page queries. */
  explain: string | undefined;
  /** Folder for CPU profiles of the workers. */
  profile: string | undefined;
  /** The simulated clock at the start; the machine's when left out. */
  start: Date | undefined;
};

export const usage = `npm run bench -- [--quick] [--rounds 3] [--only scan|memory|organization|pages|costs|report]… [--explain FOLDER] [--profile FOLDER] [--start 2026-11-23T12:00:00Z]`;

/** @throws Error naming the argument that cannot be understood */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      explain: { type: 'string' },
      profile: { type: 'string' },
      start: { type: 'string' },
    },
  });
  const only = values.only.map((name) => {
    const part = parts.find((known) => known === name);
    if (!part) throw new Error(`--only ${name} is none of ${parts.join(', ')}.`);
    return part;
  });
  const start = values.start === undefined ? undefined : new Date(values.start);
  if (start && Number.isNaN(start.getTime()))
    throw new Error(`--start ${values.start} is not a time such as 2026-11-23T12:00:00Z.`);
  const { quick, explain, profile } = values;
  const rounds = Number(values.rounds ?? (quick ? 1 : 3));
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error(`--rounds ${values.rounds} is not a number above 0.`);
  return { quick, rounds, only: only.length > 0 ? only : parts, explain, profile, start };
}
