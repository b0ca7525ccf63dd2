// Loads a model file in a process of its own, and looks one item up.
//
//   node load.js '{ "path": …, "whole": false, "item": … }'
import { readVectors } from '@tovec/vectors';
import { loadWord2Vec } from '@tovec/word/word2vec';

export interface LoadInput {
  readonly path: string;
  /** Whether to load all of a Word2Vec model, or its vectors alone. */
  readonly whole: boolean;
  readonly item: string;
}

export interface LoadOutput {
  readonly seconds: number;
  /** Until the first item was found, which builds the index. */
  readonly firstLookUpSeconds: number;
}

const { path, whole, item } = JSON.parse(process.argv[2] ?? '') as LoadInput;
const start = performance.now();
const vectors = whole ? (await loadWord2Vec(path)).vectors : await readVectors(path);
const loaded = performance.now();
vectors.get(item);
const output: LoadOutput = {
  seconds: (loaded - start) / 1000,
  firstLookUpSeconds: (performance.now() - start) / 1000,
};
console.log(JSON.stringify(output));
