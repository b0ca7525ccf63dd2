import { InvalidInputError, ModelFileError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, rejection } from '../testing/bytes.js';
import { fixture } from '../testing/fixtures.js';
import { mutated } from '../testing/mutated.js';
import { readOutliers } from './read-outliers.js';

const read = (text: string) => readOutliers(bytesOf(text), { name: 'mine' });

describe('a group with outliers', () => {
  test('is words, an empty line, and the words that do not belong', async () => {
    const { name, groups } = await read('\uFEFF\nJanuary\r\nnext March\n  \r\n\nMonday\n\nsummer');
    expect(name).toBe('mine');
    expect(groups).toEqual([
      { name: 'mine', members: ['January', 'next March'], outliers: ['Monday', 'summer'] },
    ]);
  });

  test.each([
    ['a\nb\n', 'there are no outliers; they are expected below'],
    ['a\n\nb\n', 'there are 1 words that belong together; two are needed'],
    ['', 'there are 0 words that belong together'],
    ['a\nb\n\na\n', "'a' is there twice (line 4)"],
  ])('is refused with what is wrong: %j', async (text, message) => {
    const error = await rejection(read(text));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });

  test('damaged in any way is read or refused, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(bytesOf('cat\ndog\ncow\n\ncar\nred wine\n')), async (bytes) => {
        const result = await readOutliers(bytes).catch((error: unknown) => error);
        if (ModelFileError.isInstance(result)) return;
        const { groups } = result as Awaited<ReturnType<typeof readOutliers>>;
        expect(groups[0]!.members.length).toBeGreaterThan(1);
        expect(groups[0]!.outliers.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

test('a directory has a group in each of its text files, as a list of them has', async () => {
  const directory = await readOutliers(fixture('outliers'));
  expect(directory.name).toBe('outliers');
  expect(directory.groups.map(({ name }) => name)).toEqual(['first', 'second']);
  const files = [fixture('outliers/first.txt'), fixture('outliers/second.txt')];
  expect(await readOutliers(files, { name: 'outliers' })).toEqual(directory);
  expect(await rejection(readOutliers([]))).toBeInstanceOf(InvalidInputError);
});
