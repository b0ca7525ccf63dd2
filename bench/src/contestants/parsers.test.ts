import { describe, expect, it } from 'vitest';
import { EpochWatch } from './epoch-watch.js';
import { parseFastText } from './fasttext.js';
import { parseTest } from './fasttext-classifier.js';
import { traitsOf } from './provenance.js';
import { lastLineOf } from './python.js';
import { parseVocabularySize } from './stanford-glove.js';
import { ProgressWatch, parseVocabulary } from './watch-progress.js';

/** A watch whose clock the test turns, and whose text comes in the pieces given. */
function watchAt(
  limitSeconds: number,
  pieces: readonly (readonly [seconds: number, text: string])[],
) {
  let now = 0;
  const watch = new ProgressWatch(limitSeconds, () => now);
  const stops = pieces.map(([seconds, text]) => {
    now = seconds * 1000;
    return watch.take(text);
  });
  return { watch, stops };
}

describe('ProgressWatch', () => {
  it('times what lies between the first and the last progress', () => {
    const { watch } = watchAt(100, [
      [0, 'Starting training using file corpus.txt\n100K\r200K\r'],
      [2, '\rAlpha: 0.024 Progress: 1.00%  Words/thread/sec: 140.00k  '],
      [3, '\rAlpha: 0.023 Progress: 2.50%  Words/thread/sec: 141.00k  '],
      [12, '\rAlpha: 0.012 Progress: 51.00%  Words/thread/sec: 143.00k  '],
    ]);
    expect(watch.seconds).toBe(10);
    expect(watch.share).toBeCloseTo(0.5, 12);
  });

  it('reads a number that comes in two pieces whole', () => {
    const { watch } = watchAt(100, [
      [1, 'Progress: 1.00%'],
      [2, '\rAlpha: 0.02 Progre'],
      [3, 'ss: 21.0'],
      [4, '0%  Words'],
    ]);
    expect(watch.share).toBeCloseTo(0.2, 12);
    expect(watch.seconds).toBe(3);
  });

  it('counts the last of several in one piece', () => {
    const { watch } = watchAt(100, [
      [1, 'Progress: 1.00%\rProgress: 2.00%'],
      [2, 'Progress: 3.00%\rProgress: 12.00%'],
    ]);
    expect(watch.share).toBeCloseTo(0.1, 12);
  });

  it('asks for an end once the limit is reached, counted from the first progress', () => {
    const { stops } = watchAt(5, [
      [0, 'Vocab size: 8695\n'],
      [10, 'Progress: 1.00%'],
      [14.9, 'Progress: 2.00%'],
      [15, 'Progress: 3.00%'],
    ]);
    expect(stops).toEqual([false, false, false, true]);
  });

  it('knows nothing of a program that shows no progress', () => {
    const { watch, stops } = watchAt(5, [[9, 'Vocab size: 8695\nWords in train file: 492231\n']]);
    expect([watch.share, watch.seconds, ...stops]).toEqual([0, 0, false]);
  });
});

describe('EpochWatch', () => {
  it('times epochs from the last setting shown to the end of the last epoch', () => {
    let now = 0;
    const watch = new EpochWatch(20, () => now);
    const pieces = [
      [0, 'TRAINING MODEL\nRead 3859366 lines.\nInitializing parameters...done.\nx_max: 10.0\n'],
      [2, 'alpha: 0.75'],
      [3, '0000\n'],
      [12, '11/24/26 - 10:38.08AM, iter: 001, cost: 0.069'],
      [13, '004\n'],
      [22.9, '11/24/26 - 10:38.18AM, iter: 002, cost: 0.051425\n'],
      [33, '11/24/26 - 10:38.27AM, iter: 003, cost: 0.047394\n'],
    ] as const;
    const stops = pieces.map(([seconds, text]) => {
      now = seconds * 1000;
      return watch.take(text);
    });
    expect(watch.seconds).toBe(30);
    expect(watch.cost).toEqual([0.069004, 0.051425, 0.047394]);
    expect(stops).toEqual([false, false, false, false, false, false, true]);
  });
});

describe('what programs print', () => {
  it('gives the vocabulary of word2vec.c', () => {
    const output = '16900K\rVocab size: 71290\nWords in train file: 16693370\nAlpha: 0.024';
    expect(parseVocabulary(output)).toEqual({ vocabulary: 71_290, tokens: 16_693_370 });
    expect(() => parseVocabulary('ERROR: training data file not found!')).toThrow('Vocab size');
  });

  it("gives the vocabulary of Stanford's vocab_count", () => {
    const output = 'BUILDING VOCABULARY\nUsing vocabulary of size 67921.\n\n';
    expect(parseVocabularySize(output)).toBe(67_921);
    expect(() => parseVocabularySize('')).toThrow('vocabulary of size');
  });

  it('gives the last rate of fastText', () => {
    const output =
      '\rRead 3M words\nNumber of words:  29044\nNumber of labels: 0\n' +
      '\rProgress:  50.0% words/sec/thread:  100000 lr:  0.01 avg.loss:  2.9 ETA:   0h 0m 9s' +
      '\rProgress: 100.0% words/sec/thread:  110931 lr:  0.00 avg.loss:  2.5 ETA:   0h 0m 0s';
    expect(parseFastText(output)).toEqual({ wordsPerSecond: 110_931, vocabulary: 29_044 });
    expect(() => parseFastText('Number of words:  3\n')).toThrow('too short');
  });

  it('gives what fastText tested', () => {
    expect(parseTest('N\t1066\nP@1\t0.775\nR@1\t0.775\n')).toEqual({
      examples: 1066,
      accuracy: 77.5,
    });
    expect(() => parseTest('usage: fasttext test')).toThrow('P@1');
  });

  it('gives the JSON of the last line, whatever stands above it', () => {
    expect(lastLineOf('a warning\n{"tokens": 3}\n')).toEqual({ tokens: 3 });
    expect(() => lastLineOf('')).toThrow(SyntaxError);
  });
});

describe('traitsOf', () => {
  it('finds the compiler and the BLAS that a binary names', () => {
    const binary =
      '\x7fELF\0libm.so.6\0libopenblas.so.0\0main\0GCC: (Debian 12.2.0-14) 12.2.0\0.shstrtab';
    expect(traitsOf(binary)).toEqual({
      compiler: 'GCC: (Debian 12.2.0-14) 12.2.0',
      blas: 'libopenblas.so.0',
    });
  });

  it('says nothing about a binary that names none', () => {
    expect(traitsOf('#!/bin/sh\nexec true\n')).toEqual({});
  });
});
