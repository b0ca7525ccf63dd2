import type { Encoder } from '@tovec/core';
import { type EmbedKnownOptions, embedKnown } from './embed-known.js';
import {
  type CachedEmbeddings,
  cachePath,
  type EmbeddingCacheOptions,
  readCached,
  writeCached,
} from './embedding-cache.js';

/** Vectors of a list of inputs: row i belongs to input i. */
export interface EmbeddedItems extends CachedEmbeddings {
  readonly rows: number;
  readonly dimensions: number;
  /** A row, as a view. */
  row(index: number): Float32Array;
  /** Whether they came from the cache. */
  readonly cached: boolean;
}

export interface EmbedItemsOptions extends EmbedKnownOptions {
  readonly cache?: EmbeddingCacheOptions | undefined;
}

/**
 * The one way to the vectors of a task's inputs, by any encoder: each different input is encoded once,
 * all of them together, or read from the cache. What the encoder does not know is a row of zeros, and
 * said to be missing.
 */
export async function embedItems<Input>(
  encoder: Encoder<Input>,
  inputs: readonly Input[],
  { cache, role: given, ...rest }: EmbedItemsOptions = {},
): Promise<EmbeddedItems> {
  const distinct = [...new Set(inputs)];
  // Where a role makes no difference, there is one vector to keep.
  const role = given && encoder.capabilities.roles?.includes(given) ? given : undefined;
  const options = { ...rest, role };
  const path = cache && (await cachePath(cache, encoder, distinct, role));
  const kept = path && (await readCached(path, distinct.length, encoder.dimensions));
  options.signal?.throwIfAborted();
  const own = kept || (await embedDistinct(encoder, distinct, options));
  if (path && !kept) await writeCached(path, own, encoder.dimensions, options.signal);
  return spread(own, inputs, distinct, encoder.dimensions, Boolean(kept));
}

async function embedDistinct<Input>(
  encoder: Encoder<Input>,
  inputs: readonly Input[],
  options: EmbedKnownOptions,
): Promise<CachedEmbeddings> {
  const { dimensions } = encoder;
  const { vectors, composed } = await embedKnown(encoder, inputs, options);
  const values = new Float32Array(inputs.length * dimensions);
  const missing = new Set<number>();
  for (const [row, vector] of vectors.entries()) {
    if (vector === undefined) missing.add(row);
    else values.set(vector, row * dimensions);
  }
  return { values, missing, composed };
}

/** Gives each input the row of its like. */
function spread<Input>(
  own: CachedEmbeddings,
  inputs: readonly Input[],
  distinct: readonly Input[],
  dimensions: number,
  cached: boolean,
): EmbeddedItems {
  const view = (values: Float32Array) => (index: number) =>
    values.subarray(index * dimensions, (index + 1) * dimensions);
  const common = { rows: inputs.length, dimensions, cached };
  if (distinct.length === inputs.length) return { ...own, ...common, row: view(own.values) };
  const places = new Map(distinct.map((input, at) => [input, at]));
  const values = new Float32Array(inputs.length * dimensions);
  const missing = new Set<number>();
  const composed = new Set<number>();
  for (const [row, input] of inputs.entries()) {
    const at = places.get(input)!;
    values.set(view(own.values)(at), row * dimensions);
    if (own.missing.has(at)) missing.add(row);
    if (own.composed.has(at)) composed.add(row);
  }
  return { values, missing, composed, ...common, row: view(values) };
}
