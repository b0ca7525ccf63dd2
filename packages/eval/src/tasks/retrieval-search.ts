import { createProgress, type OnProgress } from '@tovec/core';
import { allocateMatrix, createSearcher } from '@tovec/kernels';
import type { RetrievalDataset } from '../datasets/retrieval-dataset.js';
import type { EmbeddedItems } from '../encoding/embed-items.js';
import { pause } from '../statistics/pause.js';

/** Documents weighed between two looks at the signal: about half a second. */
const pieceScores = 2 ** 28;

export interface SearchSettings {
  /** Which documents are in the search, by their places in the corpus: those with a vector. */
  readonly searched: readonly number[];
  /** Which queries are asked. */
  readonly asked: readonly number[];
  readonly similarity: 'cosine' | 'dot';
  /** Whether a query is a document itself, which is no result. */
  readonly isItself: (query: number) => boolean;
  /** How many results are wanted of each. */
  readonly topK: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress | undefined;
}

/** How relevant what is found for each query that is asked is, the best result first. */
export async function searchQueries<Input>(
  { corpus, queries }: RetrievalDataset<Input>,
  documents: EmbeddedItems,
  questions: EmbeddedItems,
  settings: SearchSettings,
): Promise<number[][]> {
  const { searched, asked, similarity, isItself, topK, signal, onProgress } = settings;
  const { dimensions } = documents;
  const table = allocateMatrix(searched.length, dimensions);
  for (const [row, at] of searched.entries()) {
    table.values.set(documents.row(at), row * dimensions);
  }
  const searcher = createSearcher(table);
  const rowOfId = new Map(searched.map((at, row) => [corpus[at]!.id, row]));
  const progress = createProgress({
    ...{ phase: 'search', unit: 'queries', total: asked.length, onProgress },
  });
  const piece = Math.max(64, Math.floor(pieceScores / Math.max(1, searched.length * dimensions)));
  const found: number[][] = [];
  for (let first = 0; first < asked.length; first += piece) {
    await pause(signal);
    const here = asked.slice(first, first + piece);
    const vectors = new Float32Array(here.length * dimensions);
    for (const [row, at] of here.entries()) vectors.set(questions.row(at), row * dimensions);
    const { rows, topK: width } = searcher.search({
      ...{ queries: vectors, metric: similarity, topK },
      exclude: here.map((at) => {
        const row = isItself(at) ? rowOfId.get(queries[at]!.id) : undefined;
        return row === undefined ? [] : [row];
      }),
    });
    for (const [place, at] of here.entries()) {
      const { relevant } = queries[at]!;
      const own = rows.subarray(place * width, (place + 1) * width);
      const results = Array.from(own).filter((row) => row < searched.length);
      found.push(results.map((row) => relevant.get(corpus[searched[row]!]!.id) ?? 0));
    }
    progress.report(first + here.length);
  }
  return found;
}
