import { checkPlugin } from './check-plugin.js';
import type { EncoderProviders, Plugin } from './plugin.js';

/** What an author writes: a plugin, without the version that `definePlugin` puts in. */
export interface PluginDefinition<Providers extends EncoderProviders> {
  readonly name: string;
  readonly encoders: Providers;
}

/**
 * Makes a plugin: a name and, for each encoder id, how to load it and how to train it. Loading
 * should import what is heavy, so that a plugin costs nothing until it is used.
 *
 * @throws InvalidInputError naming the first field that is missing or wrong
 *
 * @example
 * ```ts
 * import { createRegistry, defineEncoder, definePlugin, type EncodeCall } from '@tovec/core';
 *
 * const toy = definePlugin({
 *   name: 'toy',
 *   encoders: {
 *     lengths: {
 *       load: async ({ scale = 1 }: { scale?: number } = {}) =>
 *         defineEncoder({
 *           id: 'lengths',
 *           modality: 'word',
 *           dimensions: 1,
 *           limits: { maxBatch: 100, concurrent: true },
 *           capabilities: { deterministic: true, missing: 'report' },
 *           async doEncode({ inputs }: EncodeCall<string>) {
 *             const vectors = Float32Array.from(inputs, (word) => word.length * scale);
 *             return { vectors, notes: [] };
 *           },
 *         }),
 *     },
 *   },
 * });
 * const registry = createRegistry({ toy });
 * const encoder = await registry.load('toy:lengths', { scale: 2 });
 * console.log((await encoder.encode(['four'])).row(0)); // Float32Array(1) [ 8 ]
 * ```
 */
export function definePlugin<const Providers extends EncoderProviders>(
  definition: PluginDefinition<Providers>,
): Plugin<Providers> {
  const { name, encoders } = definition;
  const plugin = { specificationVersion: 'v1', name, encoders } as const;
  checkPlugin('plugin', plugin);
  return plugin;
}
