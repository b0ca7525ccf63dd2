import { check, InvalidInputError } from '@tovec/core';
import { borrowScratch } from '../scratch.js';
import { layOut, tileRows } from './layout.js';
import { type Exclusions, ResultCollector, type SearchResult } from './result.js';
import type { SearchTable } from './table.js';

/** Analogy questions: a is to b as c is to what? */
export interface AnalogyOptions {
  /** The distinct vectors that occur in the questions, row after row. */
  readonly queries: Float32Array;
  /** Three numbers per question: which of `queries` its a, b and c are. */
  readonly questions: Uint32Array;
  /**
   * `'add'`: 3CosAdd, the cosine with b − a + c, each at unit length (Mikolov et al. 2013).
   * `'mul'`: 3CosMul, b′ c′ / (a′ + 0.001) with cosines shifted to 0…1 (Levy and Goldberg 2014).
   */
  readonly method: 'add' | 'mul';
  /** How many answers to find per question. */
  readonly topK: number;
  /** Search the first rows only; all when absent. */
  readonly rows?: number | undefined;
  /** Rows to leave out, per question. */
  readonly exclude?: Exclusions | undefined;
}

/** Rows of a tile at most: the cosines of all distinct vectors with it stay in the cache. */
const analogyTileRows = 256;

/** Distinct vectors, and questions, of one pass over the table. */
const passQueries = 1024;
const passQuestions = 16_384;

/**
 * The best rows for every question. The cosines of each distinct vector with a tile are computed
 * once and shared by all questions it occurs in: 19,544 questions over 905 words cost 905 scores per
 * row, not 19,544.
 */
export function searchAnalogies(table: SearchTable, options: AnalogyOptions): SearchResult {
  const { questions, topK, exclude } = options;
  const rows = table.checkRows(options.rows);
  check.oneOf('method', options.method, ['add', 'mul']);
  const distinct = table.countQueries(options.queries);
  const count = questions.length / 3;
  if (!Number.isInteger(count) || questions.some((query) => query >= distinct)) {
    throw new InvalidInputError(
      `questions must hold three numbers below ${distinct} (the number of queries) per question`,
      { argument: 'questions', given: questions.length },
    );
  }
  const results = new ResultCollector(count, topK, rows, exclude);
  if (results.rows.length === 0) return results.result();
  table.inverseNorms();
  for (let first = 0; first < count; ) {
    const pass = planPass(questions, first, results.heapSize);
    runPass(table, options, rows, results, first, pass);
    first += pass.questions.length / 3;
  }
  return results.result();
}

interface Pass {
  /** Which of all queries take part. */
  queries: number[];
  /** The questions of the pass, in numbers of `queries`. */
  questions: Uint32Array;
}

/** Takes questions from `first` on while their distinct vectors and heaps fit one pass. */
function planPass(questions: Uint32Array, first: number, heapSize: number): Pass {
  const places = new Map<number, number>();
  const most = Math.max(1, Math.min(passQuestions, Math.floor(2 ** 25 / (heapSize * 8))));
  const end = Math.min(questions.length, (first + most) * 3);
  const local: number[] = [];
  for (let at = first * 3; at < end && places.size + 3 <= passQueries; at += 3) {
    for (const query of questions.subarray(at, at + 3)) {
      if (!places.has(query)) places.set(query, places.size);
      local.push(places.get(query)!);
    }
  }
  return { queries: [...places.keys()], questions: Uint32Array.from(local) };
}

function runPass(
  table: SearchTable,
  { queries, method }: AnalogyOptions,
  rows: number,
  results: ResultCollector,
  first: number,
  pass: Pass,
): void {
  const { kernel, queryStride } = table;
  const { memory, dimensions } = table.matrix;
  const distinct = pass.queries.length;
  const count = pass.questions.length / 3;
  const heap = results.heapSize;
  const tile = tileRows(dimensions, Math.min(analogyTileRows, Math.ceil(rows / 8) * 8));
  const stride = tile * 4;
  const { offsets, bytes } = layOut([
    ...[distinct * queryStride, distinct * stride, count * 12, count * 4, stride, count * heap * 8],
  ]);
  const start = borrowScratch(memory, bytes, `${count} analogies`);
  const at = offsets.map((offset) => start + offset);
  const [queriesAt, cosinesAt, questionsAt, weightsAt, sumsAt, bestAt] = at as Six;

  for (const [place, query] of pass.queries.entries()) {
    table.placeQueries(queriesAt + place * queryStride, queries, query, 1, 'cosine');
  }
  new Uint32Array(memory.buffer, questionsAt, count * 3).set(pass.questions);
  const units = new Float32Array(memory.buffer, queriesAt, (distinct * queryStride) / 4);
  const weights = new Float32Array(memory.buffer, weightsAt, count);
  weights.set(offsetWeights(units, queryStride / 4, pass.questions));

  kernel.clearBest(bestAt, heap, count);
  for (let row = 0; row < rows; row += tile) {
    const rowCount = Math.min(tile, rows - row);
    table.scoreTile(row, rowCount, queriesAt, distinct, cosinesAt, stride, 'cosine');
    kernel.selectAnalogies(
      ...([cosinesAt, stride, rowCount, row, questionsAt, weightsAt, count] as const),
      ...([method === 'mul' ? 1 : 0, sumsAt, bestAt, heap] as const),
    );
  }
  kernel.sortBest(bestAt, heap, count);
  results.collect(memory, bestAt, first, count);
}

/** One over the length of b − a + c for every question; 0 where it vanishes. */
function offsetWeights(units: Float32Array, width: number, questions: Uint32Array): Float32Array {
  const weights = new Float32Array(questions.length / 3);
  for (let question = 0; question < weights.length; question++) {
    const [a, b, c] = questions.subarray(question * 3, question * 3 + 3) as unknown as Triple;
    let sum = 0;
    for (let at = 0; at < width; at++) {
      sum += (units[b * width + at]! - units[a * width + at]! + units[c * width + at]!) ** 2;
    }
    // Unit vectors in float32 cancel to about 1e-7: what is shorter than that has no direction.
    weights[question] = sum < 1e-12 ? 0 : 1 / Math.sqrt(sum);
  }
  return weights;
}

type Triple = [number, number, number];
type Six = [number, number, number, number, number, number];
