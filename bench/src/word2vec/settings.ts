import type { QualityPlan, SpeedPlan } from '../training/plan.js';

const common = { window: 5, negative: 5, sample: 1e-4, minCount: 5, epochs: 1 } as const;

/** Each of them a training of one epoch; learning rates are word2vec.c's defaults. */
export const speed = {
  'skip-gram': {
    measure: 'skip-gram',
    label: 'skip-gram, 100 dimensions',
    settings: { ...common, architecture: 'skip-gram', dimensions: 100, learningRate: 0.025 },
    twoWorkers: true,
  },
  cbow: {
    measure: 'cbow',
    label: 'CBOW, 100 dimensions',
    settings: { ...common, architecture: 'cbow', dimensions: 100, learningRate: 0.05 },
  },
  'skip-gram-300': {
    measure: 'skip-gram-300',
    label: 'skip-gram, 300 dimensions',
    settings: { ...common, architecture: 'skip-gram', dimensions: 300, learningRate: 0.025 },
    peers: ['word2vec.c'],
  },
} as const satisfies Record<string, SpeedPlan>;

/** The training whose vectors are evaluated. */
export const quality = {
  measure: 'quality',
  settings: { ...speed['skip-gram'].settings, epochs: 5 },
  threads: 2,
  peers: ['word2vec.c'],
} as const satisfies QualityPlan;
