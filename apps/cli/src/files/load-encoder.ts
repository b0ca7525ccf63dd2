import {
  type DefinedEncoder,
  type JsonObject,
  openSource,
  readModelFile,
  UnsupportedError,
} from '@tovec/core';
import { type KeyedVectors, sniffVectorFormat, type VectorFormat } from '@tovec/vectors';
import type { Context } from '../context.js';
import { loadVectors } from './load-vectors.js';
import { isPipe, sourceOf } from './sources.js';

/** A model file, opened: what turns items into vectors, and the table where there is one. */
export interface LoadedEncoder {
  readonly format: VectorFormat;
  /** The encoder that the file belongs to: `word2vec`, `one-hot`; a bare table: `keyed-vectors`. */
  readonly id: string;
  /** What the file says about it; nothing where the format has no place for settings. */
  readonly config: JsonObject;
  /** Encodes items by look-up, or whatever else the model does. */
  readonly encoder: DefinedEncoder<string>;
  /** The table to search in; undefined for an encoder without one, such as one-hot. */
  readonly vectors: KeyedVectors | undefined;
}

/**
 * Opens any model file or file of vectors, by its content. Says on stderr what was left out.
 *
 * @throws ModelFileError when it is damaged or none that is known, SourceError when it cannot be read
 */
export async function loadEncoder(model: string, context: Context): Promise<LoadedEncoder> {
  const format = (await isPipe(model)) ? undefined : await formatOf(model, context);
  if (format !== 'tovec') return bareTable(await loadVectors(model, context, { format }));
  const { encoder: id, config } = await headerOf(model, context);
  if (id === 'one-hot') {
    const { loadOneHot } = await import('@tovec/word/one-hot');
    const { encoder } = await loadOneHot(sourceOf(model), { signal: context.signal });
    return { format, id, config, encoder, vectors: undefined };
  }
  return { ...bareTable(await loadVectors(model, context, { format })), id, config };
}

/** The table of a model, for what searches in it. @throws UnsupportedError when it has none */
export function tableOf({ id, vectors }: LoadedEncoder, model: string): KeyedVectors {
  if (vectors) return vectors;
  throw new UnsupportedError(
    `${model} is a ${id} model, which has no table of vectors to search in or to write; ` +
      '`tovec encode` gives the vectors of its items',
  );
}

/** The format of a file, by its first bytes. */
export async function formatOf(model: string, { signal }: Context): Promise<VectorFormat> {
  await using reader = await openSource(sourceOf(model), { signal });
  return await sniffVectorFormat(reader);
}

/** What a tovec model says about itself, without its tables. */
function headerOf(model: string, { signal }: Context) {
  return readModelFile(sourceOf(model), { signal, select: () => 'skip' });
}

function bareTable(vectors: KeyedVectors): LoadedEncoder {
  const { format } = vectors.reading!;
  return { format, id: 'keyed-vectors', config: {}, encoder: vectors, vectors };
}
