import { createProgress } from '../progress/create-progress.js';
import { checkBatch } from './check-batch.js';
import { checkEncoder } from './check-encoder.js';
import { collectInputs } from './collect-inputs.js';
import type { Embeddings, Precision } from './embeddings.js';
import { createEmbeddingsBuilder } from './embeddings-builder.js';
import { checkEncodeOptions, type EncodeOptions, type Inputs } from './encode-options.js';
import type { Encoder, RowNote } from './encoder.js';
import { planBatches } from './plan-batches.js';
import { runPool } from './run-pool.js';

/**
 * Encodes any number of inputs with any encoder: in batches that respect its limits (of inputs of
 * like cost, where it can tell), several at a time where it allows that. Row i of the result
 * belongs to input i.
 *
 * @throws InvalidInputError for wrong options, or a lone string instead of a collection
 * @throws EncoderError when the encoder returns too few numbers, or ones that are not finite
 * @throws the signal's reason (an AbortError unless you gave another) within one batch of an abort;
 *   and whatever the encoder throws, e.g. a MissingItemError
 *
 * @example
 * ```ts
 * import { defineEncoder, type EncodeCall, encode } from '@tovec/core';
 *
 * const lengths = defineEncoder({
 *   id: 'lengths',
 *   modality: 'word',
 *   dimensions: 1,
 *   limits: { maxBatch: 100, concurrent: false },
 *   capabilities: { deterministic: true, missing: 'report' },
 *   async doEncode({ inputs }: EncodeCall<string>) {
 *     return { vectors: Float32Array.from(inputs, (word) => word.length), notes: [] };
 *   },
 * });
 * const embeddings = await encode(lengths, ['a', 'word']);
 * console.log([...embeddings]); // [ Float32Array(1) [ 1 ], Float32Array(1) [ 4 ] ]
 * ```
 */
export async function encode<Input, P extends Precision = 'float32'>(
  encoder: Encoder<Input>,
  inputs: Inputs<NoInfer<Input>>,
  options: EncodeOptions<P> = {},
): Promise<Embeddings<P>> {
  checkEncoder(encoder);
  const { batchSize, concurrency, normalize, dimensions, precision, role } = checkEncodeOptions(
    options,
    encoder,
  );
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const all = await collectInputs<Input>(inputs, signal);
  const batches = planBatches(encoder, all, batchSize);
  const builder = createEmbeddingsBuilder(precision, all.length, dimensions);
  const progress = createProgress({
    phase: 'encode',
    unit: 'inputs',
    total: all.length,
    onProgress,
  });
  const scratch = new Float32Array(dimensions);
  const notes: RowNote[] = [];
  let done = 0;

  await runPool(
    batches.length,
    concurrency,
    async (task, poolSignal) => {
      const rows = batches[task]!;
      const batch = rows.map((row) => all[row]!);
      const call = { inputs: batch, signal: poolSignal, ...(role !== undefined && { role }) };
      const result = checkBatch(encoder, batch, await encoder.doEncode(call));
      for (const [index, row] of rows.entries()) {
        const start = index * encoder.dimensions;
        const vector = result.vectors.subarray(start, start + dimensions);
        builder.put(row, normalize ? normalizeInto(scratch, vector) : vector);
      }
      for (const note of result.notes) notes.push({ ...note, row: rows[note.row]! });
      done += rows.length;
      progress.report(done);
    },
    signal,
  );
  notes.sort((a, b) => a.row - b.row);
  // The builder made what `precision` said, which is what P says.
  return builder.finish(notes) as Embeddings<P>;
}

/** Copies `vector`, scaled to length 1, into `target`: the encoder's own memory stays as it is. */
function normalizeInto(target: Float32Array, vector: Float32Array): Float32Array {
  let square = 0;
  for (let index = 0; index < vector.length; index++) square += vector[index]! * vector[index]!;
  if (square === 0) return vector;
  const length = Math.sqrt(square);
  for (let index = 0; index < vector.length; index++) target[index] = vector[index]! / length;
  return target;
}
