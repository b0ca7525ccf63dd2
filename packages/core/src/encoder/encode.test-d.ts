import { describe, expectTypeOf, test } from 'vitest';
import { defineEncoder } from './define-encoder.js';
import type { Embeddings, Precision } from './embeddings.js';
import { encode } from './encode.js';
import { type EmbeddingsPart, encodeStream } from './encode-stream.js';
import type { EncodeCall, Encoder } from './encoder.js';

const lengths = defineEncoder({
  id: 'lengths',
  modality: 'word',
  dimensions: 1,
  limits: { maxBatch: 2, concurrent: true },
  capabilities: { deterministic: true, missing: 'report' },
  async doEncode({ inputs }: EncodeCall<string>) {
    return { vectors: Float32Array.from(inputs, (word) => word.length), notes: [] };
  },
});

describe('the input type', () => {
  test('is inferred from doEncode', () => {
    encode(lengths, ['a', 'b']);
    lengths.encode(new Set(['a']));
    // @ts-expect-error numbers are no words
    encode(lengths, [1, 2]);
    // @ts-expect-error numbers are no words
    lengths.encode([1, 2]);
  });

  test('may be given instead', () => {
    const byHand = defineEncoder<{ readonly text: string }>({
      id: 'by-hand',
      modality: 'document',
      dimensions: 1,
      limits: { maxBatch: 2, concurrent: true },
      capabilities: { deterministic: true, missing: 'throw' },
      async doEncode({ inputs }) {
        expectTypeOf(inputs).toEqualTypeOf<readonly { readonly text: string }[]>();
        return { vectors: new Float32Array(inputs.length), notes: [] };
      },
    });
    // @ts-expect-error a document is an object here
    byHand.encode(['text']);
  });

  test('does not keep an encoder from those who take any', () => {
    const describeEncoder = (encoder: Encoder) => encoder.id;
    expectTypeOf(describeEncoder(lengths)).toBeString();
  });
});

describe('the result', () => {
  test('holds the array of its precision', async () => {
    expectTypeOf(await encode(lengths, ['a'])).toEqualTypeOf<Embeddings<'float32'>>();
    expectTypeOf((await lengths.encode(['a'])).data).toEqualTypeOf<Float32Array>();
    expectTypeOf((await lengths.encode(['a'], { normalize: true })).scales).toBeUndefined();
    const bytes = await lengths.encode(['a'], { precision: 'int8' });
    expectTypeOf(bytes.row(0)).toEqualTypeOf<Int8Array>();
    expectTypeOf(bytes.scales).toEqualTypeOf<Float32Array>();
    const bits = await encode(lengths, ['a'], { precision: 'binary', normalize: true });
    expectTypeOf(bits.data).toEqualTypeOf<Uint8Array>();
  });

  test('is one of three when the precision is known only later', async () => {
    const precision = 'int8' as Precision;
    const embeddings = await encode(lengths, ['a'], { precision });
    expectTypeOf(embeddings.data).toEqualTypeOf<Float32Array | Int8Array | Uint8Array>();
  });
});

test('a stream has parts of the precision that was asked for, with their inputs', () => {
  expectTypeOf(encodeStream(lengths, ['a'])).toExtend<
    AsyncIterable<EmbeddingsPart<string, 'float32'>>
  >();
  expectTypeOf(lengths.encodeStream(['a'], { precision: 'int8' })).toEqualTypeOf<
    AsyncIterable<EmbeddingsPart<string, 'int8'>>
  >();
  expectTypeOf<EmbeddingsPart<string>>().toExtend<Embeddings>();
  // @ts-expect-error numbers are no words
  encodeStream(lengths, [1, 2]);
});

test('modalities are completed, and open', () => {
  expectTypeOf<'word'>().toExtend<Encoder['modality']>();
  expectTypeOf<'molecule'>().toExtend<Encoder['modality']>();
});
