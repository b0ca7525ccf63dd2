import {
  type ByteReader,
  check,
  createProgress,
  InvalidInputError,
  OPEN_SOURCE_KEYS,
  openSource,
  type Source,
} from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { finishTable } from './finish-table.js';
import { type ReadVectorsOptions, type VectorFormat, vectorFormats } from './format.js';
import { wordsPathOf } from './npy-words.js';
import { readWord2vecBinary } from './read-binary.js';
import { readModelTable, streamOf } from './read-model.js';
import { readNpy } from './read-npy.js';
import { readGlove, readWord2vecText } from './read-text.js';
import { sniffVectorFormat } from './sniff.js';
import type { RawTable, TableReading } from './table.js';

/**
 * Reads a file of vectors: word2vec text or binary (also fastText's `.vec`), GloVe text, NumPy with
 * its items beside it, or a tovec model of any encoder that keeps a table. Gzip is unpacked. The
 * rows go straight into the one table that stays.
 *
 * Names are kept byte for byte: nothing is normalised, bytes that are not UTF-8 survive (see core's
 * `decodeUtf8`). A byte order mark at the start of a text file is not part of the first name.
 *
 * @throws ModelFileError that says where the file is damaged or not what its header promises
 * @throws SourceError when it cannot be read
 * @example
 * ```ts
 * import { readVectors } from '@tovec/vectors';
 *
 * const file = new TextEncoder().encode('cat 0.5 0.25\ndog 0.75 -1\n');
 * const vectors = await readVectors(file);
 * console.log(vectors.reading?.format, vectors.get('dog')); // glove Float32Array(2) [ 0.75, -1 ]
 * ```
 */
export async function readVectors(
  source: Source,
  options: ReadVectorsOptions = {},
): Promise<KeyedVectors> {
  check.knownKeys('ReadVectorsOptions', options, [
    ...['format', 'limit', 'words', 'duplicates', 'notFinite', ...OPEN_SOURCE_KEYS],
  ]);
  const { format: asked = 'auto', limit = Number.POSITIVE_INFINITY } = options;
  check.oneOf('format', asked, ['auto', ...vectorFormats]);
  if (options.limit !== undefined) check.integer('limit', limit, { min: 1 });
  check.oneOf('duplicates', options.duplicates ?? 'first', ['first', 'throw']);
  check.oneOf('notFinite', options.notFinite ?? 'throw', ['throw', 'skip']);

  const { signal, offline, sha256, cacheDirectory } = options;
  await using reader = await openSource(source, { signal, offline, sha256, cacheDirectory });
  const format = asked === 'auto' ? await sniffVectorFormat(reader) : asked;
  const progress = createProgress({
    ...{ phase: 'read', unit: 'bytes', total: reader.size, onProgress: options.onProgress },
  });
  const reading = { limit, onBytes: (position: number) => progress.report(position) };
  const raw = await readTable(format, reader, source, reading, options);
  progress.report(reader.position);
  return finishTable(raw, format, options, reader.name);
}

function readTable(
  format: VectorFormat,
  reader: ByteReader,
  source: Source,
  reading: TableReading,
  options: ReadVectorsOptions,
): Promise<RawTable> {
  switch (format) {
    case 'word2vec-text':
      return readWord2vecText(reader, reading);
    case 'word2vec-binary':
      return readWord2vecBinary(reader, reading);
    case 'glove':
      return readGlove(reader, reading);
    case 'npy':
      return readNpy(reader, reading, wordsOf(source, options), options);
    case 'tovec':
      // What was sniffed of a stream cannot be read twice; everything else is opened again.
      return isStream(source)
        ? readModelTable(streamOf(reader), reader.name, reading, { signal: options.signal })
        : readModelTable(source, reader.name, reading, options);
  }
}

function isStream(source: Source): boolean {
  return typeof source === 'object' && Symbol.asyncIterator in source;
}

/** Where the items of a `.npy` are. */
function wordsOf(source: Source, { words }: ReadVectorsOptions): Source {
  if (words !== undefined) return words;
  if (typeof source === 'string') return wordsPathOf(source);
  if (source instanceof URL) return new URL(wordsPathOf(source.href));
  throw new InvalidInputError(
    'A .npy file has no items in it: say where they are, one a line, with the option words.',
    { argument: 'words' },
  );
}
