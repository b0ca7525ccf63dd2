import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { nearestNames } from '../nearest-names.js';
import { checkName, checkPlugin } from './check-plugin.js';
import type { EncoderProvider } from './plugin.js';
import type { EncoderId, Plugins, Registry } from './registry.js';

/**
 * Makes a registry of the plugins given, each under the name it has in the object: the encoder
 * `word2vec` of `{ word }` is `'word:word2vec'`. Nothing is global, nothing is scanned: what is not
 * imported and passed here is not there.
 *
 * @throws InvalidInputError when something is not a plugin, or an id is there twice
 *
 * @example
 * ```ts
 * import { createRegistry, definePlugin } from '@tovec/core';
 *
 * const toy = definePlugin({ name: 'toy', encoders: {} });
 * const registry = createRegistry({ toy });
 * console.log(registry.ids, registry.has('toy:word2vec')); // [] false
 * ```
 */
export function createRegistry<const P extends Plugins>(plugins: P): Registry<P> {
  const providers = collectProviders(plugins);
  const ids = [...providers.keys()] as EncoderId<P>[];
  const find = (id: string) => providers.get(id) ?? throwUnknown(id, ids);

  // That each id has the signature of its own provider is known to the types alone.
  const registry = {
    ids,
    has: (id: string) => providers.has(id),
    load: async (id: string, ...options: unknown[]) => find(id).load(...(options as never)),
    train: async (id: string, ...corpusAndOptions: unknown[]) => {
      const provider = find(id);
      if (provider.train !== undefined) return provider.train(...(corpusAndOptions as never));
      const trainable = ids.filter((other) => providers.get(other)?.train !== undefined);
      throw new InvalidInputError(
        `${describeValue(id)} can be loaded, but not trained. ${listing('can be trained', trainable)}`,
        { argument: 'id', given: id },
      );
    },
    extend: <More extends Plugins>(more: More) => {
      for (const name of Object.keys(more)) {
        if (!Object.hasOwn(plugins, name)) continue;
        throw new InvalidInputError(
          `The registry already has a plugin named ${describeValue(name)}. ${listing('are there', ids)}`,
          { argument: 'plugins', given: name },
        );
      }
      return createRegistry<P & More>({ ...plugins, ...more });
    },
  };
  return registry as unknown as Registry<P>;
}

function collectProviders(plugins: Plugins): Map<string, EncoderProvider> {
  if (typeof plugins !== 'object' || plugins === null) {
    throw new InvalidInputError(
      `createRegistry takes an object of plugins, such as { word }, but was given ${describeValue(plugins)}.`,
      { argument: 'plugins', given: plugins },
    );
  }
  const providers = new Map<string, EncoderProvider>();
  for (const [name, plugin] of Object.entries(plugins)) {
    checkName('plugins', name);
    checkPlugin(`plugins.${name}`, plugin);
    for (const [encoder, provider] of Object.entries(plugin.encoders)) {
      providers.set(`${name}:${encoder}`, provider);
    }
  }
  return providers;
}

function throwUnknown(id: unknown, ids: readonly string[]): never {
  const nearest = typeof id === 'string' ? nearestNames(id, ids, 1)[0] : undefined;
  const hint = nearest === undefined ? '' : ` Did you mean ${describeValue(nearest)}?`;
  throw new InvalidInputError(
    `There is no encoder ${describeValue(id)}.${hint} ${listing('are there', ids)}`,
    { argument: 'id', given: id },
  );
}

function listing(what: string, ids: readonly string[]): string {
  return ids.length === 0 ? `None ${what}.` : `These ${what}: ${ids.join(', ')}.`;
}
