import { expect, test } from 'vitest';
import { causeSentence } from './cause-words.ts';

const title = 'Denied by a service control policy';
const denied = (...names: string[]) => names.map((action) => ({ action, accounts: 1 }));

test.each([
  [{ actions: denied('a:B') }, `${title}: \`a:B\``],
  [{ actions: denied('a:B', 'a:C') }, `${title}: \`a:B\` and \`a:C\``],
  [{ actions: denied('a:B', 'a:C', 'a:D') }, `${title}: \`a:B\`, \`a:C\` and 1 more action`],
  [{ actions: denied('a:B', 'a:C', 'a:D', 'a:E') }, `${title}: \`a:B\`, \`a:C\` and 2 more actions`],
  [{ actions: [] }, title],
  [{ actions: denied('sts:AssumeRole'), isRole: true }, `The role cannot be used. ${title}`],
])('%o', (cause, says) => {
  expect(causeSentence({ title, isRole: false, ...cause })).toBe(says);
});
