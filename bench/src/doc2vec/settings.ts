/** What to train, in words that both programs have an option for. */
export interface Doc2VecSettings {
  readonly architecture: 'dbow' | 'dm';
  readonly dimensions: number;
  readonly window: number;
  readonly negative: number;
  readonly sample: number;
  readonly minCount: number;
  readonly epochs: number;
  readonly learningRate: number;
}

const common = { window: 5, negative: 5, learningRate: 0.025 } as const;

/** The text whose documents speed is measured on: so much of it, cut after so many words. */
export const documents = { megabytes: 30, words: 1000 } as const;

/** Trainings whose speed is measured. */
export const speed = {
  dbow: {
    label: 'PV-DBOW, 100 dimensions',
    settings: {
      ...common,
      ...{ architecture: 'dbow', dimensions: 100, sample: 0, minCount: 5, epochs: 3 },
    },
  },
  dm: {
    label: 'PV-DM, 100 dimensions',
    settings: {
      ...common,
      ...{ architecture: 'dm', dimensions: 100, sample: 0, minCount: 5, epochs: 3 },
    },
  },
} as const satisfies Record<string, { label: string; settings: Doc2VecSettings }>;

/** Trainings whose inferred vectors are evaluated, with one thread: the sets are small. */
export const quality = {
  lee: { dimensions: 50, sample: 1e-3, minCount: 2, epochs: 40, ...common },
  polarity: { dimensions: 100, sample: 1e-3, minCount: 2, epochs: 20, ...common },
} as const;

export type SetName = keyof typeof quality;
export const architectures = ['dbow', 'dm'] as const;
