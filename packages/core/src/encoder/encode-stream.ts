import { createProgress } from '../progress/create-progress.js';
import { checkEncoder } from './check-encoder.js';
import { checkInputs } from './collect-inputs.js';
import type { Embeddings, Precision } from './embeddings.js';
import { encode } from './encode.js';
import { checkEncodeOptions, type EncodeOptions, type Inputs } from './encode-options.js';
import type { Encoder } from './encoder.js';
import { openChunks } from './input-chunks.js';

/** One batch of a stream: its rows and notes are counted from its own beginning. */
export interface EmbeddingsPart<Input, P extends Precision = 'float32'> extends Embeddings<P> {
  /** How many inputs came before this part. */
  readonly start: number;
  /** What the rows belong to. */
  readonly inputs: readonly Input[];
}

/**
 * Encodes inputs as they come, however many: batch after batch, in order. Where `encode` holds all
 * inputs and all vectors, this holds at most `batchSize × concurrency` of them, and reads no further
 * while nobody takes what is ready. Whoever leaves the loop stops the work.
 *
 * @throws what `encode` throws, and what the inputs throw: the first failure ends the stream
 *
 * @example
 * ```ts
 * import { defineEncoder, type EncodeCall, encodeStream } from '@tovec/core';
 *
 * const lengths = defineEncoder({
 *   id: 'lengths',
 *   modality: 'word',
 *   dimensions: 1,
 *   limits: { maxBatch: 2, concurrent: true },
 *   capabilities: { deterministic: true, missing: 'report' },
 *   async doEncode({ inputs }: EncodeCall<string>) {
 *     return { vectors: Float32Array.from(inputs, (word) => word.length), notes: [] };
 *   },
 * });
 * for await (const part of encodeStream(lengths, ['a', 'word', 'of'])) {
 *   console.log(part.start, part.inputs, part.data);
 * }
 * // → 0 [ 'a', 'word' ] Float32Array(2) [ 1, 4 ]
 * //   2 [ 'of' ] Float32Array(1) [ 2 ]
 * ```
 */
export async function* encodeStream<Input, P extends Precision = 'float32'>(
  encoder: Encoder<Input>,
  inputs: Inputs<NoInfer<Input>>,
  options: EncodeOptions<P> = {},
): AsyncGenerator<EmbeddingsPart<Input, P>, void, undefined> {
  checkEncoder(encoder);
  const { batchSize, concurrency } = checkEncodeOptions(options, encoder);
  const { signal, onProgress, ...rest } = options;
  signal?.throwIfAborted();
  const total = Array.isArray(inputs) ? inputs.length : undefined;
  const progress = createProgress({ phase: 'encode', unit: 'inputs', total, onProgress });

  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const chunks = openChunks(checkInputs<Input>(inputs), batchSize, stop.signal);
  const working: Promise<EmbeddingsPart<Input, P>>[] = [];
  let started = 0;
  const begin = (batch: readonly Input[]) => {
    const start = started;
    started += batch.length;
    const encoding = encode(encoder, batch, { ...rest, concurrency: 1, signal: stop.signal }).then(
      (embeddings): EmbeddingsPart<Input, P> => ({ ...embeddings, start, inputs: batch }),
    );
    // A failure stops the others at once; it is thrown when its turn comes.
    encoding.catch((error: unknown) => stop.abort(error));
    working.push(encoding);
  };
  let reading: Promise<readonly Input[] | undefined> | undefined;
  let more = true;
  try {
    while (more || working.length > 0) {
      stop.signal.throwIfAborted();
      if (more && working.length < concurrency) reading ??= chunks.next();
      const next = await Promise.race([
        ...(reading === undefined ? [] : [reading.then((batch) => ({ batch }))]),
        ...working.slice(0, 1).map((first) => first.then((part) => ({ part }))),
      ]);
      if ('part' in next) {
        working.shift();
        progress.report(next.part.start + next.part.rows);
        yield next.part;
      } else {
        reading = undefined;
        if (next.batch === undefined) more = false;
        else begin(next.batch);
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stop.abort();
    reading?.catch(() => {});
    await Promise.allSettled(working);
    await chunks.close();
  }
}
