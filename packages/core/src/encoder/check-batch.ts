import { describeValue } from '../describe-value.js';
import { EncoderError } from '../errors/encoder-error.js';
import { isTagged } from '../is-tagged.js';
import type { EncodedBatch, Encoder, RowNote } from './encoder.js';

const NOTE_KINDS: readonly unknown[] = ['missing', 'composed', 'truncated'];

/**
 * What an encoder returned for a batch, found to keep the contract.
 *
 * @throws EncoderError naming the encoder and what it did
 */
export function checkBatch<Input>(
  encoder: Encoder<Input>,
  inputs: readonly Input[],
  result: EncodedBatch,
): { readonly vectors: Float32Array; readonly notes: readonly RowNote[] } {
  const fail = (problem: string) =>
    new EncoderError(`The encoder '${encoder.id}' broke its contract: ${problem}.`, {
      encoder: encoder.id,
    });
  const { vectors, notes = [] } = (result ?? {}) as Partial<EncodedBatch>;
  if (!isTagged(vectors, 'Float32Array')) {
    throw fail(`doEncode must give { vectors: Float32Array }, but gave ${describeValue(vectors)}`);
  }
  const { dimensions } = encoder;
  if (vectors.length !== inputs.length * dimensions) {
    throw fail(
      `${inputs.length} inputs of ${dimensions} dimensions need ${inputs.length * dimensions} ` +
        `numbers, but doEncode gave ${vectors.length}`,
    );
  }
  const index = firstNotFinite(vectors);
  if (index !== -1) {
    const input = describeValue(inputs[Math.floor(index / dimensions)]);
    throw fail(`the vector of ${input} has ${vectors[index]} in dimension ${index % dimensions}`);
  }
  if (!Array.isArray(notes)) throw fail(`notes must be an array, but was ${describeValue(notes)}`);
  for (const { row, kind } of notes as readonly RowNote[]) {
    if (!Number.isInteger(row) || row < 0 || row >= inputs.length) {
      throw fail(`a note is about row ${describeValue(row)} of a batch of ${inputs.length}`);
    }
    if (!NOTE_KINDS.includes(kind)) throw fail(`a note has the kind ${describeValue(kind)}`);
  }
  return { vectors, notes };
}

function firstNotFinite(values: Float32Array): number {
  // A sum of products with zero is 0 unless one of them is not finite: one branch, not one each.
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]! * 0;
  return sum === 0 ? -1 : values.findIndex((value) => !Number.isFinite(value));
}
