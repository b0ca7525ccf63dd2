import { sortLabels } from '../metrics/classes.js';
import { SparseFeatures } from './sparse-design.js';

/**
 * Features that nobody trained: which words a text has (`'one-hot'`), or how much each tells
 * (`'tf-idf'`, as scikit-learn's `TfidfVectorizer` weighs them).
 */
export type Baseline = (typeof baselines)[number];

export const baselines = ['one-hot', 'tf-idf'] as const;

/** Runs of letters and digits, in lower case. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Texts as bags of words. */
export interface BagOfWords {
  readonly features: SparseFeatures;
  /** What the columns are. */
  readonly words: readonly string[];
}

/**
 * Makes bags of words of texts. The words are those of the texts in `fit`, and so are the weights of
 * TF-IDF: (ln((1 + texts) / (1 + texts with the word)) + 1) · times in the text, at length 1.
 */
export function bagOfWords(texts: readonly string[], fit: Uint32Array, kind: Baseline): BagOfWords {
  const lists = texts.map(wordsOf);
  const words = sortLabels(Array.from(fit, (text) => lists[text]!).flat());
  const columns = new Map(words.map((word, at) => [word, at]));
  const weights = kind === 'tf-idf' ? inverseFrequencies(lists, fit, columns) : undefined;
  const offsets = new Uint32Array(texts.length + 1);
  const columnList: number[] = [];
  const valueList: number[] = [];
  for (const [text, list] of lists.entries()) {
    const counts = new Map<number, number>();
    for (const word of list) {
      const column = columns.get(word);
      if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    const values = [...counts].map(([column, count]) => (weights ? count * weights[column]! : 1));
    const length = weights ? Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) : 1;
    columnList.push(...counts.keys());
    valueList.push(...values.map((value) => value / length));
    offsets[text + 1] = columnList.length;
  }
  const features = new SparseFeatures({
    dimensions: Math.max(1, words.length),
    ...{ offsets, columns: Uint32Array.from(columnList), values: Float64Array.from(valueList) },
  });
  return { features, words };
}

function inverseFrequencies(
  lists: readonly (readonly string[])[],
  fit: Uint32Array,
  columns: ReadonlyMap<string, number>,
): Float64Array {
  const texts = new Float64Array(columns.size);
  for (const text of fit) for (const word of new Set(lists[text])) texts[columns.get(word)!]!++;
  return texts.map((count) => Math.log((1 + fit.length) / (1 + count)) + 1);
}
