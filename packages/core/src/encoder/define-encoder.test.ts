import { describe, expect, test, vi } from 'vitest';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { defineEncoder } from './define-encoder.js';
import { encode } from './encode.js';
import type { EncodeCall } from './encoder.js';

const definition = {
  id: 'lengths',
  modality: 'word',
  dimensions: 1,
  limits: { maxBatch: 2, concurrent: true },
  capabilities: { deterministic: true, missing: 'report' },
  async doEncode({ inputs }: EncodeCall<string>) {
    return { vectors: Float32Array.from(inputs, (word) => word.length), notes: [] };
  },
} as const;

describe('a defined encoder', () => {
  test('follows the specification and has the front door built in', async () => {
    const encoder = defineEncoder(definition);
    expect(encoder).toMatchObject({ specificationVersion: 'v1', id: 'lengths', dimensions: 1 });
    const own = await encoder.encode(['a', 'to', 'the'], { precision: 'int8' });
    const same = await encode(encoder, ['a', 'to', 'the'], { precision: 'int8' });
    expect([own.data, own.scales]).toEqual([same.data, same.scales]);
    expect(own.scales[2]! * own.row(2)[0]!).toBeCloseTo(3);
  });

  test('keeps the `this` of an author who writes a class', async () => {
    class Scaled {
      readonly id = 'scaled';
      readonly modality = 'word';
      readonly dimensions = 1;
      readonly limits = { maxBatch: 2, concurrent: true };
      readonly capabilities = { deterministic: true, missing: 'report' } as const;
      #scale = 3;
      async doEncode({ inputs }: EncodeCall<string>) {
        return { vectors: Float32Array.from(inputs, (word) => this.cost(word)), notes: [] };
      }
      cost(word: string) {
        return word.length * this.#scale;
      }
    }
    const encoder = defineEncoder(new Scaled());
    expect([...(await encoder.encode(['ab', 'a', 'abc'])).data]).toEqual([6, 3, 9]);
  });

  test('is disposed of once, also by `await using`, whether or not there is anything to do', async () => {
    const dispose = vi.fn();
    const encoder = defineEncoder({ ...definition, dispose });
    {
      await using used = encoder;
      await used.dispose();
    }
    expect(dispose).toHaveBeenCalledTimes(1);
    await expect(defineEncoder(definition).dispose()).resolves.toBeUndefined();
  });

  test('says so when it is used after it was disposed of', async () => {
    const encoder = defineEncoder(definition);
    await encoder.dispose();
    await expect(encoder.encode(['a'])).rejects.toThrow("The encoder 'lengths' has been disposed");
  });

  test('reports a failure to dispose as a rejection', async () => {
    const dispose = () => {
      throw new Error('busy');
    };
    await expect(defineEncoder({ ...definition, dispose }).dispose()).rejects.toThrow('busy');
  });

  test.each<[string, object]>([
    ['encoder.id', { id: '' }],
    ['encoder.modality', { modality: 5 }],
    ['encoder.dimensions', { dimensions: 0 }],
    ['encoder.limits', { limits: undefined }],
    ['encoder.limits.maxBatch', { limits: { maxBatch: 0, concurrent: true } }],
    ['encoder.limits.concurrent', { limits: { maxBatch: 1 } }],
    ['encoder.limits.maxBatchCost', { limits: { maxBatch: 1, concurrent: true, maxBatchCost: 0 } }],
    ['encoder.capabilities', { capabilities: null }],
    ['encoder.capabilities.deterministic', { capabilities: { missing: 'throw' } }],
    ['encoder.capabilities.missing', { capabilities: { deterministic: true, missing: 'zero' } }],
    [
      'encoder.capabilities.roles',
      { capabilities: { deterministic: true, missing: 'throw', roles: ['passage'] } },
    ],
    ['encoder.doEncode', { doEncode: undefined }],
    ['encoder.cost', { cost: 5 }],
    ['encoder.dispose', { dispose: 'yes' }],
  ])('needs a right %s', (argument, wrong) => {
    const define = () => defineEncoder({ ...definition, ...wrong } as typeof definition);
    expect(define).toThrow(InvalidInputError);
    expect(define).toThrow(new RegExp(`^${argument} must be`));
  });
});
