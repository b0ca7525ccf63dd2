import {
  type DefinedEncoder,
  InvalidInputError,
  type JsonObject,
  UnsupportedError,
} from '@tovec/core';
import type { KeyedVectors, VectorFormat } from '@tovec/vectors';
import type { FastText, FastTextClassifier } from '@tovec/word/fasttext';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { identify, type ModelFormat, type ModelIdentity } from './identify.js';
import { loadVectors } from './load-vectors.js';
import { isPipe, sourceOf } from './sources.js';

/** A model file, opened: what turns items into vectors, and the table where there is one. */
export interface LoadedEncoder {
  readonly format: ModelFormat;
  /** The encoder that the file belongs to: `word2vec`, `one-hot`; of a bare table: `keyed-vectors`. */
  readonly id: string;
  /** The settings that the file keeps; empty where its format has no place for them. */
  readonly config: JsonObject;
  /** Encodes items by look-up, or whatever else the model does. */
  readonly encoder: DefinedEncoder<string>;
  /** The table to search in; undefined for an encoder without one, such as one-hot. */
  readonly vectors: KeyedVectors | undefined;
  /** The model itself, where it is more than its table. */
  readonly fastText?: FastText;
  readonly classifier?: FastTextClassifier;
  /** Whether a fastText model is quantised, by its tensors or by the name that fastText gives it. */
  readonly isQuantized?: boolean;
}

export interface LoadEncoderOptions {
  /** The format to read, where the content does not tell. */
  readonly format?: ModelFormat | undefined;
  /** Whether the model is to be written again: else what only training needs is passed over. */
  readonly whole?: boolean | undefined;
  /** How to hold the numbers of a fastText model; default: as in the file, where that fits. */
  readonly precision?: Precision | undefined;
}

/** How the numbers of a fastText model are kept. */
export const precisions = ['float32', 'float16', 'int8'] as const;
export type Precision = (typeof precisions)[number];

/**
 * Opens any model file or file of vectors, by its content. Says on stderr what was left out.
 *
 * @throws ModelFileError when it is damaged or none that is known, SourceError when it cannot be read,
 *   UsageError when its content is not of the format given
 */
export async function loadEncoder(
  model: string,
  context: Context,
  { format, ...options }: LoadEncoderOptions = {},
): Promise<LoadedEncoder> {
  const isTable = format !== undefined && format !== 'tovec' && format !== 'fasttext-bin';
  // What can be read only once has to be a table, too: those are known while they are read.
  if (isTable || (await isPipe(model))) {
    return tableEncoder(await loadVectors(model, context, isTable ? { format } : {}));
  }
  const identity = await identify(model, context);
  if (format !== undefined && format !== identity.format) {
    throw new UsageError(`${model} is not ${format}, its content is ${identity.format}`);
  }
  const load = loaders.get(identity.id);
  if (load) return load(model, identity, context, options);
  const { id, header } = identity;
  const vectors = await loadVectors(model, context, { format: identity.format as VectorFormat });
  return { ...tableEncoder(vectors), id, config: header?.config ?? {} };
}

/** The table of a model, for what searches in it. @throws UnsupportedError when it has none */
export function tableOf(loaded: LoadedEncoder, model: string): KeyedVectors {
  if (loaded.vectors) return loaded.vectors;
  throw new UnsupportedError(
    `${model} is ${kindOf(loaded)}, which has no table of vectors to search in or to write; ` +
      '`tovec encode` gives the vectors of its items',
  );
}

/** How many items a model has and how many numbers in each vector, without composing any. */
export function sizeOf(loaded: LoadedEncoder): { rows: number; dimensions: number } {
  const { words } = loaded.fastText ?? loaded.classifier ?? {};
  return {
    rows: words ? words.length : (loaded.vectors?.size ?? 0),
    dimensions: loaded.encoder.dimensions,
  };
}

/** What to call a model in a sentence. */
export function kindOf({ id, format }: Pick<LoadedEncoder, 'id' | 'format'>): string {
  return id === 'keyed-vectors' ? `a table of vectors (${format})` : `a ${id} model`;
}

type Loader = (
  model: string,
  identity: ModelIdentity,
  context: Context,
  options: Omit<LoadEncoderOptions, 'format'>,
) => Promise<LoadedEncoder>;

/** Of the encoders that are more than a table, or less. */
const loaders = new Map<string, Loader>([
  [
    'one-hot',
    async (model, { format, id, header }, { signal }) => {
      const { loadOneHot } = await import('@tovec/word/one-hot');
      const { encoder } = await loadOneHot(sourceOf(model), { signal });
      return { format, id, config: header?.config ?? {}, encoder, vectors: undefined };
    },
  ],
  [
    'doc2vec',
    async (model, { format, id, header }, { signal }) => {
      const { loadDoc2Vec } = await import('@tovec/document/doc2vec');
      const { encoder, documents } = await loadDoc2Vec(sourceOf(model), { signal });
      return { format, id, config: header?.config ?? {}, encoder, vectors: documents };
    },
  ],
  [
    'bag',
    async (model, { format, id, header }, { signal }) => {
      const { loadBag } = await import('@tovec/document/bag');
      const { encoder } = await loadBag(sourceOf(model), { signal });
      return { format, id, config: header?.config ?? {}, encoder, vectors: undefined };
    },
  ],
  [
    'fasttext',
    async (model, identity, context, { whole = false, precision }) => {
      const { format, id } = identity;
      const { signal, onProgress } = context;
      const { loadFastText } = await import('@tovec/word/fasttext');
      const output = whole ? 'keep' : 'skip';
      const fastText = await fitting(model, context, precision, (fits) =>
        loadFastText(sourceOf(model), { output, precision: fits, signal, onProgress }),
      );
      return {
        ...{ format, id, config: { ...fastText.settings }, encoder: fastText.encoder, fastText },
        isQuantized: isQuantized(model, identity),
        // Composed of all n-grams when it is first asked for.
        get vectors() {
          return fastText.vectors;
        },
      };
    },
  ],
  [
    'fasttext-classifier',
    async (model, identity, context, { precision }) => {
      const { format, id } = identity;
      const { signal, onProgress } = context;
      const { loadClassifier } = await import('@tovec/word/fasttext');
      const classifier = await fitting(model, context, precision, (fits) =>
        loadClassifier(sourceOf(model), { precision: fits, signal, onProgress }),
      );
      const { encoder, settings } = classifier;
      return {
        ...{ format, id, config: { ...settings }, encoder, vectors: undefined, classifier },
        isQuantized: isQuantized(model, identity),
      };
    },
  ],
]);

function isQuantized(model: string, { header }: ModelIdentity): boolean {
  return header
    ? header.tensors.some(({ name }) => name.endsWith('.codes'))
    : /\.ftz(\.gz)?$/i.test(model);
}

/** Loads a model in the precision asked for, or in one in which it fits into memory. */
async function fitting<Model>(
  model: string,
  { note }: Context,
  precision: Precision | undefined,
  load: (precision: Precision | undefined) => Promise<Model>,
): Promise<Model> {
  try {
    return await load(precision);
  } catch (error) {
    const isTooLarge = InvalidInputError.isInstance(error) && error.argument === 'precision';
    if (!isTooLarge || precision !== undefined) throw error;
    await note(`${model}: more than 4 GiB of float32, which do not fit; held as float16`);
    return load('float16');
  }
}

function tableEncoder(vectors: KeyedVectors): LoadedEncoder {
  const { format } = vectors.reading!;
  return { format, id: 'keyed-vectors', config: {}, encoder: vectors, vectors };
}
