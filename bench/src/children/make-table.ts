// Makes the table to search and to load: random normal numbers from a fixed seed.
//
//   node make-table.js '{ "folder": …, "rows": …, "dimensions": …, "queries": …, "npy": true }'
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@tovec/core';
import { createKeyedVectors, writeVectors } from '@tovec/vectors';
import { trainWord2Vec, Word2Vec } from '@tovec/word/word2vec';

export interface MakeTableInput {
  readonly folder: string;
  readonly rows: number;
  readonly dimensions: number;
  readonly queries: number;
  /** Whether NumPy needs it too. */
  readonly npy: boolean;
}

const { folder, rows, dimensions, queries, npy } = JSON.parse(
  process.argv[2] ?? '',
) as MakeTableInput;

function normalNumbers(count: number, stream: number): Float32Array {
  const random = createRandom(1, stream);
  return Float32Array.from({ length: count }, () => random.normal());
}

const values = normalNumbers(rows * dimensions, 0);
const items = Array.from({ length: rows }, (_, row) => `word${row}`);
const vectors = createKeyedVectors({ items, matrix: values, dimensions });
await writeVectors(join(folder, 'vectors.safetensors'), vectors);
if (npy) await writeVectors(join(folder, 'table.npy'), vectors);

// A whole model has output vectors too. Its settings and report come from a training that is tiny.
const tiny = await trainWord2Vec('one two three four', { dimensions, minCount: 1, workers: 1 });
const { settings, report } = tiny;
const model = new Word2Vec({ vectors, outputs: { output: values }, settings, report });
await model.save(join(folder, 'model.safetensors'));

await writeFile(join(folder, 'queries.f32'), normalNumbers(queries * dimensions, 1));
console.log(JSON.stringify({ bytes: values.byteLength }));
