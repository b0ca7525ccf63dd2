import {
  type ByteReader,
  check,
  ModelFileError,
  type OnProgress,
  OPEN_SOURCE_KEYS,
  type OpenSourceOptions,
  openSource,
  type Source,
} from '@tovec/core';
import { sniffVectorFormat, streamOf } from '@tovec/vectors';
import { readFastTextModel } from './format/model-file.js';
import { readFastTextFile } from './format/read-bin.js';
import { rounded } from './format/save.js';
import { sniffFastText } from './format/sniff.js';
import type { RoundedPrecision } from './matrix/convert.js';
import type { FastTextParts } from './parts.js';

export interface LoadModelOptions extends OpenSourceOptions {
  /**
   * How to hold the numbers: `'float16'` takes half the memory of `'float32'`, `'int8'` a quarter.
   * Default: as in the file. Quantised tables stay as they are.
   */
  readonly precision?: RoundedPrecision | undefined;
  /** Phase `'read'`, in bytes. */
  readonly onProgress?: OnProgress | undefined;
}

/** Keys of {@link LoadModelOptions}. */
export const loadModelKeys = ['precision', ...OPEN_SOURCE_KEYS];

/** Reads a model of any format, told by its content. */
export async function loadParts(
  source: Source,
  options: LoadModelOptions,
  kind: 'word-vectors' | 'classifier',
  output: 'keep' | 'skip' = 'keep',
): Promise<FastTextParts> {
  const { precision, onProgress, ...sourceOptions } = options;
  if (precision !== undefined) {
    check.oneOf('precision', precision, ['float32', 'float16', 'int8']);
  }
  await using reader = await openSource(source, sourceOptions);
  const found = await sniffFastText(reader);
  if (found) {
    if (found !== kind) throw wrongKind(found, reader.name);
    return await readFastTextFile(reader, { precision, output, onProgress });
  }
  await checkModelFile(reader);
  const isStream = typeof source === 'object' && Symbol.asyncIterator in source;
  const parts = isStream
    ? await readFastTextModel(streamOf(reader), reader.name, { signal: options.signal }, output)
    : await readFastTextModel(source, reader.name, sourceOptions, output);
  const isClassifier = parts.settings.model === 'supervised';
  if (isClassifier !== (kind === 'classifier')) {
    throw wrongKind(isClassifier ? 'classifier' : 'word-vectors', reader.name);
  }
  return rounded(parts, precision);
}

/** Passes only tovec model files; says of other files of vectors how they are read. */
async function checkModelFile(reader: ByteReader): Promise<void> {
  let format: string;
  try {
    format = await sniffVectorFormat(reader);
  } catch (cause) {
    throw new ModelFileError(
      'this is no fastText model: neither a .bin or .ftz of fastText, nor a tovec model file',
      { file: reader.name, cause },
    );
  }
  if (format === 'tovec') return;
  throw new ModelFileError(
    `this is a file of vectors (${format}), which has no n-grams; read it with readVectors of ` +
      '@tovec/vectors',
    { file: reader.name },
  );
}

function wrongKind(found: 'word-vectors' | 'classifier', file: string): ModelFileError {
  return new ModelFileError(
    found === 'classifier'
      ? 'this is a supervised fastText model; load it with loadClassifier'
      : 'this is a fastText model of word vectors, no classifier; load it with loadFastText',
    { file },
  );
}
