/** What the launcher and its children say to each other over IPC. */

/** Work that the launcher asks of a child; the answer is null or why it failed. */
export type Task =
  /** Simulated AWS: write 90 days of history into the store when it is empty. */
  | { kind: 'seed' }
  /** Worker: run a collection and answer when it has ended. */
  | { kind: 'collect'; trigger: 'demo' | 'schedule'; actor: string; onlyFirst: boolean };

export type ToChild = { type: 'stop' } | { type: 'task'; id: number; task: Task };

export type FromChild =
  | { type: 'ready' }
  /** It cannot work; the message is one line for a person. */
  | { type: 'failed'; message: string }
  | { type: 'done'; id: number; problem: string | null };
