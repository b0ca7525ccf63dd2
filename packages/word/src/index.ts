import { definePlugin, type OpenSourceOptions, type Source } from '@tovec/core';
import type { Corpus, CountVocabularyOptions } from '@tovec/training';
import type { FastTextTrainOptions } from './fasttext/train/options.js';
import type { GloveTrainOptions } from './glove/options.js';
import type { Word2VecTrainOptions } from './word2vec/options.js';

/** Where a model is loaded from. */
export interface LoadWordEncoderOptions extends OpenSourceOptions {
  readonly source: Source;
}

/**
 * The word encoders as a plugin; each is imported when it is first loaded or trained.
 *
 * @example
 * ```ts
 * import { createRegistry } from '@tovec/core';
 * import { word } from '@tovec/word';
 *
 * const registry = createRegistry({ word });
 * const { vectors } = await registry.train('word:word2vec', 'one two three four '.repeat(50), {
 *   dimensions: 8,
 *   workers: 1,
 * });
 * console.log(registry.ids); // [ 'word:one-hot', 'word:glove', 'word:word2vec', 'word:fasttext' ]
 * console.log(vectors.size); // 4
 * ```
 */
export const word = /* @__PURE__ */ definePlugin({
  name: 'word',
  encoders: {
    'one-hot': {
      load: async ({ source, ...options }: LoadWordEncoderOptions) =>
        (await (await import('./one-hot/index.js')).loadOneHot(source, options)).encoder,
      train: async (corpus: Corpus, options?: CountVocabularyOptions) =>
        (await import('./one-hot/index.js')).trainOneHot(corpus, options),
    },
    glove: {
      load: async ({ source, ...options }: LoadWordEncoderOptions) =>
        (await (await import('./glove/index.js')).loadGlove(source, options)).encoder,
      train: async (corpus: Corpus, options?: GloveTrainOptions) =>
        (await import('./glove/index.js')).trainGlove(corpus, options),
    },
    word2vec: {
      load: async ({ source, ...options }: LoadWordEncoderOptions) =>
        (await (await import('./word2vec/index.js')).loadWord2Vec(source, options)).encoder,
      train: async (corpus: Corpus, options?: Word2VecTrainOptions) =>
        (await import('./word2vec/index.js')).trainWord2Vec(corpus, options),
    },
    fasttext: {
      load: async ({ source, ...options }: LoadWordEncoderOptions) =>
        (await (await import('./fasttext/index.js')).loadFastText(source, options)).encoder,
      train: async (corpus: Corpus, options?: FastTextTrainOptions) =>
        (await import('./fasttext/index.js')).trainFastText(corpus, options),
    },
  },
});
