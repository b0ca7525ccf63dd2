import {
  check,
  createProgress,
  InvalidInputError,
  Items,
  type Modality,
  writeFileAtomically,
  writeModelFile,
} from '@tovec/core';
import { formatOfPath, type VectorFormat } from './format.js';
import { vectorsTensor } from './model-table-reader.js';
import type { RowWriting } from './row-writer.js';
import { checkWords, npyHeader, writeWords } from './write-npy.js';

/** A table of which only a few rows are in memory at a time. */
export interface VectorStream {
  /** The names of all rows, each there once if the table is to be read again. */
  readonly items: Iterable<string>;
  readonly dimensions: number;
  /** Whole rows, one or several at a time, as many in all as there are items. Read once. */
  readonly vectors: AsyncIterable<Float32Array> | Iterable<Float32Array>;
  /** What the rows are of, e.g. `'image'`; kept by `'tovec'`. Default `'word'`. */
  readonly modality?: Modality | undefined;
}

/**
 * Writes vectors to a file as they come, atomically, in memory that does not grow with the table: to
 * `.npy` with its items beside it, or `.safetensors`. What `writeVectors` has written is the same
 * file. When the vectors fail or the signal is aborted, nothing is left and old files stay whole.
 *
 * @throws InvalidInputError when the vectors are more or fewer than the items, the name says no format
 *   that can be streamed, or an item cannot stand in it; SourceError when the file cannot be written
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { readVectors, writeVectorStream } from '@tovec/vectors';
 *
 * async function* batches() {
 *   yield Float32Array.of(1, 2, 3, 4);
 *   yield Float32Array.of(5, 6);
 * }
 * const path = `${tmpdir()}/tovec-stream.safetensors`;
 * const items = ['a.jpg', 'b.jpg', 'c.jpg'];
 * await writeVectorStream(path, { items, dimensions: 2, vectors: batches() });
 * console.log((await readVectors(path)).get('c.jpg')); // Float32Array(2) [ 5, 6 ]
 * ```
 */
export async function writeVectorStream(
  path: string,
  stream: VectorStream,
  options: RowWriting = {},
): Promise<void> {
  check.string('path', path, { nonEmpty: true });
  check.knownKeys('VectorStream', stream, ['items', 'dimensions', 'vectors', 'modality']);
  check.knownKeys('options', options, ['signal', 'onProgress']);
  const { dimensions, modality = 'word' } = stream;
  check.integer('dimensions', dimensions, { min: 1 });
  const format = streamedFormat(path);
  const items = Items.from(stream.items);
  const chunks = () => bytesOf(stream, items.length, options);
  const { signal } = options;
  if (format === 'npy') {
    checkWords(items);
    return writeFileAtomically(
      path,
      async (file) => {
        await file.write(npyHeader(items.length, dimensions));
        for await (const chunk of chunks()) await file.write(chunk);
        // Last, so that names of other rows never lie beside the old array for long.
        await writeWords(path, { items }, { signal });
      },
      { signal },
    );
  }
  const shape = [items.length, dimensions];
  const tensors = { [vectorsTensor]: { dtype: 'F32', shape, chunks } as const };
  const config = { dimensions, modality };
  await writeModelFile(path, { encoder: 'keyed-vectors', config, items, tensors }, { signal });
}

function streamedFormat(path: string): VectorFormat {
  const format = formatOfPath(path);
  if (format === 'npy' || format === 'tovec') return format;
  throw new InvalidInputError(
    `Vectors are written as they come to .npy or .safetensors, which ${path} does not end in.`,
    { argument: 'path', given: path },
  );
}

/** The rows as the bytes of float32, little-endian; counted. */
async function* bytesOf(
  { vectors, dimensions }: VectorStream,
  rows: number,
  { signal, onProgress }: RowWriting,
): AsyncGenerator<Uint8Array> {
  const progress = createProgress({ phase: 'write', unit: 'rows', total: rows, onProgress });
  let done = 0;
  for await (const part of vectors) {
    signal?.throwIfAborted();
    done += part.length / dimensions;
    if (!Number.isInteger(done) || done > rows) throw wrongCount(done, rows, dimensions);
    yield new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    progress.report(done);
  }
  if (done !== rows) throw wrongCount(done, rows, dimensions);
}

function wrongCount(rows: number, items: number, dimensions: number): InvalidInputError {
  return new InvalidInputError(
    `There are ${items} items, but vectors for ${rows} rows of ${dimensions} numbers have come.`,
    { argument: 'vectors', given: rows },
  );
}
