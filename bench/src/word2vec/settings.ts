import type { TrainingSettings } from '../contestants/contestant.js';

/** What can be measured, in this order; the names `--only` takes. */
export const measures = [
  'skip-gram',
  'cbow',
  'skip-gram-300',
  'memory',
  'count',
  'quality',
] as const;

export type Measure = (typeof measures)[number];

/** Measures of speed, each of them a training of one epoch. */
export type SpeedMeasure = 'skip-gram' | 'cbow' | 'skip-gram-300';

const common = { window: 5, negative: 5, sample: 1e-4, minCount: 5 };

/** What is trained for each measure of speed; learning rates are word2vec.c's defaults. */
export const speedSettings: Readonly<Record<SpeedMeasure, TrainingSettings>> = {
  'skip-gram': {
    ...{ ...common, architecture: 'skip-gram', dimensions: 100, epochs: 1, learningRate: 0.025 },
  },
  cbow: { ...common, architecture: 'cbow', dimensions: 100, epochs: 1, learningRate: 0.05 },
  'skip-gram-300': {
    ...{ ...common, architecture: 'skip-gram', dimensions: 300, epochs: 1, learningRate: 0.025 },
  },
};

/** Who is measured, where that is not everybody. */
export const speedPeers: Readonly<Partial<Record<SpeedMeasure, readonly string[]>>> = {
  'skip-gram-300': ['word2vec.c'],
};

/** The training whose vectors are evaluated, and how. */
export const quality = {
  settings: { ...speedSettings['skip-gram'], epochs: 5 },
  threads: 2,
  peers: ['word2vec.c'],
  questions: 'questions-words.txt',
  restrict: 30_000,
  pairs: ['EN-WS-353-ALL.txt', 'EN-SIMLEX-999.txt', 'EN-RG-65.txt'],
} as const;
