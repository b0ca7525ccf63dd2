import type { Matrix } from '@tovec/kernels';
import type { ResumeOptions } from './checkpoint/resume-options.js';
import type { Corpus } from './corpus/corpus.js';
import { openCorpus } from './corpus/open-corpus.js';
import type { RunOptions } from './run-options.js';
import { type IdFeatures, type ModelShape, pathsOf } from './sgd/model-shape.js';
import type { SgdSettings } from './sgd/settings.js';
import { type TrainingReport, trainCorpus } from './train-corpus.js';
import {
  buildLabelledVocabulary,
  type LabelledRules,
  lineEndWord,
} from './vocabulary/build-labelled.js';
import type { Vocabulary } from './vocabulary/vocabulary.js';

/** What words are made of in a classifier, by their place in a list of tokens. */
export interface TokenFeatures extends IdFeatures {
  /** A hash of each token, of which n-grams of words are made. */
  readonly hashes: Uint32Array;
}

/** What a classifier is to learn from labelled lines. */
export interface LabelledJob {
  /** `negative` and `hierarchicalSoftmax` are those of the loss `'sampled'`. */
  readonly settings: SgdSettings;
  /** How labels are predicted: all of them at once, a few of them, or each by itself. */
  readonly loss: 'softmax' | 'sampled' | 'one-vs-all';
  readonly rules: LabelledRules & { readonly invalidUtf8: 'throw' | 'keep' };
  /** The longest n-gram of words. */
  readonly wordNgrams: number;
  /** Input rows behind those of the words, which n-grams share. */
  readonly buckets: number;
  /**
   * The rows of tokens, of which the first `words` have a row of their own; n-grams' rows are behind
   * these.
   */
  featuresOf(tokens: readonly string[], words: number): TokenFeatures;
  /** Whatever else changes what is learnt. */
  readonly resumable: ResumeOptions;
}

/** What training on labelled lines gives. */
export interface LabelledTraining {
  readonly words: Vocabulary;
  readonly labels: Vocabulary;
  /** A row for each word, then those of n-grams. */
  readonly input: Matrix;
  /** A row for each label; with hierarchical softmax, for each inner node of its tree. */
  readonly output: Matrix;
  readonly report: TrainingReport;
}

/**
 * Trains fastText's classifier (Joulin et al. 2017): the mean of a line's rows predicts its labels.
 * See `trainCorpus` for what it needs and throws.
 */
export async function trainLabelled(
  corpus: Corpus,
  job: LabelledJob,
  options: RunOptions,
): Promise<LabelledTraining> {
  const { settings, rules } = job;
  const training = await trainCorpus(
    {
      openFiles: (signal) => openCorpus(corpus, signal),
      settings,
      checkUtf8: rules.invalidUtf8 !== 'keep',
      resumable: { ...settings, ...rules, ...job.resumable },
      readVocabulary: (counted) => buildLabelledVocabulary(counted, rules),
      shapeOf: (vocabulary) => lineShape(job, vocabulary),
    },
    options,
  );
  const { words, labels } = partsOf(training.vocabulary, rules);
  const { input, output, tree } = training;
  const report = { ...training.report, vocabulary: words.words.length };
  return { words, labels, input, output: (output ?? tree)!, report };
}

/** Words and labels of a vocabulary that has both; words too rare to have a row are in neither. */
function partsOf({ words, counts }: Vocabulary, { labelPrefix }: LabelledRules) {
  const isLabel = (word: string) => word !== lineEndWord && word.startsWith(labelPrefix);
  const firstLabel = words.findIndex(isLabel);
  const rest = words.findIndex((word, id) => id > firstLabel && !isLabel(word));
  const end = rest < 0 ? words.length : rest;
  const part = (from: number, to: number): Vocabulary => ({
    words: words.slice(from, to),
    counts: counts.slice(from, to),
  });
  return { words: part(0, firstLabel), labels: part(firstLabel, end), unknown: words.slice(end) };
}

const loops = {
  softmax: 'trainLinesSoftmax',
  sampled: 'trainLinesSampled',
  'one-vs-all': 'trainLinesOneVsAll',
} as const;

function lineShape(job: LabelledJob, vocabulary: Vocabulary): ModelShape {
  const { settings, loss, rules, buckets, wordNgrams } = job;
  const { words, labels, unknown } = partsOf(vocabulary, rules);
  const known = words.words.length;
  const tokens = job.featuresOf([...words.words, ...unknown], known);
  const isSampled = loss === 'sampled';
  const lineEnd = words.words.indexOf(lineEndWord);
  return {
    loop: loops[loss],
    inputRows: known + buckets,
    outputRows: isSampled && settings.negative === 0 ? 0 : labels.words.length,
    paths: isSampled && settings.hierarchicalSoftmax ? pathsOf(labels.counts) : undefined,
    features: { ...withGap(tokens, known, labels.words.length) },
    lines: {
      firstLabel: known,
      labels: labels.words.length,
      lineEnd: lineEnd < 0 ? undefined : lineEnd,
      wordNgrams,
      hashes: spaced(tokens.hashes, known, labels.words.length),
      firstBucket: known,
      buckets,
    },
    outputCounts: labels.counts,
    idCounts: vocabulary.counts,
  };
}

/** The lists of all ids: labels, which have none, stand between known words and others. */
function withGap({ offsets, rows }: IdFeatures, at: number, gap: number): IdFeatures {
  const all = new Uint32Array(offsets.length + gap);
  all.set(offsets.subarray(0, at));
  all.fill(offsets[at]!, at, at + gap);
  all.set(offsets.subarray(at), at + gap);
  return { offsets: all, rows };
}

function spaced(values: Uint32Array, at: number, gap: number): Uint32Array {
  const all = new Uint32Array(values.length + gap);
  all.set(values.subarray(0, at));
  all.set(values.subarray(at), at + gap);
  return all;
}
