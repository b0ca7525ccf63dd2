import type { QualityPlan, SpeedPlan } from '../training/plan.js';

/** No noise words at all; the rest are word2vec.c's defaults. */
const common = {
  ...{ hierarchicalSoftmax: true, negative: 0, dimensions: 100, window: 5 },
  ...{ sample: 1e-3, minCount: 5 },
} as const;
const skipGram = { ...common, architecture: 'skip-gram', learningRate: 0.025 } as const;
const cbow = { ...common, architecture: 'cbow', learningRate: 0.05 } as const;

/** Each of them a training of one epoch. */
export const speed = {
  'skip-gram': {
    measure: 'skip-gram',
    label: 'skip-gram, hierarchical softmax',
    settings: { ...skipGram, epochs: 1 },
    twoWorkers: true,
  },
  cbow: {
    measure: 'cbow',
    label: 'CBOW, hierarchical softmax',
    settings: { ...cbow, epochs: 1 },
  },
} as const satisfies Record<string, SpeedPlan>;

/** The trainings whose vectors are evaluated. */
export const quality = {
  quality: {
    measure: 'quality',
    settings: { ...skipGram, epochs: 5 },
    threads: 2,
    peers: ['word2vec.c'],
  },
  'cbow-quality': {
    measure: 'cbow-quality',
    label: 'CBOW',
    settings: { ...cbow, epochs: 5 },
    threads: 2,
    peers: ['word2vec.c'],
  },
} as const satisfies Record<string, QualityPlan>;
