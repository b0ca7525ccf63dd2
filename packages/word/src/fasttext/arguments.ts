/** How the rows were trained: predicting neighbours of a word, a word from its neighbours, or labels. */
export type FastTextModel = 'skip-gram' | 'cbow' | 'supervised';

/** What was minimised: fastText's `ns`, `hs`, `softmax` and `ova`. */
export type FastTextLoss = 'negative-sampling' | 'hierarchical-softmax' | 'softmax' | 'one-vs-all';

/** fastText's arguments, as its model files keep them. */
export interface FastTextArguments {
  readonly model: FastTextModel;
  readonly loss: FastTextLoss;
  /** Numbers in a vector (`-dim`). */
  readonly dimensions: number;
  /** Words to either side at most (`-ws`). */
  readonly window: number;
  /** Passes over the corpus (`-epoch`). */
  readonly epochs: number;
  readonly minCount: number;
  /** Noise words for each prediction (`-neg`). */
  readonly negative: number;
  /** Longest sequence of words that has a row of its own; 1: none has. Supervised models only. */
  readonly wordNgrams: number;
  /** Rows that character and word n-grams share, by their hash. */
  readonly bucket: number;
  /** Shortest and longest character n-gram; `maxn` 0: no n-grams. */
  readonly minn: number;
  readonly maxn: number;
  /** Words between two updates of the learning rate (`-lrUpdateRate`); of no use to a trained model. */
  readonly learningRateUpdateRate: number;
  /** Words more frequent than this were dropped at random (`-t`). */
  readonly sample: number;
}

/** fastText's defaults for word vectors (`fasttext skipgram`). */
export const fastTextDefaults: FastTextArguments = {
  model: 'skip-gram',
  loss: 'negative-sampling',
  dimensions: 100,
  window: 5,
  epochs: 5,
  minCount: 5,
  negative: 5,
  wordNgrams: 1,
  bucket: 2_000_000,
  minn: 3,
  maxn: 6,
  learningRateUpdateRate: 100,
  sample: 1e-4,
};

/** fastText's defaults for classifiers (`fasttext supervised`); `bucket` is 0 without n-grams. */
export const classifierDefaults: FastTextArguments = {
  ...fastTextDefaults,
  model: 'supervised',
  loss: 'softmax',
  minCount: 1,
  bucket: 0,
  minn: 0,
  maxn: 0,
};

/** What a file may claim: more would only make a reader work for nothing. */
export const mostDimensions = 65_536;
export const longestNgram = 256;
