import { check, InvalidInputError, type OnProgress } from '@tovec/core';
import type { KeyedVectors } from '@tovec/vectors';
import type { AnalogyDataset } from '../datasets/read-analogies.js';
import { describeEncoder, type EvaluationResult, identityOf, stopwatch } from '../result.js';
import { findWords, isKnown } from './analogy-words.js';

/** How the answer to an analogy is found: see `AnalogyOptions` of `@tovec/vectors`. */
export type AnalogyMethod = '3CosAdd' | '3CosMul';

export interface AnalogiesOptions {
  /** Default `'3CosAdd'`, which is what word2vec's tool computes. */
  readonly method?: AnalogyMethod | undefined;
  /**
   * Use the first rows only: the most frequent words. Default 30,000, the value word2vec's tool
   * recommends; Infinity for all.
   */
  readonly restrict?: number | undefined;
  /** Whether case makes no difference; default true, as in word2vec's tool. */
  readonly caseFold?: boolean | undefined;
  /** Aborts within a second. */
  readonly signal?: AbortSignal | undefined;
  /** Phase `'search'`, in queries. */
  readonly onProgress?: OnProgress | undefined;
}

/** How many questions were answered correctly. */
export interface AnalogyScore {
  readonly correct: number;
  /** Questions asked: those whose four words all have vectors. */
  readonly total: number;
  /** correct / total, from 0 to 1; null when none was asked. */
  readonly accuracy: number | null;
  /** Questions in the dataset. */
  readonly questions: number;
  /** total / questions, from 0 to 1; null when there are none. */
  readonly coverage: number | null;
}

export interface AnalogySectionScore extends AnalogyScore {
  readonly name: string;
  readonly kind: 'semantic' | 'syntactic';
}

export interface AnalogiesResult extends EvaluationResult {
  readonly task: 'analogies';
  readonly primaryMetric: 'accuracy';
  /** What was used, defaults filled in; `restrict` is how many rows were searched. */
  readonly options: {
    readonly method: AnalogyMethod;
    readonly restrict: number;
    readonly caseFold: boolean;
  };
  readonly sections: readonly AnalogySectionScore[];
  readonly semantic: AnalogyScore;
  readonly syntactic: AnalogyScore;
  readonly overall: AnalogyScore;
  /** Questions not asked, by reason. */
  readonly skipped: {
    /** A word of it has no vector. */
    readonly unknownWord: number;
    /** All its words have vectors, but not all among the first `restrict`. */
    readonly beyondRestrict: number;
  };
}

/**
 * Analogy accuracy as word2vec's `compute-accuracy` measures it (Mikolov et al. 2013): for a : b =
 * c : ?, the answer is the word nearest to b − a + c among the most frequent ones, a, b and c
 * themselves left out. Questions with a word among them that has no vector are skipped. All
 * questions are answered in one blocked search.
 *
 * With `caseFold` a word stands for the first row that is written so in any case, and any way to
 * write the expected word is correct; the other spellings of a, b and c are not left out.
 *
 * @throws InvalidInputError for options that cannot be; the signal's reason after an abort
 * @example
 * ```ts
 * import { analogies, readAnalogies } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['king', 'queen', 'man', 'woman'],
 *   matrix: Float32Array.of(1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1),
 *   dimensions: 3,
 * });
 * const file = new TextEncoder().encode(': family\nman king woman queen\nking man sun moon\n');
 * const { overall } = await analogies(vectors, await readAnalogies(file));
 * console.log(overall);
 * // { correct: 1, total: 1, accuracy: 1, questions: 2, coverage: 0.5 }
 * ```
 */
export async function analogies(
  vectors: KeyedVectors,
  dataset: AnalogyDataset,
  options: AnalogiesOptions = {},
): Promise<AnalogiesResult> {
  const elapsed = stopwatch();
  const checked = checkOptions(vectors, options);
  const words = findWords(vectors, checked.restrict, checked.caseFold);

  const asked: {
    section: number;
    expected: string;
    question: readonly [string, string, string];
  }[] = [];
  const skipped = { unknownWord: 0, beyondRestrict: 0 };
  for (const [section, { questions }] of dataset.sections.entries()) {
    for (const analogy of questions) {
      const found = analogy.map((word) => words.find(word));
      if (found.every((item) => item !== undefined)) {
        const [a, b, c] = found as [string, string, string, string];
        asked.push({ section, expected: analogy[3], question: [a, b, c] });
      } else if (isKnown(vectors, analogy, checked.caseFold)) skipped.beyondRestrict++;
      else skipped.unknownWord++;
    }
  }

  const { method, restrict } = checked;
  const answers = await vectors.analogies(
    asked.map(({ question }) => question),
    {
      ...{ topK: 1, restrict, method: method === '3CosMul' ? 'mul' : 'add' },
      ...{ signal: options.signal, onProgress: options.onProgress },
    },
  );
  const counts = dataset.sections.map(() => ({ correct: 0, total: 0 }));
  for (const [at, { section, expected }] of asked.entries()) {
    const answer = answers[at]?.[0];
    const count = counts[section]!;
    count.total++;
    // compute-accuracy has no answer where every word points away from b − a + c.
    if (answer && answer.score > 0 && words.same(answer.item, expected)) count.correct++;
  }

  const sections = dataset.sections.map(({ name, questions }, at): AnalogySectionScore => {
    const kind = name.startsWith('gram') ? 'syntactic' : 'semantic';
    return { name, kind, ...scoreOf(counts[at]!, questions.length) };
  });
  const overall = sumOf(sections);
  return {
    schemaVersion: 1,
    task: 'analogies',
    dataset: identityOf(dataset),
    encoder: describeEncoder(vectors),
    seconds: elapsed(),
    primaryMetric: 'accuracy',
    score: overall.accuracy,
    options: checked,
    sections,
    semantic: sumOf(sections.filter(({ kind }) => kind === 'semantic')),
    syntactic: sumOf(sections.filter(({ kind }) => kind === 'syntactic')),
    overall,
    skipped,
  };
}

function checkOptions(vectors: KeyedVectors, options: AnalogiesOptions) {
  check.knownKeys('AnalogiesOptions', options, [
    ...['method', 'restrict', 'caseFold', 'signal', 'onProgress'],
  ]);
  if (typeof vectors?.analogies !== 'function') {
    throw new InvalidInputError(
      'Analogies are asked of KeyedVectors; give the vectors of the model, or read some.',
      { argument: 'vectors', given: vectors },
    );
  }
  const { method = '3CosAdd', restrict = 30_000, caseFold = true } = options;
  check.oneOf('method', method, ['3CosAdd', '3CosMul']);
  if (restrict !== Number.POSITIVE_INFINITY) check.integer('restrict', restrict, { min: 1 });
  check.boolean('caseFold', caseFold);
  return { method, restrict: Math.min(restrict, vectors.size), caseFold };
}

function scoreOf({ correct, total }: { correct: number; total: number }, questions: number) {
  return {
    correct,
    total,
    accuracy: total > 0 ? correct / total : null,
    questions,
    coverage: questions > 0 ? total / questions : null,
  };
}

function sumOf(sections: readonly AnalogyScore[]): AnalogyScore {
  const sum = (key: 'correct' | 'total' | 'questions') =>
    sections.reduce((total, section) => total + section[key], 0);
  return scoreOf({ correct: sum('correct'), total: sum('total') }, sum('questions'));
}
