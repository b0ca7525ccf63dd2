import { check, type Encoder } from '@tovec/core';
import type { KeyedVectors } from '@tovec/vectors';
import type { AnalogyDataset } from '../datasets/read-analogies.js';
import {
  describeEncoder,
  type EncoderIdentity,
  type EvaluationResult,
  provenanceOf,
  stopwatch,
} from '../results/result.js';
import { askAnalogies, type SkippedQuestions, skippedQuestions } from './analogy-answers.js';
import { type AnalogyScore, scoreAnalogies } from './analogy-scores.js';
import { analogyTable } from './analogy-table.js';
import { findWords } from './analogy-words.js';
import {
  checkEvaluationOptions,
  type EvaluationOptions,
  listDatasets,
  type OneOrMany,
} from './options.js';

/** How the answer to an analogy is found: see `AnalogyOptions` of `@tovec/vectors`. */
export type AnalogyMethod = '3CosAdd' | '3CosMul';

export interface AnalogiesOptions extends EvaluationOptions {
  /** Default `'3CosAdd'`, which is what word2vec's tool computes. */
  readonly method?: AnalogyMethod | undefined;
  /**
   * Use the first rows only: the most frequent words. Default 30,000, the value word2vec's tool
   * recommends; Infinity for all.
   */
  readonly restrict?: number | undefined;
  /** Whether case makes no difference; default true, as in word2vec's tool. */
  readonly caseFold?: boolean | undefined;
  /**
   * The words among which answers are looked for, the most frequent first; default: all of
   * `KeyedVectors`. Other encoders need one: they encode it once.
   */
  readonly vocabulary?: Iterable<string> | undefined;
  /** How many skipped questions to list for each reason; default 100. */
  readonly listSkipped?: number | undefined;
}

export interface AnalogySectionScore extends AnalogyScore {
  readonly name: string;
  readonly kind: 'semantic' | 'syntactic';
  /**
   * What became of each question, a letter each: `1` right, `5` right among the first five answers,
   * `0` wrong; not asked since a word has no vector `?`, or none among the rows searched `>`.
   */
  readonly outcomes: string;
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
    readonly unknownWord: SkippedQuestions;
    /** All its words have vectors, but not all among the first `restrict`. */
    readonly beyondRestrict: SkippedQuestions;
  };
  /** Words of the vocabulary whose vectors the encoder composed from their parts. */
  readonly composedWords: number;
}

/**
 * Analogy accuracy as word2vec's `compute-accuracy` measures it (Mikolov et al. 2013): for a : b =
 * c : ?, the answer is the word nearest to b − a + c among the most frequent ones, a, b and c
 * themselves left out. Questions with a word among them that has no vector are skipped. All
 * questions are answered in one blocked search. Intervals are those of a bootstrap over questions.
 *
 * With `caseFold` a word stands for the first row that is written so in any case, and any way to
 * write the expected word is correct; the other spellings of a, b and c are not left out.
 *
 * @param encoder `KeyedVectors`, or any encoder of words together with `options.vocabulary`
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
 * const { overall, skipped } = await analogies(vectors, await readAnalogies(file));
 * console.log(overall.correct, overall.total, overall.coverage); // 1 1 0.5
 * console.log(skipped.unknownWord.words); // [ 'sun', 'moon' ]
 * ```
 */
export function analogies(
  encoder: KeyedVectors | Encoder<string>,
  dataset: AnalogyDataset,
  options?: AnalogiesOptions,
): Promise<AnalogiesResult>;
export function analogies(
  encoder: KeyedVectors | Encoder<string>,
  datasets: readonly AnalogyDataset[],
  options?: AnalogiesOptions,
): Promise<AnalogiesResult[]>;
export async function analogies(
  encoder: KeyedVectors | Encoder<string>,
  datasets: OneOrMany<AnalogyDataset>,
  options: AnalogiesOptions = {},
): Promise<AnalogiesResult | AnalogiesResult[]> {
  const elapsed = stopwatch();
  const checked = checkOptions(options);
  const list = listDatasets(datasets, 'sections');
  const { signal, onProgress } = options;
  const table = await analogyTable(encoder, options.vocabulary, { signal, onProgress });
  const encoding = elapsed();
  const identity = describeEncoder(encoder, options);
  const results: AnalogiesResult[] = [];
  for (const dataset of list) {
    const own = { ...table, encoder: identity, encoding, signal, onProgress };
    results.push(await measure(dataset, checked, own));
  }
  return Array.isArray(datasets) ? results : results[0]!;
}

type CheckedOptions = ReturnType<typeof checkOptions>;

function checkOptions(options: AnalogiesOptions) {
  const bootstrap = checkEvaluationOptions('AnalogiesOptions', options, [
    ...['method', 'restrict', 'caseFold', 'vocabulary', 'listSkipped'],
  ]);
  const { method = '3CosAdd', restrict = 30_000, caseFold = true, listSkipped = 100 } = options;
  check.oneOf('method', method, ['3CosAdd', '3CosMul']);
  if (restrict !== Number.POSITIVE_INFINITY) check.integer('restrict', restrict, { min: 1 });
  check.boolean('caseFold', caseFold);
  check.integer('listSkipped', listSkipped, { min: 0 });
  return { method, restrict, caseFold, listSkipped, bootstrap };
}

async function measure(
  dataset: AnalogyDataset,
  { method, restrict, caseFold, listSkipped, bootstrap }: CheckedOptions,
  own: {
    readonly vectors: KeyedVectors;
    readonly composed: number;
    readonly encoder: EncoderIdentity;
    readonly encoding: number;
  } & Pick<EvaluationOptions, 'signal' | 'onProgress'>,
): Promise<AnalogiesResult> {
  const elapsed = stopwatch();
  const { vectors, composed, encoder, encoding, signal, onProgress } = own;
  const rows = Math.min(restrict, vectors.size);
  const words = findWords(vectors, rows, caseFold);
  const outcomes = await askAnalogies(vectors, dataset, {
    ...{ words, rows, method: method === '3CosMul' ? 'mul' : 'add', signal, onProgress },
  });
  const sections = dataset.sections.map(({ name }, at): AnalogySectionScore => {
    const kind = name.startsWith('gram') ? 'syntactic' : 'semantic';
    const score = scoreAnalogies(outcomes[at]!, bootstrap);
    return { name, kind, ...score, outcomes: outcomes[at]!.join('') };
  });
  const kindOf = (at: number) => sections[at]!.kind;
  const overall = scoreAnalogies(outcomes.flat(), bootstrap);
  const scoreOf = (kind: 'semantic' | 'syntactic') =>
    scoreAnalogies(outcomes.filter((_, at) => kindOf(at) === kind).flat(), bootstrap);
  const isUnknown = (word: string) => !words.isKnown(word);
  const isBeyond = (word: string) => words.find(word) === undefined;
  return {
    schemaVersion: 1,
    task: 'analogies',
    primaryMetric: 'accuracy',
    score: overall.accuracy,
    interval: overall.interval,
    coverage: overall.coverage,
    options: { method, restrict: rows, caseFold },
    sections,
    semantic: scoreOf('semantic'),
    syntactic: scoreOf('syntactic'),
    overall,
    skipped: {
      unknownWord: skippedQuestions(dataset, outcomes, '?', isUnknown, listSkipped),
      beyondRestrict: skippedQuestions(dataset, outcomes, '>', isBeyond, listSkipped),
    },
    composedWords: composed,
    ...(await provenanceOf({ dataset, encoder, bootstrap, seconds: encoding + elapsed() })),
  };
}
