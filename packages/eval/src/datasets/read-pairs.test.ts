import { InvalidInputError, ModelFileError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, rejection } from '../testing/bytes.js';
import { hasSharedSentences, sharedSentences } from '../testing/fixtures.js';
import { mutated } from '../testing/mutated.js';
import { readPairs } from './read-pairs.js';

const sts =
  'main-captions\tMSRvid\t2012test\t0001\t5.000\tA plane is taking off.\tAn air plane is taking off.\n' +
  'main-news\theadlines\t2013\t12\t0.600\tGold "up".\t# 1 in pop\tlicence of 2013\n';
const sick =
  'pair_ID\tsentence_A\tsentence_B\trelatedness_score\tentailment_judgment\n' +
  '4\tThe boys play\tNo boy plays\t3.6\tCONTRADICTION\n24\tA man sings\tA man is singing\t4.9\tENTAILMENT\n' +
  '30\tA man sings\tA man sings well\t4.1\tNEUTRAL\n';
const snli =
  'a choir sings\tthe church is full of song\t0\na choir sings\tthe church has cracks\t1\n';

const scoresOf = async (text: string, options = {}) =>
  (await readPairs(bytesOf(text), options)).pairs.map(({ score }) => score);

describe('pairs of sentences', () => {
  test('are read as the STS benchmark comes', async () => {
    const { pairs } = await readPairs(bytesOf(sts), { name: 'sts' });
    expect(pairs).toEqual([
      { a: 'A plane is taking off.', b: 'An air plane is taking off.', score: 5 },
      { a: 'Gold "up".', b: '# 1 in pop', score: 0.6 },
    ]);
  });

  test('are read as SICK comes, by relatedness or by entailment', async () => {
    expect(await scoresOf(sick)).toEqual([3.6, 4.9, 4.1]);
    expect(await scoresOf(sick, { positive: 'ENTAILMENT' })).toEqual([0, 1, 0]);
    const sure = { positive: ['ENTAILMENT'], negative: ['CONTRADICTION'] };
    expect(await scoresOf(sick, sure)).toEqual([0, 1]);
    const bare = sick.slice(sick.indexOf('\n') + 1);
    expect(await scoresOf(bare)).toEqual([3.6, 4.9, 4.1]);
  });

  test('are read with a score or a label a line', async () => {
    expect(await scoresOf(snli)).toEqual([0, 1]);
    expect(await scoresOf(snli, { positive: '0' })).toEqual([1, 0]);
    expect(await scoresOf('a\tb\tscore\nx y\tz\t2.5\n')).toEqual([2.5]);
    expect(await scoresOf('a\tb\tlabel\nx\ty\tsame\n', { positive: 'same' })).toEqual([1]);
    expect(await scoresOf('a\tb\tlabel\r\nx\ty\t1\r\n', { format: 'pairs' })).toEqual([1]);
  });

  test.each([
    ['just a line\n', {}, 'is no pair; two sentences and a score were expected'],
    ['a\tb\t1\na\t\t2\n', {}, '(line 2)'],
    ['a\tb\tentailment\nc\td\tneutral\n', {}, "is 'neutral', which is no number"],
    ['a\tb\tscore\n', {}, 'the file has no pairs'],
    [snli, { positive: ['same', '2'] }, "no pair has the label 'same' or '2'"],
    ['', {}, 'the file has no pairs'],
    [sick, { format: 'sts-benchmark' }, "(format 'sts-benchmark')"],
  ])('are refused with file and line: %j', async (text, options, message) => {
    const error = await rejection(readPairs(bytesOf(text), options as object));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });

  test('need options that can be', async () => {
    const format = 'tsv' as 'sick';
    await expect(readPairs(bytesOf(sts), { format })).rejects.toThrow(InvalidInputError);
    await expect(readPairs(bytesOf(sts), { negative: 'x' })).rejects.toThrow('needs positive');
  });

  test('are read or refused, whatever is in the file', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(bytesOf(sts + sick)), async (bytes) => {
        const found = await readPairs(bytes).catch((error: unknown) => error);
        if (found instanceof Error) expect(found).toBeInstanceOf(ModelFileError);
      }),
      { numRuns: 60 },
    );
  });

  test.skipIf(!hasSharedSentences)('are all there in the published files', async () => {
    const dev = await readPairs(`${sharedSentences}stsbenchmark/sts-dev.csv`);
    expect(dev.pairs).toHaveLength(1500);
    expect((await readPairs(`${sharedSentences}stsbenchmark/sts-train.csv`)).pairs).toHaveLength(
      5749,
    );
    expect((await readPairs(`${sharedSentences}SICK_train.txt`)).pairs).toHaveLength(4500);
    const entailed = await readPairs(`${sharedSentences}snli-test.txt`, { positive: '0' });
    expect(entailed.pairs).toHaveLength(9824);
    expect(new Set(entailed.pairs.map(({ score }) => score))).toEqual(new Set([0, 1]));
  });
});
