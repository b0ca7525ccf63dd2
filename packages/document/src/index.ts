import { definePlugin, type OpenSourceOptions, type Source } from '@tovec/core';
import type { Documents } from '@tovec/training';
import type { Doc2VecTrainOptions } from './doc2vec/options.js';

/** Where a model is loaded from. */
export interface LoadDocumentEncoderOptions extends OpenSourceOptions {
  readonly source: Source;
}

/**
 * The document encoders as a plugin; each is imported when it is first loaded or trained.
 *
 * @example
 * ```ts
 * import { createRegistry } from '@tovec/core';
 * import { document } from '@tovec/document';
 *
 * const registry = createRegistry({ document });
 * const texts = Array.from({ length: 20 }, () => 'one two three four');
 * const model = await registry.train('document:doc2vec', texts, { dimensions: 8, workers: 1 });
 * console.log(registry.ids); // [ 'document:bag', 'document:doc2vec' ]
 * console.log(model.documents.size); // 20
 * ```
 */
export const document = /* @__PURE__ */ definePlugin({
  name: 'document',
  encoders: {
    bag: {
      load: async ({ source, ...options }: LoadDocumentEncoderOptions) =>
        (await (await import('./bag/index.js')).loadBag(source, options)).encoder,
    },
    doc2vec: {
      load: async ({ source, ...options }: LoadDocumentEncoderOptions) =>
        (await (await import('./doc2vec/index.js')).loadDoc2Vec(source, options)).encoder,
      train: async (documents: Documents, options?: Doc2VecTrainOptions) =>
        (await import('./doc2vec/index.js')).trainDoc2Vec(documents, options),
    },
  },
});
