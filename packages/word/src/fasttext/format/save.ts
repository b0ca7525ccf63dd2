import { check, InvalidInputError, writeModelFile } from '@tovec/core';
import { type KeyedVectors, writeVectors } from '@tovec/vectors';
import { type RoundedPrecision, toPrecision } from '../matrix/convert.js';
import { ProductMatrix } from '../matrix/product-matrix.js';
import type { FastTextParts } from '../parts.js';
import { modelFileOf } from './model-file.js';
import { writeFastTextFile } from './write-bin.js';

export interface SaveModelOptions {
  /** Default: by the file's name; `.bin` and `.ftz` are `'fasttext-bin'`, all else `'tovec'`. */
  readonly format?: 'tovec' | 'fasttext-bin' | undefined;
  /**
   * How the numbers of a `'tovec'` file are held; default: as they are in memory. `'float16'` takes
   * half, `'int8'` a quarter (a scale for each row). A quantised model has none.
   */
  readonly precision?: RoundedPrecision | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SaveFastTextOptions extends Omit<SaveModelOptions, 'format'> {
  /**
   * Default: by the file's name; `.bin` and `.ftz` are `'fasttext-bin'`, `.vec` and `.txt`
   * `'word2vec-text'`, all else `'tovec'`.
   */
  readonly format?: 'tovec' | 'fasttext-bin' | 'word2vec-text' | undefined;
}

const formats = ['tovec', 'fasttext-bin', 'word2vec-text'] as const;

/** Writes a model in the format asked for, or that of the file's name. */
export async function saveFastText(
  path: string,
  parts: FastTextParts,
  options: SaveFastTextOptions,
  vectors: (() => KeyedVectors) | undefined,
): Promise<void> {
  check.knownKeys('SaveOptions', options, ['format', 'precision', 'signal']);
  const { precision, signal } = options;
  const allowed = formats.filter((format) => vectors || format !== 'word2vec-text');
  const format = check.oneOf('format', options.format ?? formatOf(path, allowed), allowed);
  if (precision !== undefined) {
    check.oneOf('precision', precision, ['float32', 'float16', 'int8']);
    if (format !== 'tovec' && precision !== 'float32') {
      throw new InvalidInputError(
        `The format '${format}' holds float32, not ${precision}. Write the format 'tovec'.`,
        { argument: 'precision', given: precision },
      );
    }
  }
  if (precision !== undefined && parts.input instanceof ProductMatrix) {
    throw new InvalidInputError(
      `The model is quantised, and its codes have no precision; save it without, or save the model that ` +
        `it was made of with precision '${precision}'.`,
      { argument: 'precision', given: precision },
    );
  }
  if (format === 'fasttext-bin') return writeFastTextFile(path, parts, { signal });
  if (format === 'word2vec-text') return writeVectors(path, vectors!(), { format, signal });
  await writeModelFile(path, modelFileOf(rounded(parts, precision)), { signal });
}

/** The model with its tables in another precision. */
export function rounded(
  parts: FastTextParts,
  precision: RoundedPrecision | undefined,
): FastTextParts {
  if (precision === undefined) return parts;
  const { input, output } = parts;
  return {
    ...parts,
    input: toPrecision(input, precision),
    output: output && toPrecision(output, precision),
  };
}

function formatOf(path: string, allowed: readonly string[]): (typeof formats)[number] {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  if (extension === 'bin' || extension === 'ftz') return 'fasttext-bin';
  const isText = extension === 'vec' || extension === 'txt';
  return isText && allowed.includes('word2vec-text') ? 'word2vec-text' : 'tovec';
}
