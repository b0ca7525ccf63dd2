import type { TrainTextOptions } from '@tovec/training';

/**
 * How to train Word2Vec. Numbers default to word2vec.c's.
 *
 * | option | default | |
 * |---|---|---|
 * | `architecture` | `'skip-gram'` | or `'cbow'` |
 * | `dimensions` | 100 | numbers in a vector |
 * | `window` | 5 | words to either side at most; drawn from 1 to this for each word |
 * | `dynamicWindow` | true | false: the whole window for every word |
 * | `negative` | 5 | noise words for each word; 0 with `hierarchicalSoftmax` alone |
 * | `hierarchicalSoftmax` | false | predict the word's way through a Huffman tree, instead of or beside noise |
 * | `noiseReuse` | 4 | words that each draw of noise serves, a window apart; word2vec.c: 1 |
 * | `noiseExponent` | 0.75 | noise words are drawn by count to this power |
 * | `sample` | 1e-3 | words more frequent than this are dropped at random; 0 keeps all |
 * | `epochs` | 5 | passes over the corpus |
 * | `learningRate` | 0.025, CBOW 0.05 | falls linearly to `minLearningRate` (1e-4 of it) |
 * | `contextMean` | true | CBOW: mean of the contexts, false: their sum |
 * | `maxSentenceLength` | 1000 | longer sentences are cut |
 * | `minCount` | 5 | words that occur less often have no vector |
 * | `maxVocabulary` | | at most so many words, the most frequent |
 * | `keep` | | decides about single words |
 * | `lowercase` | false | |
 * | `tokenPattern` | | words are its matches instead of whatever stands between white space |
 * | `invalidUtf8` | `'throw'` | `'keep'` learns bytes that are not UTF-8 as they are |
 * | `workers` | the machine's | with 1, the same seed gives the same bytes on the same engine |
 * | `seed` | 1 | |
 * | `checkpoint`, `resume` | | `{ directory, everySeconds: 30 }`, and the directory to go on from |
 * | `signal`, `onProgress` | | |
 */
export interface Word2VecTrainOptions extends TrainTextOptions {}

/**
 * How to go on training. The model's `settings` stay as they are where nothing else is said; how text
 * is read (`minCount`, `lowercase`, `tokenPattern` and the like) is not part of a model, and has its
 * defaults.
 */
export interface Word2VecContinueOptions
  extends Omit<Word2VecTrainOptions, 'architecture' | 'dimensions'> {
  /** Whether words that the model does not know join its vocabulary; default false. */
  readonly extendVocabulary?: boolean | undefined;
}
