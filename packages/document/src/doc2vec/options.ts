import type { OnProgress } from '@tovec/core';
import type { TrainDocumentsOptions } from '@tovec/training';

/**
 * How to train Doc2Vec. Numbers default to those of gensim's `Doc2Vec`.
 *
 * | option | default | |
 * |---|---|---|
 * | `architecture` | `'dm'` | or `'dbow'` |
 * | `combine` | `'mean'` | `'dm'`: the mean, the `'sum'`, or tags and words side by side (`'concatenate'`) |
 * | `trainWords` | false | `'dbow'`: whether words learn as well, by skip-gram; with `'dm'` they always do |
 * | `dimensions` | 100 | numbers in a vector |
 * | `window` | 5 | words to either side at most; drawn from 1 to this for each word |
 * | `dynamicWindow` | true | false: the whole window for every word |
 * | `negative` | 5 | noise words for each word; 0 with `hierarchicalSoftmax` alone |
 * | `hierarchicalSoftmax` | false | predict the word's way through a Huffman tree, instead of or beside noise |
 * | `noiseReuse` | 4, `'dbow'` 1 | words that each draw of noise serves; gensim: 1 |
 * | `noiseExponent` | 0.75 | noise words are drawn by count to this power |
 * | `sample` | 1e-3 | words more frequent than this are dropped at random; 0 keeps all |
 * | `epochs` | 10 | passes over the documents |
 * | `learningRate` | 0.025 | falls linearly to `minLearningRate` (1e-4) |
 * | `minCount` | 5 | words that occur less often are passed over |
 * | `maxVocabulary` | | at most so many words, the most frequent |
 * | `keep` | | decides about single words |
 * | `lowercase` | false | |
 * | `tokenPattern` | | words are its matches instead of whatever stands between white space |
 * | `duplicateTags` | `'throw'` | `'share'`: documents with the same tag share its vector; gensim shares |
 * | `workers` | the machine's | with 1, the same seed gives the same bytes on the same engine |
 * | `seed` | 1 | |
 * | `checkpoint`, `resume` | | `{ directory, everySeconds: 30 }`, and the directory to go on from |
 * | `signal`, `onProgress` | | |
 */
export interface Doc2VecTrainOptions extends TrainDocumentsOptions {}

/** How to infer vectors of unseen documents. Numbers default to those the model was trained with. */
export interface Doc2VecInferOptions {
  /** Passes over each document; as in training by default. More are slower and a little steadier. */
  readonly epochs?: number | undefined;
  /** The rate of the first epoch, and of the last. */
  readonly learningRate?: number | undefined;
  readonly minLearningRate?: number | undefined;
  /** With the words of a document, where its random numbers begin. */
  readonly seed?: number | undefined;
  /** The most threads; none are started for a few documents. The result does not depend on it. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}
