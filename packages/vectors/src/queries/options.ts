import { check, type OnProgress } from '@tovec/core';

/** How neighbours and answers are chosen. */
export interface NearestOptions {
  /** How many to find; default 10, as gensim's `topn`. */
  readonly topK?: number | undefined;
  /**
   * Look among the first rows only: the most frequent items, where trainers wrote the table.
   * Default: all.
   */
  readonly restrict?: number | undefined;
}

export interface AnalogyOptions extends NearestOptions {
  /**
   * `'add'` (default): the cosine with b − a + c, all at unit length (3CosAdd; Mikolov et al. 2013).
   * `'mul'`: cos b · cos c / (cos a + 0.001), cosines shifted to 0…1 (3CosMul; Levy and Goldberg
   * 2014), which lets no one of the three outweigh the others.
   */
  readonly method?: 'add' | 'mul' | undefined;
}

/** For many queries at a time. */
export interface BatchOptions {
  /** Aborts between two pieces of work, each well under a second. */
  readonly signal?: AbortSignal | undefined;
  /** Phase `'search'`, in queries. */
  readonly onProgress?: OnProgress | undefined;
}

/** The options with their defaults; `rows` is how many of the `size` rows to search. */
export function checkNearestOptions(
  options: AnalogyOptions & BatchOptions,
  size: number,
  keys: readonly string[] = [],
): { topK: number; rows: number; method: 'add' | 'mul' } {
  check.knownKeys('options', options, ['topK', 'restrict', ...keys]);
  const { topK = 10, restrict, method = 'add' } = options;
  check.integer('topK', topK, { min: 1 });
  if (restrict !== undefined) check.integer('restrict', restrict, { min: 1 });
  check.oneOf('method', method, ['add', 'mul']);
  return { topK, rows: Math.min(restrict ?? size, size), method };
}
