/** What to train, in words that every program has an option for. */
export interface TrainingSettings {
  readonly architecture: 'skip-gram' | 'cbow';
  readonly dimensions: number;
  readonly window: number;
  /** Noise words; 0 where words are predicted through the tree alone. */
  readonly negative: number;
  readonly hierarchicalSoftmax?: boolean | undefined;
  /** fastText's n-grams of characters; without, the model is Word2Vec. */
  readonly subwords?: Subwords | undefined;
  readonly sample: number;
  readonly minCount: number;
  readonly epochs: number;
  readonly learningRate: number;
}

/** Which n-grams words are made of, and how many rows those share. */
interface Subwords {
  readonly minn: number;
  readonly maxn: number;
  readonly bucket: number;
}

export interface TrainingTask extends TrainingSettings {
  /** A plain text file. */
  readonly corpus: string;
  readonly threads: number;
  readonly seed: number;
  /** Training is ended after so many seconds, and its rate is that of what was done by then. */
  readonly limitSeconds: number;
  /** Where to write the vectors, without an extension. */
  readonly output: string;
  /** Write the vectors of these words instead, known or composed; for those that have subwords. */
  readonly compose?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/** What every measured process tells. */
export interface Measured {
  readonly wallSeconds: number;
  readonly peakMemoryBytes: number | undefined;
  readonly otherCores?: number | undefined;
}

export interface TrainingOutcome extends Measured {
  /** Words of the vocabulary that were trained on, each occurrence in each epoch. */
  readonly tokens: number;
  /** Seconds spent on them, see README.md for how each program's are obtained. */
  readonly trainSeconds: number;
  readonly vocabulary: number;
  /** Whether it was ended by `limitSeconds`; then no file was written. */
  readonly wasStopped: boolean;
  /** What else it reported. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** A training that left its vectors in a file. */
export interface TrainedModel extends TrainingOutcome {
  readonly model: string;
}

export interface CountingOutcome extends Measured {
  /** Seconds to read the corpus and count its words. */
  readonly seconds: number;
  readonly vocabulary: number;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** A program that trains word vectors: tovec or one of its peers. */
export interface Contestant {
  readonly name: string;
  /** Which version, and where it was found, without a path of this machine. */
  readonly version: Readonly<Record<string, unknown>>;
  readonly architectures: readonly TrainingSettings['architecture'][];
  train(task: TrainingTask): Promise<TrainedModel>;
  count?(corpus: string, threads: number, signal: AbortSignal): Promise<CountingOutcome>;
}

/** A peer that is not on this machine. */
export interface Absent {
  readonly name: string;
  /** Why, and how to have it found. */
  readonly absent: string;
}

export function isAbsent(found: object): found is Absent {
  return 'absent' in found;
}
