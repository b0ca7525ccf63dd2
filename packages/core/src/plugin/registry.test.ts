import { describe, expect, test } from 'vitest';
import { defineEncoder } from '../encoder/define-encoder.js';
import type { EncodeCall } from '../encoder/encoder.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { UnsupportedError } from '../errors/unsupported-error.js';
import { rejection } from '../testing/helpers.js';
import { createRegistry } from './create-registry.js';
import { definePlugin } from './define-plugin.js';
import type { Plugin } from './plugin.js';

const lengths = (scale: number) =>
  defineEncoder({
    id: 'lengths',
    modality: 'word',
    dimensions: 1,
    limits: { maxBatch: 10, concurrent: true },
    capabilities: { deterministic: true, missing: 'report' },
    async doEncode({ inputs }: EncodeCall<string>) {
      return { vectors: Float32Array.from(inputs, (word) => word.length * scale), notes: [] };
    },
  });

const word = definePlugin({
  name: 'word',
  encoders: {
    lengths: {
      load: async ({ scale }: { scale: number }) => lengths(scale),
      train: async (corpus: string[], { factor = 1 }: { factor?: number } = {}) => ({
        encoder: lengths(corpus.length * factor),
      }),
    },
    'one-hot': { load: async () => lengths(1) },
  },
});
const image = definePlugin({
  name: 'image',
  encoders: { vgg16: { load: async () => lengths(0) } },
});

describe('a registry', () => {
  const registry = createRegistry({ word, image });

  test('lists the ids of its plugins, under the names they have there', () => {
    expect(registry.ids).toEqual(['word:lengths', 'word:one-hot', 'image:vgg16']);
    expect(createRegistry({ other: word }).ids).toEqual(['other:lengths', 'other:one-hot']);
    expect(createRegistry({}).ids).toEqual([]);
  });

  test('loads an encoder with its options', async () => {
    const encoder = await registry.load('word:lengths', { scale: 3 });
    expect([...(await encoder.encode(['ab'])).data]).toEqual([6]);
  });

  test('trains a model on a corpus', async () => {
    const { encoder } = await registry.train('word:lengths', ['a', 'b'], { factor: 5 });
    expect([...(await encoder.encode(['ab'])).data]).toEqual([20]);
  });

  test('calls the provider as an object, so that it may be a class', async () => {
    class Provider {
      #scale = 7;
      async load() {
        return lengths(this.#scale);
      }
      async train() {
        return { scale: this.#scale };
      }
    }
    const plugin = definePlugin({ name: 'p', encoders: { own: new Provider() } });
    const own = createRegistry({ plugin });
    expect([...(await (await own.load('plugin:own')).encode(['a'])).data]).toEqual([7]);
    expect(await own.train('plugin:own')).toEqual({ scale: 7 });
  });

  test('knows what it has, also from a string that came from elsewhere', () => {
    expect(registry.has('word:lengths')).toBe(true);
    expect(registry.has('word:toString')).toBe(false);
    expect(registry.has('constructor')).toBe(false);
  });

  test('grows into a new one', () => {
    const more = createRegistry({ word }).extend({ image });
    expect(more.ids).toEqual(['word:lengths', 'word:one-hot', 'image:vgg16']);
    expect(createRegistry({ word }).ids).toHaveLength(2);
  });
});

describe('an unknown or duplicate id', () => {
  const registry = createRegistry({ word, image });

  test('is refused with the nearest name and a list of what there is', async () => {
    const error = await rejection(registry.load('word:length' as 'word:one-hot'));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toBe(
      "There is no encoder 'word:length'. Did you mean 'word:lengths'? " +
        'These are there: word:lengths, word:one-hot, image:vgg16.',
    );
    const other = await rejection(registry.train('constructor' as 'word:lengths', ['a']));
    expect(other.message).toMatch(/^There is no encoder 'constructor'. These are there: /);
  });

  test('that only loads cannot be trained', async () => {
    const error = await rejection(registry.train('image:vgg16' as 'word:lengths', ['a']));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toBe(
      "'image:vgg16' can be loaded, but not trained. These can be trained: word:lengths.",
    );
  });

  test('is refused when a name is taken', () => {
    expect(() => registry.extend({ word: image })).toThrow(InvalidInputError);
    expect(() => registry.extend({ word: image })).toThrow(
      "The registry already has a plugin named 'word'. These are there: word:lengths",
    );
  });
});

describe('what is no plugin', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'plugins.word must be a plugin'],
    ['an object', {}, "plugins.word must be a plugin with specificationVersion 'v1'"],
    ['one without encoders', { ...word, encoders: undefined }, '.encoders must be an object'],
    [
      'one with an id of two parts',
      { ...word, encoders: { 'a:b': word.encoders.lengths } },
      "'a:b'",
    ],
    [
      'one that cannot load',
      { ...word, encoders: { a: {} } },
      '.encoders.a.load must be a function',
    ],
    [
      'one that trains by a string',
      { ...word, encoders: { a: { load: async () => lengths(1), train: 'x' } } },
      '.encoders.a.train must be a function',
    ],
    ['one without a name', { ...word, name: '' }, 'plugins.word.name must be letters and digits'],
  ])('%s', (_, plugin, message) => {
    const create = () => createRegistry({ word: plugin as Plugin });
    expect(create).toThrow(InvalidInputError);
    expect(create).toThrow(message);
  });

  test('a plugin of another version', () => {
    const later = { ...word, specificationVersion: 'v2' } as unknown as Plugin;
    expect(() => createRegistry({ later })).toThrow(UnsupportedError);
  });

  test('a name that could not stand in an id', () => {
    expect(() => createRegistry({ 'a:b': word })).toThrow("but was 'a:b'");
    expect(() => createRegistry(null as unknown as { word: Plugin })).toThrow(InvalidInputError);
    expect(() => definePlugin({ name: 'my words', encoders: {} })).toThrow('plugin.name must be');
  });
});
