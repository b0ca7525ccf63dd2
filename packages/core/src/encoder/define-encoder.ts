import { InvalidInputError } from '../errors/invalid-input-error.js';
import { checkEncoder } from './check-encoder.js';
import type { Embeddings, Precision } from './embeddings.js';
import { encode } from './encode.js';
import type { EncodeOptions, Inputs } from './encode-options.js';
import { type EmbeddingsPart, encodeStream } from './encode-stream.js';
import type { Encoder } from './encoder.js';

/** What an author writes: an encoder, without the version that `defineEncoder` puts in. */
export type EncoderDefinition<Input> = Omit<Encoder<Input>, 'specificationVersion'>;

/** An encoder with the front door built in. */
export interface DefinedEncoder<Input> extends Encoder<Input>, AsyncDisposable {
  /** The same as `encode(encoder, inputs, options)`. */
  encode<P extends Precision = 'float32'>(
    inputs: Inputs<Input>,
    options?: EncodeOptions<P>,
  ): Promise<Embeddings<P>>;
  /** The same as `encodeStream(encoder, inputs, options)`. */
  encodeStream<P extends Precision = 'float32'>(
    inputs: Inputs<Input>,
    options?: EncodeOptions<P>,
  ): AsyncIterable<EmbeddingsPart<Input, P>>;
  dispose(): Promise<void>;
}

/**
 * Makes an encoder from one batch function and what must be known to call it. The input type is
 * that of `doEncode`'s parameter.
 *
 * @throws InvalidInputError naming the first field that is missing or wrong
 *
 * @example
 * ```ts
 * import { defineEncoder, type EncodeCall } from '@tovec/core';
 *
 * const vowels = defineEncoder({
 *   id: 'vowels',
 *   modality: 'word',
 *   dimensions: 5,
 *   limits: { maxBatch: 1000, concurrent: true },
 *   capabilities: { deterministic: true, missing: 'report' },
 *   async doEncode({ inputs }: EncodeCall<string>) {
 *     const count = (word: string) => [...'aeiou'].map((vowel) => word.split(vowel).length - 1);
 *     return { vectors: Float32Array.from(inputs.flatMap(count)), notes: [] };
 *   },
 * });
 * const embeddings = await vowels.encode(['banana']);
 * console.log(embeddings.row(0)); // Float32Array(5) [ 3, 0, 0, 0, 0 ]
 * ```
 */
export function defineEncoder<Input>(definition: EncoderDefinition<Input>): DefinedEncoder<Input> {
  const { id, modality, dimensions, limits, capabilities, doEncode, cost, dispose } = definition;
  const fields = {
    specificationVersion: 'v1',
    id,
    modality,
    dimensions,
    limits,
    capabilities,
  } as const;
  checkEncoder({ ...fields, doEncode, cost, dispose });
  let disposed: Promise<void> | undefined;
  const encoder: DefinedEncoder<Input> = {
    ...fields,
    async doEncode(call) {
      if (disposed !== undefined) throw usedTooLate(id);
      return definition.doEncode(call);
    },
    ...(cost !== undefined && { cost: (input: Input) => definition.cost!(input) }),
    encode: (inputs, options) => encode(encoder, inputs, options),
    encodeStream: (inputs, options) => encodeStream(encoder, inputs, options),
    dispose() {
      disposed ??= (async () => definition.dispose?.())();
      return disposed;
    },
    [Symbol.asyncDispose]: () => encoder.dispose(),
  };
  return encoder;
}

function usedTooLate(id: string): InvalidInputError {
  return new InvalidInputError(
    `The encoder '${id}' has been disposed of. Load it again, or dispose of it later.`,
    { argument: 'encoder', given: id },
  );
}
