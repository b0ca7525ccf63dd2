import {
  check,
  Items,
  type JsonObject,
  type ModelFile,
  ModelFileError,
  type ModelTensor,
  type OpenSourceOptions,
  readModelFile,
  type Source,
} from '@tovec/core';
import type { TrainingReport } from '@tovec/training';
import {
  type FastTextArguments,
  fastTextDefaults,
  longestNgram,
  mostDimensions,
} from '../arguments.js';
import { FastTextDictionary } from '../dictionary.js';
import { type FastTextParts, inputRows, outputRows } from '../parts.js';
import { classifierId, fastTextId } from './ids.js';
import { MatrixTensorReader, matrixTensors, tensorOf } from './matrix-tensors.js';
import { losses, models } from './read-arguments.js';

/** A model as a tovec model file holds it. */
export function modelFileOf({
  settings,
  dictionary,
  input,
  output,
  report,
}: FastTextParts): ModelFile {
  const { words, wordCounts, labels, labelCounts, tokens, pruned } = dictionary;
  const isClassifier = settings.model === 'supervised';
  const { utf8, offsets } = labels;
  return {
    encoder: isClassifier ? classifierId : fastTextId,
    config: { modality: isClassifier ? 'document' : 'word', ...settings, tokens },
    ...(report && { report: report as unknown as JsonObject }),
    items: words,
    tensors: {
      ...matrixTensors('input', input),
      ...(output && matrixTensors('output', output)),
      counts: tensorOf('F64', [words.length], wordCounts),
      ...(labels.length > 0 && {
        'labels.utf8': tensorOf('U8', [utf8.length], utf8),
        'labels.offsets': tensorOf('U32', [offsets.length], offsets),
        'labels.counts': tensorOf('F64', [labels.length], labelCounts),
      }),
      ...(pruned && {
        pruned: tensorOf('U32', [pruned.size, 2], Uint32Array.from([...pruned].flat())),
      }),
    },
  };
}

/**
 * Reads a tovec model file of word vectors or a classifier, and checks that its parts fit.
 *
 * @param output whether the output table is read, too, if the model can do without
 */
export async function readFastTextModel(
  source: Source,
  file: string,
  options: OpenSourceOptions,
  output: 'keep' | 'skip',
): Promise<FastTextParts> {
  const reader = new MatrixTensorReader(['input', 'output'], output === 'skip' ? ['output'] : []);
  const model = await readModelFile(source, { ...options, select: reader.select });
  if (model.encoder !== fastTextId && model.encoder !== classifierId) {
    throw new ModelFileError(`the model belongs to the encoder '${model.encoder}', not fastText`, {
      file,
    });
  }
  const { items: words, tensors, config } = model;
  const input = reader.matrix('input', tensors, file);
  if (!words || !input) {
    throw new ModelFileError(`the model has no ${words ? "table 'input'" : 'words'}`, { file });
  }
  const { tokens } = config;
  const settings = settingsOf(config, model.encoder === classifierId, file);
  const labels = labelsOf(tensors, file);
  const dictionary = new FastTextDictionary({
    ...{ words, labels, tokens: typeof tokens === 'number' ? tokens : 0 },
    wordCounts: countsOf(tensors.counts, words.length, 'counts', file),
    labelCounts: countsOf(tensors['labels.counts'], labels.length, 'labels.counts', file),
    pruned: prunedOf(tensors.pruned, settings.bucket, file),
  });
  const report = model.report as TrainingReport | undefined;
  const parts = {
    ...{ settings, dictionary, input, report },
    output: reader.matrix('output', tensors, file),
  };
  const fault = faultOf(parts);
  if (fault) throw new ModelFileError(fault, { file });
  return parts;
}

/** What does not fit together in a model; undefined when all of it does. */
function faultOf(parts: FastTextParts): string | undefined {
  const { settings, dictionary, input, output } = parts;
  const { dimensions } = settings;
  if (input.dimensions !== dimensions || (output && output.dimensions !== dimensions)) {
    return `the tables do not have the ${dimensions} dimensions of the settings`;
  }
  if (input.rows < inputRows(parts)) {
    return `the input table has ${input.rows} rows, but ${inputRows(parts)} are needed`;
  }
  const isClassifier = settings.model === 'supervised';
  if (isClassifier && (dictionary.labels.length === 0 || !output)) {
    return 'a classifier needs labels and an output table';
  }
  if (output && output.rows !== outputRows(parts)) {
    return `the output table has ${output.rows} rows, but ${outputRows(parts)} are needed`;
  }
  const repeated = [dictionary.wordIndex, dictionary.labelIndex].find((x) => x.repeated.length > 0);
  return repeated && 'a word or a label is there twice';
}

function settingsOf(config: JsonObject, isClassifier: boolean, file: string): FastTextArguments {
  const numbers = Object.entries(fastTextDefaults).filter(([, value]) => typeof value === 'number');
  try {
    const model = check.oneOf('model', config.model, models);
    check.boolean('supervised', (model === 'supervised') === isClassifier || 'no such encoder');
    const loss = check.oneOf('loss', config.loss, losses);
    const values = numbers.map(([name]) => [name, check.number(name, config[name], { min: 0 })]);
    check.integer('dimensions', config.dimensions, { min: 1, max: mostDimensions });
    check.integer('bucket', config.bucket, { max: 2 ** 31 - 1 });
    for (const name of ['minn', 'maxn', 'wordNgrams']) {
      check.integer(name, config[name], { max: longestNgram });
    }
    return { ...fastTextDefaults, ...Object.fromEntries(values), model, loss };
  } catch (cause) {
    throw new ModelFileError(`the model's settings cannot be: ${(cause as Error).message}`, {
      ...{ file, cause },
    });
  }
}

function labelsOf(tensors: ModelFile['tensors'], file: string): Items {
  const utf8 = tensors['labels.utf8'];
  const offsets = tensors['labels.offsets'];
  if (!utf8 && !offsets) return Items.from([]);
  try {
    return new Items(
      utf8!.bytes,
      new Uint32Array(numbersOf(offsets, 'U32', 'labels.offsets', file)),
    );
  } catch (cause) {
    if (ModelFileError.isInstance(cause)) throw cause;
    throw new ModelFileError('the names of the labels are damaged', { file, cause });
  }
}

function countsOf(
  tensor: ModelTensor | undefined,
  length: number,
  name: string,
  file: string,
): Float64Array {
  if (!tensor && length === 0) return new Float64Array(0);
  const counts = new Float64Array(numbersOf(tensor, 'F64', name, file));
  if (counts.length === length && counts.every((count) => count >= 0)) return counts;
  throw new ModelFileError(`the tensor '${name}' does not have ${length} counts`, { file });
}

function prunedOf(
  tensor: ModelTensor | undefined,
  bucket: number,
  file: string,
): Map<number, number> | undefined {
  if (!tensor) return undefined;
  const pairs = new Uint32Array(numbersOf(tensor, 'U32', 'pruned', file));
  const pruned = new Map<number, number>();
  const count = pairs.length >> 1;
  for (let at = 0; at < count; at++) {
    const slot = pairs[2 * at]!;
    const row = pairs[2 * at + 1]!;
    if (slot < bucket && row < count) pruned.set(slot, row);
  }
  if (pruned.size === count && pairs.length === 2 * count) return pruned;
  throw new ModelFileError("the tensor 'pruned' names buckets or rows that cannot be", { file });
}

/** The bytes of a tensor, in a buffer of their own. */
function numbersOf(
  tensor: ModelTensor | undefined,
  dtype: string,
  name: string,
  file: string,
): ArrayBuffer {
  if (tensor?.dtype === dtype) return tensor.bytes.slice().buffer as ArrayBuffer;
  throw new ModelFileError(`the tensor '${name}' must be there, as ${dtype}`, { file });
}
