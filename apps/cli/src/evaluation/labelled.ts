import { type LabelledDataset, type ReadLabelledOptions, readLabelled } from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { sourceOf } from '../files/sources.js';

/** Where items with labels come from. */
export interface LabelledOptions {
  readonly labels?: readonly string[];
  readonly class?: readonly string[];
  readonly test?: string;
  readonly format?: NonNullable<ReadLabelledOptions['format']>;
}

const formats = ['item-labels', 'item-tab-label', 'label-tab-item', 'fasttext'];

export function addLabelledOptions(command: Command): void {
  command
    .optionsGroup('Items:')
    .option('--labels <file...>', 'items with their labels, one a line')
    .option('--class <label=file...>', 'a file of items for each label, instead')
    .addOption(
      new Option('--format <name>', 'how lines are (default: by the first one)').choices(formats),
    );
}

export function addTestOption(command: Command): void {
  command.option('--test <file>', 'test with these items, and train with all of --labels');
}

/** Reads the sets of items with labels. */
export async function readLabelledSets(
  { labels = [], class: classes = [], test, format }: LabelledOptions,
  { signal }: Context,
): Promise<LabelledDataset[]> {
  if (labels.length > 0 === classes.length > 0) {
    throw new UsageError('give --labels <file...>, or --class <label=file...>');
  }
  if (test !== undefined && labels.length !== 1) {
    throw new UsageError('--test goes with one file of --labels');
  }
  const options = { signal, ...(format && { format }) };
  if (classes.length > 0) {
    if (format) throw new UsageError('--format is of --labels; files of --class have items only');
    return [await readLabelled(filesByLabel(classes), { signal })];
  }
  const sets: LabelledDataset[] = [];
  for (const file of labels) {
    const own = test === undefined ? options : { ...options, test: sourceOf(test) };
    sets.push(await readLabelled(sourceOf(file), own));
  }
  return sets;
}

function filesByLabel(classes: readonly string[]) {
  const files = new Map<string, ReturnType<typeof sourceOf>>();
  for (const given of classes) {
    const at = given.indexOf('=');
    const [label, file] = [given.slice(0, at), given.slice(at + 1)];
    if (at <= 0 || file === '') {
      throw new UsageError(`--class takes a label and a file, good=good.txt say, not ${given}`);
    }
    if (files.has(label)) throw new UsageError(`--class has the label ${label} twice`);
    files.set(label, sourceOf(file));
  }
  return Object.fromEntries(files);
}
