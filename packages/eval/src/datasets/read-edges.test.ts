import { ModelFileError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, rejection } from '../testing/bytes.js';
import { mutated } from '../testing/mutated.js';
import { readEdges } from './read-edges.js';

const edgesOf = async (text: string) => (await readEdges(bytesOf(text))).edges;

describe('edges', () => {
  test('are two nodes a line and a weight perhaps, however they are divided', async () => {
    expect(await edgesOf('# a graph\n1 2\n2\t3\t0.5\n3, 4, 2e1 \n\n4 5 1\n')).toEqual([
      ...[
        ['1', '2'],
        ['2', '3', 0.5],
        ['3', '4', 20],
        ['4', '5', 1],
      ],
    ]);
  });

  test.each([
    ['1 2\n3\n', "'3' is no edge", '(line 2)'],
    ['1 2 x\n', "the edge from '1' to '2' weighs 'x'", '(line 1)'],
    ['1 2 -1\n', "weighs '-1'", '(line 1)'],
    ['1 2 0\n', "weighs '0'", '(line 1)'],
    ['1 2 3 4\n', "'1 2 3 4' is no edge", '(line 1)'],
    ['1 2 NaN\n', "weighs 'NaN'", '(line 1)'],
    ['# nothing\n', 'there are no edges in it', ''],
  ])('are refused with file and line: %j', async (text, ...messages) => {
    const error = await rejection(readEdges(bytesOf(text)));
    expect(error).toBeInstanceOf(ModelFileError);
    for (const message of messages) expect(error.message).toContain(message);
  });

  test('are read or refused, whatever is in the file', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(bytesOf('1 2 0.5\n2 3\n3 4 1\n')), async (bytes) => {
        const found = await readEdges(bytes).catch((error: unknown) => error);
        if (found instanceof Error) expect(found).toBeInstanceOf(ModelFileError);
      }),
      { numRuns: 60 },
    );
  });
});
