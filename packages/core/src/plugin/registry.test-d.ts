import { describe, expectTypeOf, test } from 'vitest';
import { type DefinedEncoder, defineEncoder } from '../encoder/define-encoder.js';
import type { EncodeCall } from '../encoder/encoder.js';
import type { Source } from '../sources/source.js';
import { createRegistry } from './create-registry.js';
import { definePlugin } from './define-plugin.js';

interface Pixels {
  readonly width: number;
  readonly data: Uint8Array;
}

const common = {
  dimensions: 2,
  limits: { maxBatch: 8, concurrent: true },
  capabilities: { deterministic: true, missing: 'throw' },
} as const;

const words = defineEncoder({
  ...common,
  id: 'word2vec',
  modality: 'word',
  doEncode: async ({ inputs }: EncodeCall<string>) => ({
    vectors: new Float32Array(inputs.length * 2),
    notes: [],
  }),
});

const images = defineEncoder({
  ...common,
  id: 'vgg16',
  modality: 'image',
  doEncode: async ({ inputs }: EncodeCall<Pixels>) => ({
    vectors: new Float32Array(inputs.length * 2),
    notes: [],
  }),
});

const word = definePlugin({
  name: 'word',
  encoders: {
    word2vec: {
      load: async (_: { source: Source }) => words,
      train: async (_: string | { path: string }, __?: { dimensions?: number }) => ({
        encoder: words,
        loss: [0],
      }),
    },
    'one-hot': { load: async (_: { vocabulary: string[] }) => words },
  },
});

const image = definePlugin({
  name: 'image',
  encoders: { vgg16: { load: async (_?: { layer?: 'fc1' | 'fc2' }) => images } },
});

const registry = createRegistry({ word, image });

describe('the ids of a registry', () => {
  test('are a union of literals, which editors complete', () => {
    type Id = Parameters<typeof registry.load>[0];
    expectTypeOf<Id>().toEqualTypeOf<'word:word2vec' | 'word:one-hot' | 'image:vgg16'>();
    expectTypeOf(registry.ids).items.toEqualTypeOf<Id>();
  });

  test('are checked', () => {
    // @ts-expect-error there is no such encoder
    registry.load('word:word2vek');
  });

  test('narrow a string that has() knows', () => {
    const id: string = 'word:one-hot';
    if (registry.has(id)) {
      expectTypeOf(id).toEqualTypeOf<'word:word2vec' | 'word:one-hot' | 'image:vgg16'>();
    }
  });

  test('grow with extend', () => {
    const more = registry.extend({
      graph: definePlugin({
        name: 'graph',
        encoders: {
          node2vec: { load: async () => words },
        },
      }),
    });
    expectTypeOf<Parameters<typeof more.load>[0]>().toEqualTypeOf<
      'word:word2vec' | 'word:one-hot' | 'image:vgg16' | 'graph:node2vec'
    >();
  });
});

describe('loading', () => {
  test('requires the options that the encoder requires', () => {
    registry.load('word:word2vec', { source: 'model.safetensors' });
    // @ts-expect-error the source is missing
    registry.load('word:word2vec');
    // @ts-expect-error the vocabulary is missing
    registry.load('word:one-hot', {});
    // @ts-expect-error no such layer
    registry.load('image:vgg16', { layer: 'fc3' });
  });

  test('does not require optional ones', () => {
    registry.load('image:vgg16');
  });

  test('gives the encoder with its own input type', async () => {
    const encoder = await registry.load('image:vgg16');
    expectTypeOf(encoder).toEqualTypeOf<DefinedEncoder<Pixels>>();
    expectTypeOf(encoder.encode)
      .parameter(0)
      .toEqualTypeOf<Iterable<Pixels> | AsyncIterable<Pixels>>();
    // @ts-expect-error words are no images
    encoder.encode(['word']);
  });
});

describe('training', () => {
  test('is offered for what can be trained', () => {
    type Id = Parameters<typeof registry.train>[0];
    expectTypeOf<Id>().toEqualTypeOf<'word:word2vec'>();
    // @ts-expect-error one-hot vectors are not trained
    registry.train('word:one-hot', 'a text');
  });

  test('takes the corpus and options of the encoder, and gives its model', async () => {
    const model = await registry.train('word:word2vec', { path: 'text' }, { dimensions: 10 });
    expectTypeOf(model.loss).toEqualTypeOf<number[]>();
    // @ts-expect-error a number is no corpus
    registry.train('word:word2vec', 3);
    // @ts-expect-error no such option
    registry.train('word:word2vec', 'text', { dimension: 10 });
  });
});
