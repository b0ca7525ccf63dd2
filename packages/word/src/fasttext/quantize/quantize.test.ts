import { join } from 'node:path';
import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../../testing/helpers.js';
import { loadClassifier } from '../index.js';
import { fixture, goldens } from '../testing/goldens.js';

const model = await loadClassifier(fixture('softmax.bin'));
const pruned = await loadClassifier(fixture('pruned.ftz'));

describe('a classifier with fewer rows', () => {
  test('keeps the words that fastText keeps', async () => {
    await using small = await model.quantize({ cutoff: 300, qnorm: true });
    expect(small.words.toArray()).toEqual(pruned.words.toArray());
    expect(small.labels).toEqual(pruned.labels);
    expect(small.quantization).toMatchObject({ rows: 300, rowsBefore: 300 + model.words.length });
    expect(small.bytes).toBe(pruned.bytes);
  });

  test('keeps the end of a line, however short its row is', async () => {
    await using small = await model.quantize({ cutoff: 256 });
    expect(small.words.toArray()).toContain('</s>');
  });

  test('is written and read back', async () => {
    const path = join(await temporaryDirectory(), 'model.ftz');
    await using small = await model.quantize({ cutoff: 300, qnorm: true });
    await small.save(path);
    await using read = await loadClassifier(path);
    expect(read.predict(goldens.lines, { topK: 3 })).toEqual(
      small.predict(goldens.lines, { topK: 3 }),
    );
  });
});

test('a quantised classifier tells its loss in accuracy', async () => {
  const { quantization } = await model.quantize({ dsub: 1, examples: goldens.tests });
  const { before, after } = quantization!.evaluation!;
  expect(before).toEqual(model.evaluate(goldens.tests));
  expect(after.examples).toBe(before.examples);
  expect(Math.abs(after.precision! - before.precision!)).toBeLessThan(0.1);
});

test('norms of their own lose less', async () => {
  const together = (await model.quantize()).quantization!.input;
  const apart = (await model.quantize({ qnorm: true })).quantization!.input;
  expect(apart.relativeError).toBeLessThan(together.relativeError);
});

test.each([
  [{ cutoff: 100 }, 'The input table has 100 rows; a product quantiser needs 256'],
  [{ qout: true }, 'The output table has 26 rows; a product quantiser needs 256'],
  [{ cutoff: 0 }, 'cutoff must be an integer of at least 1'],
])('%j is refused', async (options, message) => {
  const error = await rejection(model.quantize(options));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toContain(message);
});

test('progress is told, and an abort heard between two parts', async () => {
  const controller = new AbortController();
  const done: number[] = [];
  const quantizing = model.quantize({
    dsub: 1,
    signal: controller.signal,
    onProgress: (event) => {
      expect(event).toMatchObject({ phase: 'quantize', unit: 'parts', total: 4 });
      done.push(event.done);
      if (event.done === 2) controller.abort();
    },
  });
  expect((await rejection(quantizing)).name).toBe('AbortError');
  expect(done.at(-1)).toBe(2);
});
