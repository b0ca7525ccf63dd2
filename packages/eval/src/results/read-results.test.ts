import { ModelFileError, UnsupportedError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, rejection } from '../testing/bytes.js';
import { mutated } from '../testing/mutated.js';
import { smallResults } from '../testing/small-results.js';
import { readResults } from './read-results.js';
import { tovecVersion } from './result.js';
import { validateResult } from './validate-result.js';

const results = await smallResults('mine');
const save = (content: unknown) => bytesOf(JSON.stringify(content));
const [analogy] = results;

describe('saved results', () => {
  test('are the same when they are read: one, a list, or as the command prints them', async () => {
    expect(await readResults(save({ results }))).toEqual(results);
    expect(await readResults(save(results))).toEqual(results);
    expect(await readResults(save(analogy))).toEqual([analogy]);
    expect(await readResults(bytesOf(`\uFEFF${JSON.stringify(analogy, null, 2)}\r\n`))).toEqual([
      analogy,
    ]);
  });

  test('say where they come from', () => {
    for (const result of results) {
      expect(result).toMatchObject({
        ...{ schemaVersion: 1, tovecVersion, encoder: { name: 'mine', config: { noise: 0 } } },
        bootstrap: { resamples: 200, confidence: 0.95, seed: 1 },
        machine: { node: process.versions.node, cores: expect.any(Number) },
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      });
      expect(result.seconds).toBeGreaterThan(0);
    }
  });

  test.each([
    ['{"a": 1,\n"b": }', 'this is no JSON'],
    ['null', 'The result must be an object, but was null'],
    ['[]', 'there are no results in it'],
    ['{"mine": 1}', 'this is no result of an evaluation'],
    ['{"results": [{"schemaVersion": "1"}]}', 'results[0].schemaVersion must be 1'],
    ['{"schemaVersion": 1}', 'task must be a string'],
  ])('that are none are refused: %s', async (text, message) => {
    const error = await rejection(readResults(bytesOf(text)));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });

  test.each([
    [{ dataset: { name: 'x', sha256: '12' } }, 'dataset.sha256 must be 64 hexadecimal digits'],
    [{ score: 'good' }, "score must be a number, but was 'good'"],
    [{ interval: { low: 1 } }, 'interval.high must be a number'],
    [{ sections: [{}] }, 'sections[0].correct must be a count'],
    [{ machine: undefined }, 'machine must be an object'],
  ])('with a wrong field are refused with its name: %j', async (change, message) => {
    const error = await rejection(readResults(save([{ ...analogy, ...change }])));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(`results[0].${message}`);
  });

  test.each([
    [{ schemaVersion: 2 }, 'schemaVersion is 2, and this version of @tovec/eval reads 1'],
    [{ task: 'parsing' }, "task is 'parsing'; there are analogies, similarity"],
  ])('of a later version are an UnsupportedError: %j', async (change, message) => {
    const error = await rejection(readResults(save({ ...analogy, ...change })));
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toContain(message);
  });

  test('may have more than this version knows', () => {
    expect(validateResult({ ...analogy, later: 1 })).toMatchObject({ later: 1 });
  });

  test('damaged in any way are read or refused, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(save(results)), async (bytes) => {
        const read = await readResults(bytes).catch((error: unknown) => error);
        if (ModelFileError.isInstance(read) || UnsupportedError.isInstance(read)) return;
        for (const result of read as unknown[]) expect(validateResult(result)).toBe(result);
      }),
      { numRuns: 200 },
    );
  });
});
