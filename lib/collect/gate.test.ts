import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGate, places } from './gate.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function held(): { call: () => Promise<void>; end: () => void; begun: () => number } {
  let begun = 0;
  const ends: (() => void)[] = [];
  return {
    begun: () => begun,
    end: () => ends.shift()?.(),
    call: () => {
      begun += 1;
      return new Promise((resolve) => ends.push(resolve));
    },
  };
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

test('never more in flight than the worker may have, over all regions', async () => {
  const global = places(() => 5);
  const calls = held();
  const gates = [1, 2].map(() => createGate({ global, most: 5 }));
  for (let index = 0; index < 20; index += 1) void gates[index % 2]?.run(calls.call);
  await settle();
  expect(calls.begun()).toBe(5);
  calls.end();
  await settle();
  expect(calls.begun()).toBe(6);
});

test('a region begins small, grows with answers, halves once when asked to slow down', async () => {
  const gate = createGate({ global: places(() => 64), most: 64, now: () => Date.now() });
  const calls = held();
  for (let index = 0; index < 100; index += 1) void gate.run(calls.call);
  await settle();
  expect(calls.begun()).toBe(8);
  for (let index = 0; index < 8; index += 1) gate.observe('ok');
  calls.end();
  await settle();
  expect(calls.begun()).toBe(17);
  for (let index = 0; index < 50; index += 1) gate.observe('throttled');
  for (let index = 0; index < 8; index += 1) calls.end();
  await settle();
  expect(calls.begun()).toBe(17);
  calls.end();
  await settle();
  expect(calls.begun()).toBe(18);
});

test('calls that hang lend their places to others', async () => {
  const global = places(() => 4);
  const [hung, well] = [held(), held()];
  const hungGate = createGate({ global, most: 4 });
  for (let index = 0; index < 4; index += 1) void hungGate.run(hung.call);
  await settle();
  const wellGate = createGate({ global, most: 4 });
  for (let index = 0; index < 4; index += 1) void wellGate.run(well.call);
  await settle();
  expect(well.begun()).toBe(0);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(well.begun()).toBe(4);
  for (let index = 0; index < 4; index += 1) hung.end();
  await settle();
  const more = held();
  for (let index = 0; index < 4; index += 1) void wellGate.run(more.call);
  await settle();
  expect(more.begun()).toBe(0);
});

test('three timeouts in a row give a region up; an answer in between does not', () => {
  const gate = createGate({ global: places(() => 1), most: 1 });
  for (const outcome of ['timeout', 'timeout', 'ok', 'timeout', 'timeout'] as const) gate.observe(outcome);
  expect(gate.isHung()).toBe(false);
  gate.observe('timeout');
  expect(gate.isHung()).toBe(true);
});
