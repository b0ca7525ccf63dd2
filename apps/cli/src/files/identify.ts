import { type ModelFile, openSource, readModelFile, type TensorInfo } from '@tovec/core';
import { sniffVectorFormat, type VectorFormat } from '@tovec/vectors';
import { sniffFastText } from '@tovec/word/fasttext';
import type { Context } from '../context.js';
import { sourceOf } from './sources.js';

/** The formats of files that hold a model, or the vectors of one. */
export type ModelFormat = VectorFormat | 'fasttext-bin';

/** What a file is, as far as its beginning tells. */
export interface ModelIdentity {
  readonly format: ModelFormat;
  /** The encoder that it belongs to: `word2vec`, `one-hot`; of a bare table: `keyed-vectors`. */
  readonly id: string;
  /** What a tovec model says about itself, and which tensors it has. */
  readonly header?: Omit<ModelFile, 'tensors'> & { readonly tensors: readonly TensorInfo[] };
}

/**
 * Tells by its content what a file holds, without reading its tables.
 *
 * @throws ModelFileError when it is damaged or none that is known, SourceError when it cannot be read
 */
export async function identify(model: string, { signal }: Context): Promise<ModelIdentity> {
  const { format, id } = await sniff(model, signal);
  if (format !== 'tovec') return { format, id };
  const tensors: TensorInfo[] = [];
  const header = await readModelFile(sourceOf(model), {
    signal,
    select(info) {
      tensors.push(info);
      return 'skip';
    },
  });
  return { format, id: header.encoder, header: { ...header, tensors } };
}

async function sniff(model: string, signal: AbortSignal) {
  await using reader = await openSource(sourceOf(model), { signal });
  const kind = await sniffFastText(reader);
  if (kind === undefined) {
    return { format: await sniffVectorFormat(reader), id: 'keyed-vectors' } as const;
  }
  const id = kind === 'classifier' ? 'fasttext-classifier' : 'fasttext';
  return { format: 'fasttext-bin', id } as const;
}
