import {
  createProgress,
  type Embeddings,
  InvalidInputError,
  type OnProgress,
  writeFileAtomically,
} from '@tovec/core';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';

/** Rows of a group, and of what is in memory at a time. */
const groupRows = 10_000;

/** `item`: a string; `vector`: a list of floats. */
const schema = [
  { name: 'root', num_children: 2 },
  { name: 'item', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'vector', converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
] as const;

/** Writes a Parquet file of two columns, `item` and `vector`, atomically. */
export async function writeParquet(
  path: string,
  items: readonly string[],
  embeddings: Embeddings,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
): Promise<void> {
  for (const [row, item] of items.entries()) {
    if (!/\p{Surrogate}/u.test(item)) continue;
    throw new InvalidInputError(
      `Line ${row + 1} of the items is not UTF-8, which a string in Parquet must be. Write .npy or ` +
        '.txt instead.',
      { argument: 'items', given: item },
    );
  }
  const progress = createProgress({
    phase: 'write',
    unit: 'rows',
    total: items.length,
    onProgress,
  });
  await writeFileAtomically(
    path,
    async (file) => {
      const writer = new ByteWriter();
      const flush = async () => {
        await file.write(writer.getBytes());
        writer.index = 0;
      };
      const parquet = new ParquetWriter({ writer, schema: [...schema], codec: 'UNCOMPRESSED' });
      for (let first = 0; first < items.length; first += groupRows) {
        signal.throwIfAborted();
        const group = items.slice(first, first + groupRows);
        const vectors = group.map((_, at) => Array.from(embeddings.row(first + at)));
        parquet.write({
          columnData: [
            { name: 'item', data: group },
            { name: 'vector', data: vectors, encoding: 'PLAIN', statistics: false },
          ],
          rowGroupSize: groupRows,
        });
        await flush();
        progress.report(first + group.length);
      }
      parquet.finish();
      await flush();
    },
    { signal },
  );
}
