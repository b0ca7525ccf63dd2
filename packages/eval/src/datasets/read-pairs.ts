import {
  check,
  describeValue,
  InvalidInputError,
  type ModelFileError,
  type Source,
} from '@tovec/core';
import type { DatasetIdentity } from '../results/result.js';
import { type ReadDatasetOptions, readDatasetLines } from './dataset-lines.js';

/** Two texts (or other things), and what is said about them. */
export interface TextPair<Input = string> {
  readonly a: Input;
  readonly b: Input;
  /** How alike they are, on any scale; or 1 for a pair that belongs together, and 0 for one that does not. */
  readonly score: number;
}

export interface PairDataset<Input = string> extends DatasetIdentity {
  readonly pairs: readonly TextPair<Input>[];
}

/** Where the parts of a pair stand in a line. */
type PairFormat = 'sts-benchmark' | 'sick' | 'pairs';

const formats = ['sts-benchmark', 'sick', 'pairs'] as const;

export interface ReadPairsOptions extends ReadDatasetOptions {
  /**
   * - `'sts-benchmark'`: genre, file, year, number, score, two sentences
   * - `'sick'`: number, two sentences, relatedness, entailment, below a header
   * - `'pairs'`: two sentences, a score or a label
   *
   * All between tabs. Default: known by the first line.
   */
  readonly format?: PairFormat | undefined;
  /**
   * Labels of pairs that belong together: their score is 1, that of all others 0. In SICK it is
   * the entailment that counts then, `'ENTAILMENT'` say; in pairs the third column.
   */
  readonly positive?: string | readonly string[] | undefined;
  /** The labels of pairs that do not; those with others are left out. Default: all but `positive`. */
  readonly negative?: string | readonly string[] | undefined;
}

/** Of each format where the two sentences stand, and a score, and a label. */
const columns: Readonly<
  Record<PairFormat, readonly [a: number, b: number, score: number, label?: number]>
> = {
  'sts-benchmark': [5, 6, 4],
  sick: [1, 2, 3, 4],
  pairs: [0, 1, 2, 2],
};

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A sentence is one line, and may be a long one. */
const mostLineBytes = 1 << 20;

/**
 * Reads pairs of sentences as they are published: the STS benchmark, SICK, and files of two sentences
 * with a score or a label a line, as SNLI and paraphrases come.
 *
 * @throws ModelFileError naming file and line when a line is no pair; SourceError when the source
 *   cannot be read; InvalidInputError for options that cannot be
 * @example
 * ```ts
 * import { readPairs } from '@tovec/eval';
 *
 * const file = (text: string) => new TextEncoder().encode(text);
 * const graded = await readPairs(file('A cat sleeps.\tA cat naps.\t4.6\n'));
 * console.log(graded.pairs[0]); // { a: 'A cat sleeps.', b: 'A cat naps.', score: 4.6 }
 *
 * const lines = 'A cat sleeps.\tAn animal rests.\t0\nA cat sleeps.\tA cat runs.\t2\n';
 * const entailed = await readPairs(file(lines), { positive: '0' });
 * console.log(entailed.pairs.map(({ score }) => score)); // [ 1, 0 ]
 * ```
 */
export async function readPairs(
  source: Source,
  options: ReadPairsOptions = {},
): Promise<PairDataset> {
  const { format, positive, negative, ...rest } = options;
  if (format !== undefined) check.oneOf('format', format, formats);
  const labels = labelsOf(positive, negative);
  const pairs: TextPair[] = [];
  let found = format;
  let isFirst = true;
  const end = await readDatasetLines(
    source,
    rest,
    (text, fail) => {
      const fields = text.split('\t').map((field) => field.trim());
      found ??= sniff(fields);
      const isHeader = isFirst && isHeaderOf(found, fields, labels !== undefined);
      isFirst = false;
      if (isHeader) return;
      const pair = pairOf(fields, found, labels, fail);
      if (pair) pairs.push(pair);
    },
    { mostLineBytes, comments: false },
  );
  if (pairs.length === 0) throw end.fail('the file has no pairs');
  if (labels && !pairs.some(({ score }) => score === 1)) {
    const wanted = labels.positive.map((label) => describeValue(label)).join(' or ');
    throw end.fail(`no pair has the label ${wanted}`);
  }
  return { name: end.name, sha256: end.sha256, pairs };
}

interface Labels {
  readonly positive: readonly string[];
  readonly negative: readonly string[] | undefined;
}

function labelsOf(
  positive: ReadPairsOptions['positive'],
  negative: ReadPairsOptions['negative'],
): Labels | undefined {
  if (positive === undefined) {
    if (negative === undefined) return undefined;
    throw new InvalidInputError('negative needs positive: the labels that belong together.', {
      ...{ argument: 'negative', given: negative },
    });
  }
  const list = (labels: string | readonly string[]) =>
    typeof labels === 'string' ? [labels] : [...labels];
  return {
    positive: list(positive),
    negative: negative === undefined ? undefined : list(negative),
  };
}

function sniff(fields: readonly string[]): PairFormat {
  const [first = '', , , fourth = '', score = ''] = fields;
  if (first === 'pair_ID') return 'sick';
  if (fields.length >= 7 && decimal.test(score)) return 'sts-benchmark';
  return fields.length >= 5 && /^\d+$/.test(first) && decimal.test(fourth) ? 'sick' : 'pairs';
}

/** Whether a line names the columns; where labels are read, only SICK has one that shows. */
function isHeaderOf(format: PairFormat, fields: readonly string[], isLabelled: boolean): boolean {
  if (format === 'sick') return fields[0] === 'pair_ID';
  if (isLabelled) return /^(label|gold_label|score)$/i.test(fields[2] ?? '');
  const score = fields[columns[format][2]];
  return score !== undefined && /^[a-z_ ]+$/i.test(score);
}

/** The pair of a line; undefined where its label does not count. */
function pairOf(
  fields: readonly string[],
  format: PairFormat,
  labels: Labels | undefined,
  fail: (problem: string) => ModelFileError,
): TextPair | undefined {
  const [atA, atB, atScore, atLabel] = columns[format];
  const [a, b] = [fields[atA], fields[atB]];
  const given = fields[labels ? (atLabel ?? atScore) : atScore];
  if (!a || !b || !given) {
    throw fail(
      `${describeValue(fields.join('\t'))} is no pair; two sentences and a ` +
        `${labels ? 'label' : 'score'} were expected between tabs (format ${describeValue(format)})`,
    );
  }
  if (labels) {
    if (labels.positive.includes(given)) return { a, b, score: 1 };
    return labels.negative && !labels.negative.includes(given) ? undefined : { a, b, score: 0 };
  }
  if (!decimal.test(given)) {
    throw fail(
      `the score of the pair is ${describeValue(given)}, which is no number; where it is a label, ` +
        'say which ones are positive',
    );
  }
  return { a, b, score: Number(given) };
}
