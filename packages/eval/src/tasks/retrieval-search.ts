import { createProgress, type OnProgress } from '@tovec/core';
import { allocateMatrix, createSearcher } from '@tovec/kernels';
import type { RetrievalDataset } from '../datasets/retrieval-dataset.js';
import type { EmbeddedItems } from '../encoding/embed-items.js';
import type { RankedRelevance } from '../metrics/ranked-relevance.js';
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

/** What is found for each query that is asked, and what should be. */
export async function searchQueries<Input>(
  { corpus, queries }: RetrievalDataset<Input>,
  documents: EmbeddedItems,
  questions: EmbeddedItems,
  settings: SearchSettings,
): Promise<RankedRelevance[]> {
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
  const found: RankedRelevance[] = [];
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
      const { id, relevant } = queries[at]!;
      const ids = Array.from(rows.subarray(place * width, (place + 1) * width), (row) =>
        row < searched.length ? corpus[searched[row]!]!.id : undefined,
      ).filter((id) => id !== undefined);
      found.push({
        ranked: ids.map((document) => relevant.get(document) ?? 0),
        relevant: relevancesOf(relevant, isItself(at) ? id : undefined),
      });
    }
    progress.report(first + here.length);
  }
  return found;
}

/**
 * Which queries are documents of the corpus themselves: the document with their id says the same,
 * below a title perhaps. An id alone does not tell: queries and documents may both be numbered from 1.
 */
export function findThemselves<Input>({
  corpus,
  queries,
}: RetrievalDataset<Input>): ReadonlySet<number> {
  const byId = new Map(corpus.map(({ id, input }) => [id, input]));
  const isSame = (query: unknown, document: unknown) =>
    typeof query === 'string' && typeof document === 'string'
      ? document.endsWith(query)
      : query === document;
  const places = [...queries.keys()];
  return new Set(
    places.filter((at) => {
      const { id, input } = queries[at]!;
      return byId.has(id) && isSame(input, byId.get(id));
    }),
  );
}

/** The relevances of all documents but the query itself. */
export function relevancesOf(
  relevant: ReadonlyMap<string, number>,
  itself: string | undefined,
): number[] {
  if (itself === undefined || !relevant.has(itself)) return [...relevant.values()];
  return [...relevant].flatMap(([id, relevance]) => (id === itself ? [] : [relevance]));
}
