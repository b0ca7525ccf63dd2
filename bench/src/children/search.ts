// Searches the table in a process of its own, on its one thread.
//
//   node search.js '{ "folder": …, "topK": 10, "singles": 100, "blocks": 10 }'
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readVectors } from '@tovec/vectors';
import { median } from '../statistics.js';

export interface SearchInput {
  readonly folder: string;
  readonly topK: number;
  /** Single queries to time, and blocks of all queries. */
  readonly singles: number;
  readonly blocks: number;
}

export interface SearchOutput {
  /** Median seconds of one query. */
  readonly singleSeconds: number;
  /** Median seconds of all queries together. */
  readonly blockSeconds: number;
  readonly queries: number;
  /** The rows found for each query. */
  readonly found: number[][];
}

const { folder, topK, singles, blocks } = JSON.parse(process.argv[2] ?? '') as SearchInput;
const vectors = await readVectors(join(folder, 'vectors.safetensors'));
const bytes = await readFile(join(folder, 'queries.f32'));
const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const queries = Array.from({ length: numbers.length / vectors.dimensions }, (_, query) =>
  numbers.subarray(query * vectors.dimensions, (query + 1) * vectors.dimensions),
);

const singleSeconds: number[] = [];
for (let at = -5; at < singles; at++) {
  const query = queries[(at + 5) % queries.length]!;
  const start = performance.now();
  vectors.nearest(query, { topK });
  // The first few compute row norms and are compiled; NumPy is warmed up as well.
  if (at >= 0) singleSeconds.push((performance.now() - start) / 1000);
}

const blockSeconds: number[] = [];
let found: number[][] = [];
for (let at = -1; at < blocks; at++) {
  const start = performance.now();
  const neighbors = await vectors.nearestBatch(queries, { topK });
  if (at >= 0) blockSeconds.push((performance.now() - start) / 1000);
  found = neighbors.map((list) => list.map(({ item }) => vectors.rowOf(item)));
}

const output: SearchOutput = {
  singleSeconds: median(singleSeconds),
  blockSeconds: median(blockSeconds),
  queries: queries.length,
  found,
};
console.log(JSON.stringify(output));
