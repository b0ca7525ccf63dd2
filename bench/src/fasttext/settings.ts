import type { QualityPlan, SpeedPlan } from '../training/plan.js';

/** fastText's defaults. */
const common = {
  ...{ dimensions: 100, window: 5, negative: 5, sample: 1e-4, minCount: 5 },
  ...{ learningRate: 0.05, subwords: { minn: 3, maxn: 6, bucket: 2_000_000 } },
} as const;

/** Each of them a training of one epoch. */
export const speed = {
  'skip-gram': {
    measure: 'skip-gram',
    label: 'skip-gram, n-grams of 3 to 6',
    settings: { ...common, architecture: 'skip-gram', epochs: 1 },
    twoWorkers: true,
  },
  cbow: {
    measure: 'cbow',
    label: 'CBOW, n-grams of 3 to 6',
    settings: { ...common, architecture: 'cbow', epochs: 1 },
  },
} as const satisfies Record<string, SpeedPlan>;

/** The training whose vectors are evaluated. */
export const quality = {
  measure: 'quality',
  settings: { ...common, architecture: 'skip-gram', epochs: 5 },
  ...{ threads: 2, peers: ['fastText'] },
} as const satisfies QualityPlan;

/** The training whose composed vectors are: of words that it was not told of. */
export const rare = {
  measure: 'rare',
  label: 'rare words',
  settings: { ...quality.settings, minCount: 200 },
  ...{ threads: 2, peers: ['fastText'], repeatsPeers: true },
} as const satisfies QualityPlan;

const classifier = { dimensions: 100, epochs: 25, learningRate: 0.1, threads: 1 } as const;
const words = { ...classifier, wordNgrams: 1, bucket: 0 } as const;
const bigrams = { ...classifier, wordNgrams: 2, bucket: 200_000 } as const;

/** The sets that classifiers are trained on, and how. */
export const supervised = {
  /** Each with other tenths of the lines to test on. */
  splits: 10,
  cases: [
    { id: 'rt-polarity', label: 'rt-polarity', set: 'rt-polarity', settings: words },
    { id: 'rt-polarity-bigrams', label: '… bigrams', set: 'rt-polarity', settings: bigrams },
    { id: 'snli', label: 'SNLI', set: 'snli', settings: words },
    { id: 'sick', label: 'SICK', set: 'sick', settings: words },
  ],
} as const;

/** The model that is loaded: words of the corpus and fastText's two million rows of n-grams. */
export const loading = {
  ...common,
  architecture: 'skip-gram',
  epochs: 1,
  window: 1,
  negative: 1,
  threads: 2,
} as const;
