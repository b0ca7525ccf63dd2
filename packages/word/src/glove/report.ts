import type { CooccurrenceReport, GloveTraining } from '@tovec/training';

/** What happened in training. */
export interface GloveReport {
  /** Words of the corpus, those outside the vocabulary included. */
  readonly tokens: number;
  /** Words with a vector. */
  readonly vocabulary: number;
  /** Co-occurrences that are not zero. */
  readonly nonZeros: number;
  /** Mean loss of a co-occurrence in each epoch, as glove.c's cost: f(x)·(w·c + b + b′ − ln x)² / 2. */
  readonly loss: readonly number[];
  /** Wall-clock time: training, and all, the time in which the co-occurrences were counted included. */
  readonly seconds: { readonly train: number; readonly total: number };
  /** Co-occurrences trained per second, by all workers. */
  readonly cooccurrencesPerSecond: number;
  /** What counting the co-occurrences took and gave. */
  readonly counting: CooccurrenceReport;
  /** What training needed in its kernel memory. */
  readonly memoryBytes: number;
  /** Most memory the process has held so far. */
  readonly peakMemoryBytes: number;
  readonly workers: number;
  /** What the training kernel was compiled to. */
  readonly instructions: 'relaxed-simd' | 'simd';
}

export function gloveReport(counting: CooccurrenceReport, training: GloveTraining): GloveReport {
  const { loss, cooccurrencesPerSecond, memoryBytes, workers, instructions } = training;
  const { tokens, vocabulary, nonZeros } = counting;
  const train = training.seconds;
  return {
    ...{ tokens, vocabulary, nonZeros, loss, cooccurrencesPerSecond, counting },
    seconds: { train, total: counting.seconds.total + train },
    ...{ memoryBytes, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 },
    ...{ workers, instructions },
  };
}
