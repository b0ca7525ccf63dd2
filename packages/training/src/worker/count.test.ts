import { createRandom } from '@tovec/core';
import { textModule } from '@tovec/kernels';
import { describe, expect, test } from 'vitest';
import { openCorpus } from '../corpus/open-corpus.js';
import { cutSegments } from '../corpus/segments.js';
import { countAt, entryCount, wordAt } from '../vocabulary/word-table.js';
import { Control, command } from './control.js';
import { count } from './count.js';

/** Counts as a worker does, in this thread. */
async function counted(text: string, maxDistinct: number, control = Control.create(0, 0)) {
  await using corpus = await openCorpus(text);
  const segments = cutSegments(corpus, 1);
  const module = textModule();
  const result = count({
    ...{ kind: 'count', module, control: control.buffer, checkUtf8: true, maxDistinct },
    text: { files: corpus.files, form: corpus.form, segments },
  });
  const words = Array.from({ length: entryCount(result) }, (_, entry) => [
    wordAt(result, entry),
    countAt(result, entry),
  ]);
  return { ...result, words: new Map(words as [string, number][]) };
}

/** Ten words in every line, and one that never comes again. */
function textOf(lines: number): string {
  const random = createRandom(2);
  const often = Array.from({ length: 10 }, (_, at) => `often${at}`);
  return Array.from({ length: lines }, (_, line) =>
    [...random.shuffle(often.slice()), `once${line}`].join(' '),
  ).join('\n');
}

describe('counting with more distinct words than are kept', () => {
  const lines = 60_000;

  test('forgets the rarest, says how many, and keeps the frequent ones whole', async () => {
    const { words, pruned, tokens } = await counted(textOf(lines), 2000);
    expect(tokens).toBe(lines * 11);
    expect(pruned).toBeGreaterThan(0);
    expect(words.size + pruned).toBe(lines + 10);
    for (let at = 0; at < 10; at++) expect(words.get(`often${at}`)).toBe(lines);
  });

  test('forgets nothing while there is room', async () => {
    const { words, pruned } = await counted(textOf(lines), lines + 10);
    expect([words.size, pruned]).toEqual([lines + 10, 0]);
  });

  test('gets by when all words are equally rare', async () => {
    const text = Array.from({ length: 100_000 }, (_, at) => `word${at}`).join(' ');
    const { words, pruned } = await counted(text, 1000);
    expect(words.size + pruned).toBe(100_000);
  });
});

test('counting stops when it is told to', async () => {
  const control = Control.create(0, 0);
  control.command = command.stop;
  expect((await counted('one two', 10, control)).tokens).toBe(0);
});
