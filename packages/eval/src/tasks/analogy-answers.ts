import type { OnProgress } from '@tovec/core';
import type { KeyedVectors } from '@tovec/vectors';
import type { Analogy, AnalogyDataset } from '../datasets/read-analogies.js';
import type { AnalogyWords } from './analogy-words.js';

/**
 * What became of a question, in one letter:
 *
 * - `1` the right word came first, `5` among the first five, `0` not even there
 * - `?` a word of it has no vector, `>` or none among the rows that were searched: it was not asked
 */
export type AnalogyOutcome = '1' | '5' | '0' | '?' | '>';

interface AskOptions {
  readonly words: AnalogyWords;
  readonly rows: number;
  readonly method: 'add' | 'mul';
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress | undefined;
}

/** Answers that are looked at. */
const topK = 5;

/** The outcome of each question, section by section. All are answered in one blocked search. */
export async function askAnalogies(
  vectors: KeyedVectors,
  { sections }: AnalogyDataset,
  { words, rows, method, signal, onProgress }: AskOptions,
): Promise<AnalogyOutcome[][]> {
  const asked: { section: number; place: number; expected: string }[] = [];
  const questions: [string, string, string][] = [];
  const outcomes = sections.map((section, at) =>
    section.questions.map((analogy, place): AnalogyOutcome => {
      const found = analogy.map((word) => words.find(word));
      if (found.includes(undefined)) return analogy.every(words.isKnown) ? '>' : '?';
      const [a, b, c] = found as [string, string, string, string];
      asked.push({ section: at, place, expected: analogy[3] });
      questions.push([a, b, c]);
      return '0';
    }),
  );
  const answers = await vectors.analogies(questions, {
    ...{ topK, restrict: rows, method, signal, onProgress },
  });
  for (const [at, { section, place, expected }] of asked.entries()) {
    // compute-accuracy has no answer where every word points away from b − a + c.
    const rank = answers[at]!.findIndex(
      ({ item, score }) => score > 0 && words.same(item, expected),
    );
    if (rank >= 0) outcomes[section]![place] = rank === 0 ? '1' : '5';
  }
  return outcomes;
}

/** Questions that were not asked for one reason. */
export interface SkippedQuestions {
  readonly count: number;
  /** Words of the questions that are the reason, each once. */
  readonly words: readonly string[];
  /** The first ones of them, with their section; `outcomes` of the sections tell of all. */
  readonly questions: readonly { readonly section: string; readonly question: Analogy }[];
}

/** The questions with one outcome. */
export function skippedQuestions(
  { sections }: AnalogyDataset,
  outcomes: readonly (readonly AnalogyOutcome[])[],
  reason: AnalogyOutcome,
  isReason: (word: string) => boolean,
  most: number,
): SkippedQuestions {
  const skipped = sections.flatMap(({ name, questions }, section) =>
    questions
      .filter((_, place) => outcomes[section]![place] === reason)
      .map((question) => ({ section: name, question })),
  );
  const words = new Set(skipped.flatMap(({ question }) => question.filter(isReason)));
  return { count: skipped.length, words: [...words], questions: skipped.slice(0, most) };
}
