import { describeValue, type Source } from '@tovec/core';
import type { DatasetIdentity } from '../results/result.js';
import { type ReadDatasetOptions, readDatasetLines } from './dataset-lines.js';

/** Two words, and how similar or related people say they are. */
export interface WordPair {
  readonly a: string;
  readonly b: string;
  /** On any scale: only the order counts for Spearman, only differences for Pearson. */
  readonly score: number;
}

export interface WordPairDataset extends DatasetIdentity {
  readonly pairs: readonly WordPair[];
  /** The fields of the first line, where it names the columns. */
  readonly header?: readonly string[] | undefined;
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads word pairs with human scores, as WordSim-353, SimLex-999 or RG-65 come: two words and a
 * number a line, between tabs (then words may have blanks) or else blanks. More columns are passed
 * over. A first line whose third column is no number is the header.
 *
 * @throws ModelFileError naming file and line when a pair has no score or a word is missing;
 *   SourceError when the source cannot be read
 * @example
 * ```ts
 * import { readWordPairs } from '@tovec/eval';
 *
 * const file = new TextEncoder().encode('tiger\tcat\t7.35\nstock\tjaguar\t0.92\n');
 * const { pairs } = await readWordPairs(file);
 * console.log(pairs[1]); // { a: 'stock', b: 'jaguar', score: 0.92 }
 * ```
 */
export async function readWordPairs(
  source: Source,
  options: ReadDatasetOptions = {},
): Promise<WordPairDataset> {
  const pairs: WordPair[] = [];
  let header: readonly string[] | undefined;
  const end = await readDatasetLines(source, options, (text, fail) => {
    const fields = text.includes('\t')
      ? text.split('\t').map((field) => field.trim())
      : text.split(/[ \v\f\r]+/);
    const [a, b, given] = fields;
    if (!a || !b || !given) {
      throw fail(
        `${describeValue(text)} is no pair; two words and a score were expected, between tabs or blanks`,
      );
    }
    const score = decimal.test(given) ? Number(given) : Number.NaN;
    if (Number.isFinite(score)) {
      pairs.push({ a, b, score });
    } else if (pairs.length === 0 && header === undefined) {
      header = fields;
    } else {
      throw fail(
        `the score of ${describeValue(a)} and ${describeValue(b)} is ${describeValue(given)}, which ` +
          'is no number; the third column must be one',
      );
    }
  });
  if (pairs.length === 0) throw end.fail('the file has no word pairs');
  return { name: end.name, sha256: end.sha256, pairs, ...(header !== undefined && { header }) };
}
