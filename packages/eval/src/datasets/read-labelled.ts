import { check, describeValue, InvalidInputError, type Source } from '@tovec/core';
import { sha256OfFiles } from './dataset-files.js';
import { type DatasetEnd, type ReadDatasetOptions, readDatasetLines } from './dataset-lines.js';
import type { LabelledDataset, LabelledItem } from './labelled.js';

/** How items and labels stand in a line: see {@link readLabelled}. */
export type LabelledFormat =
  | 'item-labels'
  | 'item-tab-label'
  | 'label-tab-item'
  | 'fasttext'
  | 'item';

/** All but `'item'`, which has no labels in its lines. */
const formats = ['item-labels', 'item-tab-label', 'label-tab-item', 'fasttext'] as const;

export interface ReadLabelledOptions extends ReadDatasetOptions {
  /**
   * - `'item-labels'`: an item without blanks, then its labels, between blanks or tabs: `node 6 21`
   * - `'item-tab-label'`: an item, which may have blanks, a tab, a label
   * - `'label-tab-item'`: the other way round
   * - `'fasttext'`: `__label__x __label__y some text`, as fastText's `supervised` takes it
   *
   * Default: `'fasttext'` where the first line starts with `__label__`, `'item-tab-label'` where it has
   * a tab, else `'item-labels'`.
   */
  readonly format?: Exclude<LabelledFormat, 'item'> | undefined;
  /** What a label starts with in fastText's format; default `'__label__'`. */
  readonly labelPrefix?: string | undefined;
  /** A file of the same kind with the items to test with, where the dataset has a split of its own. */
  readonly test?: Source | Readonly<Record<string, Source>> | undefined;
}

/** A document is one line, and may be a book. */
const mostLineBytes = 1 << 24;

/**
 * Reads items with labels: one file with a line for each item, or a file for each label, given as
 * `{ [label]: source }`, whose every line is an item. Items may be words, nodes of a graph or whole
 * documents. The same item may come several times, as the same short document does.
 *
 * @throws ModelFileError naming file and line when a line has no item or no label; SourceError when a
 *   source cannot be read; InvalidInputError for options that cannot be
 * @example
 * ```ts
 * import { readLabelled } from '@tovec/eval';
 *
 * const file = (text: string) => new TextEncoder().encode(text);
 * const nodes = await readLabelled(file('17 6 21\n18 1\n'), { name: 'nodes' });
 * console.log(nodes.items[0]); // { item: '17', labels: [ '6', '21' ] }
 *
 * const reviews = await readLabelled({ good: file('a gem\n'), bad: file('so dull\n') });
 * console.log(reviews.items[1]); // { item: 'so dull', labels: [ 'bad' ] }
 * ```
 */
export async function readLabelled(
  source: Source | Readonly<Record<string, Source>>,
  options: ReadLabelledOptions = {},
): Promise<LabelledDataset> {
  const { format, labelPrefix = '__label__', test, ...rest } = options;
  if (format !== undefined) check.oneOf('format', format, formats);
  check.string('labelPrefix', labelPrefix, { nonEmpty: true });
  const how = { format, labelPrefix };
  const train = await readPart(source, how, rest);
  if (test === undefined) return train;
  const { name: _, ...others } = rest;
  const tested = await readPart(test, how, others);
  const sha256 = await sha256OfFiles([
    { name: 'train', sha256: train.sha256 },
    { name: 'test', sha256: tested.sha256 },
  ]);
  return { ...train, sha256, test: tested.items };
}

interface How {
  readonly format: LabelledFormat | undefined;
  readonly labelPrefix: string;
}

type Part = LabelledDataset & { readonly sha256: string };

async function readPart(
  source: Source | Readonly<Record<string, Source>>,
  how: How,
  options: ReadDatasetOptions,
): Promise<Part> {
  const items: LabelledItem[] = [];
  if (!isFilePerLabel(source)) {
    const end = await readLines(source, how, options, items);
    return { name: end.name, sha256: end.sha256, items };
  }
  const entries = Object.entries(source);
  if (entries.length === 0) {
    throw new InvalidInputError('A file for each label was expected, but there are none.', {
      ...{ argument: 'source', given: source },
    });
  }
  const { name, ...rest } = options;
  const read: { name: string; sha256: string }[] = [];
  let firstName = '';
  for (const [label, file] of entries) {
    const end = await readLines(file, { ...how, format: 'item' }, rest, items, label);
    firstName ||= end.name;
    read.push({ name: label, sha256: end.sha256 });
  }
  // rt-polarity.pos and rt-polarity.neg are rt-polarity.
  const stem = firstName.replace(/\.[^.]*$/, '') || firstName;
  return { name: name ?? stem, sha256: await sha256OfFiles(read), items };
}

/** Whether a source is a plain object of sources by label, and none itself. */
function isFilePerLabel(source: unknown): source is Readonly<Record<string, Source>> {
  return (
    typeof source === 'object' &&
    source !== null &&
    Object.getPrototypeOf(source) === Object.prototype
  );
}

async function readLines(
  source: Source,
  { format, labelPrefix }: How,
  options: ReadDatasetOptions,
  items: LabelledItem[],
  label?: string,
): Promise<DatasetEnd> {
  let found = format;
  const before = items.length;
  const take = (text: string, fail: (problem: string) => Error) => {
    found ??= sniff(text, labelPrefix);
    const { item, labels } =
      label === undefined ? parse(text, found, labelPrefix) : { item: text, labels: [label] };
    if (item === '' || labels.length === 0 || labels.includes('')) {
      throw fail(
        `${describeValue(text)} is no item with its label; ${expectations[found]} was expected`,
      );
    }
    items.push({ item, labels: [...new Set(labels)] });
  };
  const end = await readDatasetLines(source, options, take, { mostLineBytes, comments: false });
  if (items.length === before) throw end.fail('there are no items with labels in it');
  return end;
}

function sniff(text: string, labelPrefix: string): LabelledFormat {
  if (text.startsWith(labelPrefix)) return 'fasttext';
  return text.includes('\t') ? 'item-tab-label' : 'item-labels';
}

const expectations: Readonly<Record<LabelledFormat, string>> = {
  'item-labels': 'an item and its labels, between blanks,',
  'item-tab-label': 'an item, a tab, its label',
  'label-tab-item': 'a label, a tab, its item',
  fasttext: "labels such as '__label__x', then the text,",
  item: 'an item',
};

const blanks = /[ \t\v\f\r]+/;

function parse(text: string, format: LabelledFormat, labelPrefix: string): LabelledItem {
  if (format === 'item-labels') {
    const [item = '', ...labels] = text.split(blanks);
    return { item, labels };
  }
  if (format === 'fasttext') {
    const words = text.split(blanks);
    const isLabel = (word: string) => word.startsWith(labelPrefix);
    const labels = words.filter(isLabel).map((word) => word.slice(labelPrefix.length));
    return { item: words.filter((word) => !isLabel(word)).join(' '), labels };
  }
  const itemFirst = format === 'item-tab-label';
  const tab = itemFirst ? text.lastIndexOf('\t') : text.indexOf('\t');
  if (tab < 0) return { item: text, labels: [] };
  const [left, right] = [text.slice(0, tab).trim(), text.slice(tab + 1).trim()];
  return itemFirst ? { item: left, labels: [right] } : { item: right, labels: [left] };
}
