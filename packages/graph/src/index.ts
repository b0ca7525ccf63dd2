import { definePlugin, type OpenSourceOptions, type Source } from '@tovec/core';
import type { GraphInput } from './inputs/graph-from.js';
import type { Node2VecTrainOptions } from './node2vec/options.js';

/** Where a model is loaded from. */
export interface LoadGraphEncoderOptions extends OpenSourceOptions {
  readonly source: Source;
}

/**
 * The graph encoders as a plugin; each is imported when it is first loaded or trained.
 *
 * @example
 * ```ts
 * import { createRegistry } from '@tovec/core';
 * import { graph } from '@tovec/graph';
 *
 * const registry = createRegistry({ graph });
 * const edges: [string, string][] = [['a', 'b'], ['b', 'c'], ['c', 'a']];
 * const { vectors } = await registry.train('graph:node2vec', edges, { dimensions: 8, workers: 1 });
 * console.log(registry.ids, vectors.size); // [ 'graph:node2vec' ] 3
 * ```
 */
export const graph = /* @__PURE__ */ definePlugin({
  name: 'graph',
  encoders: {
    node2vec: {
      load: async ({ source, ...options }: LoadGraphEncoderOptions) =>
        (await (await import('./node2vec/index.js')).loadNode2Vec(source, options)).encoder,
      train: async (input: GraphInput, options?: Node2VecTrainOptions) =>
        (await import('./node2vec/index.js')).trainNode2Vec(input, options),
    },
  },
});
