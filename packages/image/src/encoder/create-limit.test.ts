import { expect, test } from 'vitest';
import { rejection, sleep } from '../testing/helpers.js';
import { createLimit } from './create-limit.js';

test('tasks run in order of arrival, no more at a time than may', async () => {
  const limit = createLimit(2);
  const begun: number[] = [];
  let running = 0;
  const task = async (index: number) => {
    begun.push(index);
    expect(++running).toBeLessThanOrEqual(2);
    await sleep(index % 3);
    running--;
    return index;
  };
  const indices = Array.from({ length: 9 }, (_, index) => index);
  expect(await Promise.all(indices.map((index) => limit(() => task(index))))).toEqual(indices);
  expect(begun).toEqual(indices);
});

test('a task that fails gives its place to the next', async () => {
  const limit = createLimit(1);
  const failing = limit(async () => {
    throw new Error('no');
  });
  const next = limit(async () => 'done');
  expect((await rejection(failing)).message).toBe('no');
  expect(await next).toBe('done');
});
