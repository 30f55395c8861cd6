import { fork } from 'node:child_process';
import { z } from 'zod';

/** A process of its own that answers questions, so that its CPU time and memory are its own. */
export type Program = {
  ask<T>(question: string, answer: z.ZodType<T>): Promise<T>;
  end(): Promise<void>;
};

const messageSchema = z.object({ question: z.string(), answer: z.unknown() });

/**
 * Starts one of the programs beside this file and waits until it is ready.
 * @param profile folder where it leaves a CPU profile when it ends
 * @throws Error when it ends before it is ready
 */
export async function startProgram({
  file,
  environment = {},
  settings = {},
  flags = [],
  profile,
}: {
  file: string;
  environment?: Record<string, string>;
  settings?: object;
  /** For Node. */
  flags?: readonly string[];
  profile?: string | undefined;
}): Promise<Program> {
  const { AWS_PROFILE: _, ...inherited } = process.env;
  const child = fork(new URL(file, import.meta.url), [JSON.stringify(settings)], {
    env: { ...inherited, ...environment },
    execArgv: [...flags, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`, '--cpu-prof-interval=250'] : [])],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting = new Map<string, (answer: unknown) => void>();
  child.on('message', (message) => {
    const { question, answer } = messageSchema.parse(message);
    waiting.get(question)?.(answer);
    waiting.delete(question);
  });
  const answerTo = (question: string) =>
    Promise.race([
      new Promise<unknown>((resolve) => waiting.set(question, resolve)),
      exited.then(() => Promise.reject(new Error(`${file} ended before it answered: ${question}`))),
    ]);
  await answerTo('ready');
  return {
    async ask(question, answer) {
      const answered = answerTo(question);
      child.send(question);
      return answer.parse(await answered);
    },
    async end() {
      if (child.connected) child.send('end');
      await exited;
    },
  };
}

/** The program's side: says that it is ready, answers by name, and ends when told to or when its parent is gone. */
export function answerQuestions(answers: Record<string, () => unknown>, stop: () => Promise<void>): void {
  const tell = (question: string, answer: unknown) => process.send?.({ question, answer });
  process.on('message', async (question) => {
    if (question === 'end') {
      await stop();
      process.exit(0);
    }
    const name = String(question);
    tell(name, await answers[name]?.());
  });
  process.on('disconnect', () => process.exit(0));
  tell('ready', true);
}

/** What the parent was told to do, as JSON in the first argument. */
export function settingsOf<T>(schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(process.argv[2] ?? '{}'));
}
