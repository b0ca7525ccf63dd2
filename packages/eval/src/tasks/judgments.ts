import type { RetrievalDataset } from '../datasets/retrieval-dataset.js';
import { type Ideal, idealOf } from '../metrics/judged-ranking.js';

/** What each query should find, and which are documents themselves, which they should not find. */
export interface Judgments {
  readonly ideals: readonly Ideal[];
  /**
   * Whether a query is in the corpus: the document with its id says the same, below a title perhaps.
   * An id alone does not tell: queries and documents may both be numbered from 1.
   */
  readonly isItself: (query: number) => boolean;
}

/**
 * Looks at all judgments. Queries that share theirs, as those of one label do, share the work.
 *
 * @param most how many results count at most
 */
export function judgmentsOf<Input>(
  { corpus, queries }: RetrievalDataset<Input>,
  most: number,
): Judgments {
  const inputs = new Map(corpus.map(({ id, input }) => [id, input]));
  const isItself = (at: number) => {
    const { id, input } = queries[at]!;
    return inputs.has(id) && saysTheSame(input, inputs.get(id));
  };
  const known = new Map<ReadonlyMap<string, number>, Ideal>();
  const ideals = queries.map(({ id, relevant }, at) => {
    // One more than needed, since one may be the query itself.
    const whole = known.get(relevant) ?? idealOf([...relevant.values()], most + 1);
    known.set(relevant, whole);
    const own = relevant.get(id) ?? 0;
    return own > 0 && isItself(at) ? withoutOne(whole, own) : whole;
  });
  return { ideals, isItself };
}

function withoutOne({ ideal, count }: Ideal, relevance: number): Ideal {
  const place = Array.from(ideal).indexOf(relevance);
  return { ideal: Array.from(ideal).filter((_, at) => at !== place), count: count - 1 };
}

function saysTheSame(query: unknown, document: unknown): boolean {
  if (typeof query !== 'string' || typeof document !== 'string') return query === document;
  return document.endsWith(query);
}
