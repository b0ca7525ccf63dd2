import { check, Items } from '@tovec/core';
import { type Corpus, type SgdOptions, trainText } from '@tovec/training';
import { fastTextDefaults } from '../arguments.js';
import { FastTextDictionary } from '../dictionary.js';
import { FastText } from '../fasttext.js';
import { DenseMatrix } from '../matrix/dense-matrix.js';
import { wordRowLists } from '../subwords/word-row-lists.js';
import {
  checkNegative,
  checkNgrams,
  type FastTextTrainOptions,
  fastTextTrainKeys,
} from './options.js';

/**
 * Trains FastText word vectors (Bojanowski et al. 2017, "Enriching word vectors with subword
 * information"): a word's vector is the mean of its own row and of the rows of its character n-grams,
 * so that words never seen have vectors too. Options and their defaults are those of fastText's
 * `skipgram` and `cbow` commands.
 *
 * Memory is that of `(2 · vocabulary + bucket) × dimensions` 32-bit numbers and some tens of
 * megabytes: 0.8 GB for fastText's two million buckets of 100 dimensions. `bucket` makes it less.
 *
 * @param corpus a file or directory (`{ path }`), a text, or an iterable of texts or token arrays
 * @throws InvalidInputError for an option that cannot be, a corpus with nothing to learn, text that
 *   is not UTF-8, or tables that do not fit in memory
 * @throws SourceError when the corpus cannot be read, or a checkpoint neither read nor written
 * @example
 * ```ts
 * import { trainFastText } from '@tovec/word/fasttext';
 *
 * const text = 'the cat sat on the mat and the dog sat on the rug '.repeat(200);
 * const model = await trainFastText(text, { dimensions: 16, bucket: 1000, workers: 1 });
 * const { notes } = await model.encoder.encode(['cat', 'cats']);
 * console.log(model.vectors.size, notes.map(({ row, kind }) => `${row}: ${kind}`)); // 8 [ '1: composed' ]
 * ```
 */
export async function trainFastText(
  corpus: Corpus,
  options: FastTextTrainOptions = {},
): Promise<FastText> {
  check.knownKeys('FastTextTrainOptions', options, fastTextTrainKeys);
  const { minn, maxn, bucket, loss = 'negative-sampling', ...others } = options;
  const { architecture = 'skip-gram' } = others;
  check.oneOf('architecture', architecture, ['skip-gram', 'cbow']);
  check.oneOf('loss', loss, ['negative-sampling', 'hierarchical-softmax']);
  checkNegative(options.negative, loss);
  const ngrams = checkNgrams({ minn, maxn, bucket }, fastTextDefaults);
  const training = await trainText(
    corpus,
    { ...others, ...settingsOf(options), architecture },
    {
      featuresOf: (words) => ({
        ...wordRowLists(Items.from(words), { ...ngrams, words: words.length }),
        inputRows: words.length + ngrams.bucket,
      }),
      resumable: { kind: 'FastText', ...ngrams },
    },
  );
  const { vocabulary, input, output, tree, report } = training;
  const { dimensions, window, epochs, negative, sample } = training.settings;
  return new FastText({
    settings: {
      ...fastTextDefaults,
      ...{ model: architecture, loss, dimensions, window, epochs, sample, ...ngrams },
      ...{ negative, minCount: options.minCount ?? fastTextDefaults.minCount },
    },
    dictionary: new FastTextDictionary({
      words: Items.from(vocabulary.words),
      wordCounts: vocabulary.counts,
      labels: Items.from([]),
      labelCounts: new Float64Array(0),
      tokens: report.tokens,
    }),
    input: new DenseMatrix(input),
    output: new DenseMatrix((output ?? tree)!),
    report,
  });
}

/** fastText's settings where they differ from word2vec.c's. */
function settingsOf({ loss, negative, ...options }: FastTextTrainOptions): SgdOptions {
  const isTree = loss === 'hierarchical-softmax';
  return {
    ...{ hierarchicalSoftmax: isTree, negative: isTree ? 0 : negative },
    learningRate: options.learningRate ?? 0.05,
    minLearningRate: 0,
    sample: options.sample ?? fastTextDefaults.sample,
    maxSentenceLength: options.maxSentenceLength ?? 1024,
    noiseReuse: options.noiseReuse ?? 1,
    noiseExponent: 0.5,
  };
}
