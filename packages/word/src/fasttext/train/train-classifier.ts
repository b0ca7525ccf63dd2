import { check, Items } from '@tovec/core';
import { type Corpus, sgdSettings, trainLabelled } from '@tovec/training';
import { classifierDefaults, type FastTextLoss } from '../arguments.js';
import { FastTextClassifier } from '../classifier/classifier.js';
import { FastTextDictionary } from '../dictionary.js';
import { DenseMatrix } from '../matrix/dense-matrix.js';
import { hashBytes } from '../subwords/hash.js';
import { wordRowLists } from '../subwords/word-row-lists.js';
import {
  type ClassifierTrainOptions,
  checkNegative,
  checkNgrams,
  classifierTrainKeys,
} from './options.js';

/**
 * Trains fastText's text classifier (Joulin et al. 2017, "Bag of tricks for efficient text
 * classification") on lines of text with labels in them: `__label__sports the match ended early`. A
 * line may have several labels; lines without one are passed over. Options and their defaults are
 * those of fastText's `supervised` command.
 *
 * @param corpus a file or directory (`{ path }`), a text, or an iterable of texts or token arrays
 * @throws InvalidInputError for an option that cannot be, a corpus without labels or words, text that
 *   is not UTF-8, or tables that do not fit in memory
 * @throws SourceError when the corpus cannot be read, or a checkpoint neither read nor written
 * @example
 * ```ts
 * import { trainClassifier } from '@tovec/word/fasttext';
 *
 * const lines = '__label__animal the cat purrs\n__label__weather the rain falls\n'.repeat(100);
 * const classifier = await trainClassifier(lines, { dimensions: 8, workers: 1 });
 * const [best] = classifier.predict(['a cat in the rain, a cat'])[0]!;
 * console.log(best!.label); // __label__animal
 * ```
 */
export async function trainClassifier(
  corpus: Corpus,
  options: ClassifierTrainOptions = {},
): Promise<FastTextClassifier> {
  check.knownKeys('ClassifierTrainOptions', options, classifierTrainKeys);
  const { loss = 'softmax', labelPrefix = '__label__', invalidUtf8 = 'throw' } = options;
  check.oneOf('loss', loss, ['softmax', 'hierarchical-softmax', 'one-vs-all', 'negative-sampling']);
  checkNegative(options.negative, loss);
  check.string('labelPrefix', labelPrefix, { nonEmpty: true });
  check.oneOf('invalidUtf8', invalidUtf8, ['throw', 'keep']);
  const wordNgrams = check.integer('wordNgrams', options.wordNgrams ?? 1, { min: 1, max: 100 });
  const ngrams = checkNgrams(options, classifierDefaults, wordNgrams);
  const minCount = check.integer('minCount', options.minCount ?? 1, { min: 1 });
  const minLabelCount = check.integer('minLabelCount', options.minLabelCount ?? 0, { min: 0 });
  const settings = settingsOf(options, loss);

  const training = await trainLabelled(
    corpus,
    {
      settings,
      loss: loss === 'softmax' || loss === 'one-vs-all' ? loss : 'sampled',
      rules: {
        ...{ labelPrefix, minCount, minLabelCount, invalidUtf8 },
        keepUnknown: ngrams.bucket > 0,
      },
      wordNgrams,
      buckets: ngrams.bucket,
      featuresOf: (tokens, words) => featuresOf(Items.from(tokens), { ...ngrams, words }),
      resumable: { kind: 'a FastText classifier', ...ngrams, wordNgrams, loss },
    },
    options,
  );
  const { words, labels, input, output, report } = training;
  const { dimensions, epochs, negative } = settings;
  return new FastTextClassifier({
    settings: {
      ...classifierDefaults,
      ...{ loss, dimensions, epochs, minCount, wordNgrams, ...ngrams },
      negative: loss === 'negative-sampling' ? negative : classifierDefaults.negative,
    },
    dictionary: new FastTextDictionary({
      words: Items.from(words.words),
      wordCounts: words.counts,
      labels: Items.from(labels.words),
      labelCounts: labels.counts,
      tokens: report.tokens,
    }),
    input: new DenseMatrix(input),
    output: new DenseMatrix(output),
    report,
  });
}

/** What the training machine is told of a classifier; it has no window and drops no words. */
function settingsOf(options: ClassifierTrainOptions, loss: FastTextLoss) {
  const { negative = 5, maxLineLength = 16_384 } = options;
  check.integer('maxLineLength', maxLineLength, { min: 2, max: 1_000_000 });
  const isTree = loss === 'hierarchical-softmax';
  return sgdSettings({
    dimensions: options.dimensions,
    epochs: options.epochs,
    learningRate: options.learningRate ?? 0.1,
    minLearningRate: 0,
    seed: options.seed,
    maxSentenceLength: maxLineLength,
    sample: 0,
    // Each line draws its own noise.
    ...{ negative: isTree ? 0 : negative, hierarchicalSoftmax: isTree, window: 1, noiseReuse: 1 },
    noiseExponent: 0.5,
  });
}

/** Rows and hashes of tokens, of which only the first `rules.words` have a row of their own. */
function featuresOf(
  tokens: Items,
  rules: { minn: number; maxn: number; bucket: number; words: number },
) {
  const { utf8, offsets } = tokens;
  const hashes = new Uint32Array(tokens.length);
  for (let token = 0; token < tokens.length; token++) {
    hashes[token] = hashBytes(utf8, offsets[token]!, offsets[token + 1]!);
  }
  return { ...wordRowLists(tokens, rules), hashes };
}
