import { describe, expect, test } from 'vitest';
import { EncoderError } from '../errors/encoder-error.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { UnsupportedError } from '../errors/unsupported-error.js';
import { powersEncoder, powersOf } from '../testing/encoders.js';
import { rejection } from '../testing/helpers.js';
import { encode } from './encode.js';
import type { EncodeOptions } from './encode-options.js';
import type { EncodedBatch, Encoder, RowNote } from './encoder.js';

describe('inputs that are refused', () => {
  test.each<[string, unknown, string]>([
    ['a lone string', 'word', "was 'word'. Wrap a single input in an array: ['word']"],
    ['a lone image', new Uint8Array(4), 'a Uint8Array of 4. Wrap a single input in an array'],
    ['a number', 5, 'was 5. Give an array'],
    ['nothing', undefined, 'was undefined. Give an array'],
    ['an object', { a: 1 }, 'was an object. Give an array'],
  ])('%s', async (_, inputs, message) => {
    const error = await rejection(encode(powersEncoder(), inputs as number[]));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test.each<[object, string]>([
    [{ batchSize: 0 }, 'batchSize must be an integer of at least 1, but was 0'],
    [{ concurrency: 1.5 }, 'concurrency must be an integer of at least 1, but was 1.5'],
    [{ normalize: 'yes' }, "normalize must be true or false, but was 'yes'"],
    [{ dimensions: 4 }, 'dimensions must be an integer from 1 to 3, but was 4'],
    [{ precision: 'int4' }, "precision must be one of 'float32', 'int8', 'binary', but was 'int4'"],
    [{ role: 'passage' }, "role must be one of 'query', 'document', but was 'passage'"],
    [{ normalise: true }, "EncodeOptions has no option 'normalise'. Did you mean 'normalize'?"],
  ])('options %o', async (options, message) => {
    const error = await rejection(encode(powersEncoder(), [1], options as EncodeOptions<'int8'>));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('something that is no encoder', async () => {
    const none = await rejection(encode(undefined as unknown as Encoder, [1]));
    expect(none.message).toContain('encoder must be an encoder');
    const later = { ...powersEncoder(), specificationVersion: 'v2' };
    const error = await rejection(encode(later as unknown as Encoder<number>, [1]));
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toContain("follows specification 'v2', this @tovec/core knows 'v1'");
  });
});

describe('an encoder that breaks its contract is named', () => {
  const note = (row: number, kind = 'missing') => ({ row, kind }) as RowNote;
  const good = powersOf([1, 2], 3);

  test.each<[string, unknown, string]>([
    ['with nothing', undefined, 'must give { vectors: Float32Array }, but gave undefined'],
    ['with plain arrays', { vectors: [[1]], notes: [] }, 'but gave an array of 1'],
    [
      'with too few numbers',
      { vectors: new Float32Array(5), notes: [] },
      '2 inputs of 3 dimensions need 6 numbers, but doEncode gave 5',
    ],
    [
      'with NaN',
      { vectors: Float32Array.of(1, 2, 3, 4, Number.NaN, 6), notes: [] },
      'the vector of 2 has NaN in dimension 1',
    ],
    [
      'with an infinity',
      { vectors: Float32Array.of(1, -Infinity, 3, 4, 5, 6), notes: [] },
      'the vector of 1 has -Infinity in dimension 1',
    ],
    ['with notes of a wrong kind', { ...good, notes: [note(0, 'odd')] }, "has the kind 'odd'"],
    ['with a note beyond the batch', { ...good, notes: [note(2)] }, 'about row 2 of a batch of 2'],
    [
      'with notes that are no list',
      { ...good, notes: 'none' },
      "notes must be an array, but was 'none'",
    ],
  ])('%s', async (_, result, message) => {
    const encoder = powersEncoder({ doEncode: async () => result as EncodedBatch });
    const error = await rejection(encode(encoder, [1, 2]));
    expect(error).toBeInstanceOf(EncoderError);
    expect(error.message).toMatch(/^The encoder 'powers' broke its contract: /);
    expect(error.message).toContain(message);
  });

  test.each([Number.NaN, -1, Infinity])('with a cost of %s', async (cost) => {
    const error = await rejection(encode(powersEncoder({ cost: () => cost }), [1]));
    expect(error).toBeInstanceOf(EncoderError);
    expect(error.message).toContain("The encoder 'powers' says that input 0 costs");
  });
});
