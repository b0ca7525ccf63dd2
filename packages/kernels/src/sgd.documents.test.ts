import { createRandom } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { SgdLoop } from './sgd.js';
import {
  add,
  below,
  draw,
  outputsOf,
  type ReferenceRun,
  rateAfter,
  row,
  sentenceEnd,
  trainBlocks,
  trainEach,
  trainSum,
} from './sgd.reference.js';
import { largestDifference, newRun, type RunOptions, writeIds } from './testing/sgd-run.js';

const words = 40;
const paddingRow = words;
const firstTagRow = words + 1;
const tags = 12;
const firstTag = words;

/** Documents of up to twenty words, with as many tags as `tagsOf` says. */
function someDocuments(tagsOf: (document: number) => number): number[] {
  const random = createRandom(5);
  return Array.from({ length: 60 }, (_, document) => [
    ...Array.from({ length: tagsOf(document) }, () => firstTag + random.integer(tags)),
    ...Array.from({ length: random.integer(20) }, () => random.integer(words)),
    sentenceEnd,
  ]).flat();
}

interface Document {
  readonly tags: Float64Array[];
  readonly words: number[];
  readonly rate: number;
}

/** The documents as sub-sampling leaves them. */
function* documentsOf(run: ReferenceRun, ids: readonly number[]): Generator<Document> {
  let done = 0;
  for (let at = 0; at < ids.length; at++) {
    const document: Omit<Document, 'rate'> = { tags: [], words: [] };
    for (; ids[at] !== sentenceEnd; at++) {
      const id = ids[at]!;
      if (id >= firstTag) {
        document.tags.push(row(run, run.input, firstTagRow + id - firstTag));
        continue;
      }
      done++;
      if (Number(draw(run) >> 32n) <= run.keep[id]!) document.words.push(id);
    }
    yield { ...document, rate: rateAfter(run, done) };
  }
}

/** The input rows of the words around a position, in a window that chance makes narrower. */
function contextRows(run: ReferenceRun, list: readonly number[], position: number) {
  const reach = 1 + below(draw(run), run.window);
  return list
    .filter((_, at) => at !== position && Math.abs(at - position) <= reach)
    .map((id) => row(run, run.input, id));
}

type Step = (run: ReferenceRun, document: Document, position: number) => void;

const steps: Record<string, Step> = {
  trainDocumentsDbow(run, { tags, words, rate }, position) {
    if (tags.length > 0) trainEach(run, tags, outputsOf(run, words[position]!), rate);
  },
  trainDocumentsSkipGram(run, { tags, words, rate }, position) {
    const rows = [...tags, ...contextRows(run, words, position)];
    if (rows.length > 0) trainEach(run, rows, outputsOf(run, words[position]!), rate);
  },
  trainDocumentsDm(run, { tags, words, rate }, position) {
    const rows = [...tags, ...contextRows(run, words, position)];
    if (rows.length === 0) return;
    const share = 1 / rows.length;
    const [sum, part] = run.contextMean ? [share, 1] : [1, share];
    trainSum(run, rows, sum, outputsOf(run, words[position]!), rate, part);
  },
  trainDocumentsConcatenated(run, { tags, words, rate }, position) {
    const places = Array.from(
      { length: 2 * run.window + 1 },
      (_, at) => position + at - run.window,
    );
    const rows = [
      ...tags,
      ...places
        .filter((at) => at !== position)
        .map((at) => row(run, run.input, words[at] ?? paddingRow)),
    ];
    const hidden = new Float64Array(run.outputStride);
    for (const [at, each] of rows.entries()) hidden.set(each, at * run.stride);
    const gradient = new Float64Array(run.outputStride);
    trainBlocks(run, [hidden], [gradient], outputsOf(run, words[position]!), rate);
    for (const [at, each] of rows.entries()) {
      add(each, gradient.subarray(at * run.stride, (at + 1) * run.stride), 1);
    }
  },
};

function newDocumentsRun(options: RunOptions) {
  const run = newRun({
    ...{ rows: words, inputRows: firstTagRow + tags, window: 3, keep: 0.8 * 2 ** 32 },
    ...options,
  });
  run.kernel.placeTags(firstTag, firstTagRow, paddingRow);
  return run;
}

function expectReference(loop: SgdLoop, options: RunOptions, tagsOf: (document: number) => number) {
  const run = newDocumentsRun(options);
  const ids = someDocuments(tagsOf);
  writeIds(run, ids);
  run.kernel[loop](run.at.ids, ids.length);
  for (const document of documentsOf(run.reference, ids)) {
    for (const position of document.words.keys()) steps[loop]!(run.reference, document, position);
  }
  expect(largestDifference(run)).toBeLessThan(1e-5);
  expect(run.tally[0]! / run.reference.loss).toBeCloseTo(1, 5);
}

const paths = Array.from({ length: words }, (_, word) =>
  Array.from({ length: 1 + (word % 9) }, (_, step) => (((word + 7 * step) % 39) << 1) | (step & 1)),
);

describe.each([
  { dimensions: 10, negative: 5 },
  { dimensions: 100, negative: 5 },
  { dimensions: 8, negative: 3, noiseReuse: 1 },
  { dimensions: 12, negative: 0, paths },
  { dimensions: 10, negative: 7, paths, frozen: { input: firstTagRow, output: 20, tree: 10 } },
])('with $dimensions dimensions and $negative negatives', (options) => {
  test.each([
    ['one tag', () => 1],
    ['up to three tags', (document: number) => document % 4],
  ] as const)('documents of %s predict their words', (_, tagsOf) => {
    expectReference('trainDocumentsDbow', options, tagsOf);
    expectReference('trainDocumentsSkipGram', options, tagsOf);
  });

  test.each([0, 1] as const)('with the words around them too, contextMean %i', (contextMean) => {
    const tagsOf = (document: number) => document % 3;
    expectReference('trainDocumentsDm', { ...options, contextMean }, tagsOf);
  });

  test.each([1, 2])('and %i of them concatenated with these', (each) => {
    const outputParts = each + 2 * 3;
    expectReference('trainDocumentsConcatenated', { ...options, outputParts }, () => each);
  });
});

describe('documents in the training kernel', () => {
  test('with frozen words change nothing but the rows of their tags', () => {
    for (const loop of Object.keys(steps) as SgdLoop[]) {
      const outputParts = loop === 'trainDocumentsConcatenated' ? 7 : 1;
      const frozen = { input: firstTagRow, output: words, tree: words };
      const run = newDocumentsRun({ outputParts, frozen });
      const before = { input: run.input.slice(), output: run.output.slice() };
      const ids = someDocuments(() => 1);
      writeIds(run, ids);
      run.kernel[loop](run.at.ids, ids.length);
      const end = firstTagRow * run.stride;
      expect(run.output).toEqual(before.output);
      expect(run.input.subarray(0, end)).toEqual(before.input.subarray(0, end));
      expect(run.input.subarray(end)).not.toEqual(before.input.subarray(end));
    }
  });

  test('count their words, and not their tags, as progress', () => {
    const run = newDocumentsRun({});
    writeIds(run, [firstTag, firstTag + 1, 1, 2, sentenceEnd, firstTag, sentenceEnd, 3]);
    run.kernel.trainDocumentsDbow(run.at.ids, 8);
    expect(run.progress[0]).toBe(3n);
  });

  test('that are longer than the buffer are learnt up to there, and end where they end', () => {
    const run = newDocumentsRun({ keep: 0xffffffff });
    const long = Array.from({ length: 1500 }, (_, at) => at % words);
    writeIds(run, [firstTag, ...long, sentenceEnd, firstTag + 1, 7, sentenceEnd]);
    run.kernel.trainDocumentsDbow(run.at.ids, 1505);
    expect(run.tally[1]).toBe(1001);
    expect(run.progress[0]).toBe(1501n);
  });
});
