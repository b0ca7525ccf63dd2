import {
  Items,
  type JsonObject,
  type ModelFile,
  ModelFileError,
  type ModelTensor,
} from '@tovec/core';
import { allocateMatrix, type Matrix } from '@tovec/kernels';
import { type DocumentSettings, documentSettings } from '@tovec/training';
import { vectorTensors } from '@tovec/vectors';
import type { Doc2VecParts, Tokens } from './parts.js';

/** The encoder's id, in files and messages. */
export const doc2vecId = 'doc2vec';

/** Tensors beside the vectors of tags. */
const names = {
  utf8: 'words.utf8',
  offsets: 'words.offsets',
  counts: 'words.counts',
  wordTable: 'words.vectors',
  output: 'output',
  tree: 'tree',
} as const;

/** The model as its file holds it. */
export function modelFile(parts: Doc2VecParts): ModelFile {
  const { documents, vocabulary, wordTable, output, tree, settings, tokens } = parts;
  const { words, counts } = vocabulary;
  const { items, tensors } = vectorTensors(documents);
  const { source, flags } = tokens.tokenPattern ?? {};
  const width = outputWidth(parts);
  const table = (values: Float32Array, columns: number) =>
    tensor('F32', [values.length / columns, columns], values);
  return {
    encoder: doc2vecId,
    config: {
      ...{ modality: 'document', ...settings, tagsOfDocument: parts.tagsOfDocument },
      lowercase: tokens.lowercase,
      tokenPattern: source === undefined ? undefined : { source, flags },
    },
    report: parts.report as unknown as JsonObject,
    items,
    tensors: {
      ...tensors,
      [names.utf8]: tensor('U8', [words.utf8.length], words.utf8),
      [names.offsets]: tensor('U32', [words.offsets.length], words.offsets),
      [names.counts]: tensor('F64', [counts.length], counts),
      ...(wordTable && { [names.wordTable]: table(wordTable.values, settings.dimensions) }),
      ...(output && { [names.output]: table(output, width) }),
      ...(tree && { [names.tree]: table(tree, width) }),
    },
  };
}

/** Everything of a model but its documents and its report. @throws ModelFileError */
export function readParts(
  { tensors, config }: ModelFile,
  dimensions: number,
  file: string,
): Omit<Doc2VecParts, 'documents' | 'report'> {
  const settings = settingsOf(config, dimensions, file);
  const tagsOfDocument = Number(config.tagsOfDocument ?? 1);
  if (!(Number.isInteger(tagsOfDocument) && tagsOfDocument >= 1 && tagsOfDocument <= 1000)) {
    throw new ModelFileError(`tagsOfDocument cannot be ${config.tagsOfDocument}`, { file });
  }
  const words = wordsOf(tensors, file);
  const count = words.length;
  const isConcatenated = settings.architecture === 'dm' && settings.combine === 'concatenate';
  const width = outputWidth({ settings, tagsOfDocument });
  const need = (name: string, dtype: 'F32' | 'F64', shape: readonly number[]) =>
    floatsOf(tensors, name, dtype, shape, file);
  const rows = count + Number(isConcatenated);
  const { negative, hierarchicalSoftmax, trainWords } = settings;
  return {
    vocabulary: { words, counts: need(names.counts, 'F64', [count]) as Float64Array },
    wordTable: trainWords
      ? inMatrix(need(names.wordTable, 'F32', [rows, dimensions]) as Float32Array, dimensions)
      : undefined,
    output: negative > 0 ? (need(names.output, 'F32', [count, width]) as Float32Array) : undefined,
    tree: hierarchicalSoftmax
      ? (need(names.tree, 'F32', [count, width]) as Float32Array)
      : undefined,
    ...{ tagsOfDocument, settings, tokens: tokensOf(config, file) },
  };
}

/** Numbers of an output row: where inputs are concatenated, all of them with their padding. */
function outputWidth({
  settings,
  tagsOfDocument,
}: Pick<Doc2VecParts, 'settings' | 'tagsOfDocument'>) {
  const { architecture, combine, dimensions, window } = settings;
  if (architecture === 'dbow' || combine !== 'concatenate') return dimensions;
  return (tagsOfDocument + 2 * window) * Math.ceil(dimensions / 4) * 4;
}

function settingsOf(config: JsonObject, dimensions: number, file: string): DocumentSettings {
  const keys = Object.keys(documentSettings({}));
  const given = Object.fromEntries(keys.map((key) => [key, config[key]]));
  try {
    const settings = documentSettings(given);
    if (settings.dimensions === dimensions) return settings;
    throw new Error(`dimensions is ${settings.dimensions}, but vectors have ${dimensions}`);
  } catch (cause) {
    throw new ModelFileError(`the model's settings cannot be: ${(cause as Error).message}`, {
      ...{ file, cause },
    });
  }
}

function tokensOf({ lowercase, tokenPattern }: JsonObject, file: string): Tokens {
  if (tokenPattern === undefined) return { lowercase: lowercase === true };
  const { source, flags } = (tokenPattern ?? {}) as JsonObject;
  try {
    if (typeof source !== 'string') throw new TypeError('it has no source');
    const pattern = new RegExp(source, typeof flags === 'string' ? flags : '');
    return { lowercase: lowercase === true, tokenPattern: pattern };
  } catch (cause) {
    throw new ModelFileError(`the model's tokenPattern cannot be: ${(cause as Error).message}`, {
      ...{ file, cause },
    });
  }
}

function wordsOf(tensors: ModelFile['tensors'], file: string): Items {
  const [utf8, offsets] = [tensors[names.utf8], tensors[names.offsets]];
  if (utf8?.dtype !== 'U8' || offsets?.dtype !== 'U32') {
    throw new ModelFileError('the model has no words (words.utf8, words.offsets)', { file });
  }
  try {
    return new Items(utf8.bytes, new Uint32Array(offsets.bytes.slice().buffer));
  } catch (cause) {
    throw new ModelFileError(`the model's words are damaged: ${(cause as Error).message}`, {
      ...{ file, cause },
    });
  }
}

function floatsOf(
  tensors: ModelFile['tensors'],
  name: string,
  dtype: 'F32' | 'F64',
  shape: readonly number[],
  file: string,
): Float32Array | Float64Array {
  const found = tensors[name];
  if (!found || found.dtype !== dtype || String(found.shape) !== String(shape)) {
    const given = found ? `is ${found.dtype} [${found.shape}]` : 'is missing';
    throw new ModelFileError(`the tensor '${name}' ${given}; ${dtype} [${shape}] is needed`, {
      file,
    });
  }
  const bytes = found.bytes.byteOffset % 8 === 0 ? found.bytes : found.bytes.slice();
  const { buffer, byteOffset, byteLength } = bytes;
  return dtype === 'F32'
    ? new Float32Array(buffer, byteOffset, byteLength / 4)
    : new Float64Array(buffer, byteOffset, byteLength / 8);
}

function inMatrix(values: Float32Array, dimensions: number): Matrix {
  const matrix = allocateMatrix(values.length / dimensions, dimensions);
  matrix.values.set(values);
  return matrix;
}

function tensor(
  dtype: ModelTensor['dtype'],
  shape: number[],
  { buffer, byteOffset, byteLength }: Float32Array | Float64Array | Uint32Array | Uint8Array,
): ModelTensor {
  return { dtype, shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}
