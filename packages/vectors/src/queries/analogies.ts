import { createProgress, describeValue, InvalidInputError } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { listOf } from './list-of.js';
import { type Neighbor, neighborsOf } from './nearest.js';
import { type AnalogyOptions, type BatchOptions, checkNearestOptions } from './options.js';
import { pause } from './pause.js';

/** a is to b as c is to what? `['man', 'king', 'woman']`, say. */
export type AnalogyQuestion = readonly [a: string, b: string, c: string];

/** Answers weighed between two looks at the signal: about half a second. */
const pieceAnswers = 2 ** 29;

export function analogy(
  vectors: KeyedVectors,
  question: AnalogyQuestion,
  options: AnalogyOptions,
): Neighbor[] {
  const checked = checkNearestOptions(options, vectors.size, ['method']);
  return answer(vectors, [question], checked)[0]!;
}

export async function analogies(
  vectors: KeyedVectors,
  questions: Iterable<AnalogyQuestion>,
  options: AnalogyOptions & BatchOptions,
): Promise<Neighbor[][]> {
  const { signal, onProgress } = options;
  const keys = ['method', 'signal', 'onProgress'];
  const checked = checkNearestOptions(options, vectors.size, keys);
  const all = listOf('questions', questions);
  const progress = createProgress({
    ...{ phase: 'search', unit: 'queries', total: all.length, onProgress },
  });
  const piece = Math.max(2048, Math.floor(pieceAnswers / Math.max(1, checked.rows)));
  const results: Neighbor[][] = [];
  for (let first = 0; first < all.length; first += piece) {
    signal?.throwIfAborted();
    for (const found of answer(vectors, all.slice(first, first + piece), checked)) {
      results.push(found);
    }
    progress.report(results.length);
    await pause();
  }
  return results;
}

function answer(
  vectors: KeyedVectors,
  questions: readonly AnalogyQuestion[],
  { topK, rows, method }: { topK: number; rows: number; method: 'add' | 'mul' },
): Neighbor[][] {
  const places = new Map<number, number>();
  const terms = new Uint32Array(questions.length * 3);
  const exclude = questions.map((question, at) => {
    checkQuestion(question);
    return question.map((item, term) => {
      const row = vectors.requireRow(item);
      if (!places.has(row)) places.set(row, places.size);
      terms[at * 3 + term] = places.get(row)!;
      return row;
    });
  });
  const queries = new Float32Array(places.size * vectors.dimensions);
  for (const [row, place] of places) queries.set(vectors.vectorAt(row), place * vectors.dimensions);
  const options = { queries, questions: terms, method, topK, rows, exclude };
  return neighborsOf(vectors, vectors.searcher.analogies(options), questions.length);
}

function checkQuestion(question: AnalogyQuestion): void {
  if (Array.isArray(question) && question.length === 3) return;
  throw new InvalidInputError(
    `An analogy is three items, [a, b, c], but was ${describeValue(question)}.`,
    { argument: 'questions', given: question },
  );
}
