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
 * number a line, between tabs or commas (then words may have blanks) or else blanks. A first line
 * without a number behind its words is the header. The score is the first number behind the words
 * of the first pair, and in the same column of all others; more columns are passed over.
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
  let column: number | undefined;
  const end = await readDatasetLines(source, options, (text, fail) => {
    const fields = fieldsOf(text);
    const first = fields.findIndex((field, at) => at > 1 && Number.isFinite(numberOf(field)));
    if (first > 1) column ??= first;
    const at = column ?? 2;
    const [a, b, given] = [fields[0], fields[1], fields[at]];
    if (!a || !b || !given) {
      throw fail(
        `${describeValue(text)} is no pair; two words and a score were expected, between tabs, commas ` +
          'or blanks',
      );
    }
    const score = numberOf(given);
    if (Number.isFinite(score)) {
      pairs.push({ a, b, score });
    } else if (column === undefined && header === undefined) {
      header = fields;
    } else {
      throw fail(
        `the score of ${describeValue(a)} and ${describeValue(b)} is ${describeValue(given)}, which ` +
          `is no number; column ${at + 1} must be one`,
      );
    }
  });
  if (pairs.length === 0) throw end.fail('the file has no word pairs');
  return { name: end.name, sha256: end.sha256, pairs, ...(header !== undefined && { header }) };
}

/** The fields of a line; only a comma between three of them is one that divides. */
function fieldsOf(text: string): string[] {
  const trimmed = (fields: string[]) => fields.map((field) => field.trim());
  if (text.includes('\t')) return trimmed(text.split('\t'));
  const fields = text.split(',');
  return fields.length > 2 ? trimmed(fields) : text.split(/[ \v\f\r]+/);
}

function numberOf(field: string): number {
  return decimal.test(field) ? Number(field) : Number.NaN;
}
