import { check, createProgress, InvalidInputError, type OnProgress } from '@tovec/core';
import type { FastTextMatrix } from '../matrix/matrix.js';
import { centroidsPerPart, type ProductMatrix } from '../matrix/product-matrix.js';
import type { FastTextParts } from '../parts.js';
import { prune } from './prune.js';
import { quantizeMatrix, type RowSource, rowSource } from './quantize-matrix.js';

/** How to quantise; the options are those of fastText's `quantize`. */
export interface QuantizeOptions {
  /** Numbers in each part of a vector that one byte stands for; default 2. */
  readonly dsub?: number | undefined;
  /** Whether the lengths of rows are quantised apart from their directions; default false. */
  readonly qnorm?: boolean | undefined;
  /** Whether the output table is quantised, too (in parts of 2); default false. */
  readonly qout?: boolean | undefined;
  /**
   * Classifiers only: how many rows of words and n-grams are kept, the longest; default all.
   */
  readonly cutoff?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Phase `'quantize'`, in parts of a vector. */
  readonly onProgress?: OnProgress | undefined;
}

/** Keys of {@link QuantizeOptions}. */
const quantizeKeys = ['dsub', 'qnorm', 'qout', 'cutoff', 'seed', 'signal', 'onProgress'];

/** How far quantised rows are from what they were. */
export interface QuantizationLoss {
  /** The root of the squared distance over the squared length, all rows together: 0 is no loss. */
  readonly relativeError: number;
  /** The mean cosine of a row with what it was: 1 is no loss. Rows of zeros are left out. */
  readonly meanCosine: number;
}

/** What quantising cost, and what it gained. */
export interface QuantizationReport {
  /** Bytes of the tables before and after. */
  readonly bytesBefore: number;
  readonly bytes: number;
  /** Rows of the input table before and after. */
  readonly rowsBefore: number;
  readonly rows: number;
  /** The loss of the rows that were kept. */
  readonly input: QuantizationLoss;
  /** With `qout`. */
  readonly output?: QuantizationLoss | undefined;
  readonly seconds: number;
}

/** A model with quantised tables, and what that cost. */
export async function quantizeParts(
  parts: FastTextParts,
  options: QuantizeOptions,
): Promise<{ parts: FastTextParts; report: QuantizationReport }> {
  const started = performance.now();
  const { dsub, qnorm, qout, cutoff, seed } = checkOptions(parts, options);
  const { settings, input, output } = parts;
  const { dimensions } = settings;
  const outputParts = qout ? Math.ceil(dimensions / 2) : 0;
  const total = Math.ceil(dimensions / dsub) + outputParts;
  const progress = createProgress({
    ...{ phase: 'quantize', unit: 'parts', total, onProgress: options.onProgress },
  });
  let done = 0;
  const onPart = async () => {
    options.signal?.throwIfAborted();
    progress.report(++done);
    await new Promise((resolve) => setImmediate(resolve));
  };
  options.signal?.throwIfAborted();
  const pruned = cutoff < input.rows ? prune(parts, cutoff) : undefined;
  const source = rowSource(input, pruned?.kept);
  const how = { separateNorms: qnorm, seed, onPart };
  const quantized = await quantizeMatrix(source, { ...how, partSize: dsub });
  const outputSource = qout && output ? rowSource(output) : undefined;
  const quantizedOutput =
    outputSource && (await quantizeMatrix(outputSource, { ...how, partSize: 2 }));
  const result: FastTextParts = {
    ...parts,
    dictionary: pruned?.dictionary ?? parts.dictionary,
    input: quantized,
    output: quantizedOutput ?? output,
  };
  return {
    parts: result,
    report: {
      bytesBefore: bytesOf(parts),
      bytes: bytesOf(result),
      rowsBefore: input.rows,
      rows: quantized.rows,
      input: lossOf(source, quantized),
      ...(quantizedOutput && { output: lossOf(outputSource!, quantizedOutput) }),
      seconds: (performance.now() - started) / 1000,
    },
  };
}

function checkOptions({ input, output, settings }: FastTextParts, options: QuantizeOptions) {
  check.knownKeys('QuantizeOptions', options, quantizeKeys);
  const { dsub = 2, qnorm = false, qout = false, cutoff = input.rows, seed = 1 } = options;
  check.integer('dsub', dsub, { min: 1, max: settings.dimensions });
  check.boolean('qnorm', qnorm);
  check.boolean('qout', qout);
  check.integer('cutoff', cutoff, { min: 1 });
  check.integer('seed', seed);
  const refuse = (message: string, argument: string, given: unknown) =>
    new InvalidInputError(message, { argument, given });
  if (input.precision === 'product') {
    throw refuse(
      'This model is quantised already. Quantise the one it was made from.',
      'model',
      '',
    );
  }
  if (settings.model !== 'supervised' && cutoff < input.rows) {
    throw refuse('Only classifiers can do without some of their rows.', 'cutoff', cutoff);
  }
  const tooFew = (table: string, rows: number) =>
    `The ${table} table has ${rows} rows; a product quantiser needs ${centroidsPerPart} to learn from.`;
  if (Math.min(cutoff, input.rows) < centroidsPerPart) {
    throw refuse(tooFew('input', Math.min(cutoff, input.rows)), 'cutoff', cutoff);
  }
  if (qout && (output?.rows ?? 0) < centroidsPerPart) {
    throw refuse(tooFew('output', output?.rows ?? 0), 'qout', qout);
  }
  return { dsub, qnorm, qout, cutoff, seed };
}

function bytesOf({ input, output }: { input: FastTextMatrix; output: FastTextMatrix | undefined }) {
  return input.bytes + (output?.bytes ?? 0);
}

function lossOf(source: RowSource, quantized: ProductMatrix): QuantizationLoss {
  let squaredError = 0;
  let squaredLength = 0;
  let cosines = 0;
  let counted = 0;
  const decoded = new Float32Array(source.dimensions);
  for (let row = 0; row < source.rows; row++) {
    const vector = source.row(row);
    quantized.addRow(row, decoded.fill(0));
    let [length, decodedLength, product, error] = [0, 0, 0, 0];
    for (let at = 0; at < vector.length; at++) {
      const was = vector[at]!;
      const is = decoded[at]!;
      length += was * was;
      decodedLength += is * is;
      product += was * is;
      error += (was - is) ** 2;
    }
    squaredError += error;
    squaredLength += length;
    if (length === 0) continue;
    cosines += decodedLength === 0 ? 0 : product / Math.sqrt(length * decodedLength);
    counted++;
  }
  return {
    relativeError: squaredLength === 0 ? 0 : Math.sqrt(squaredError / squaredLength),
    meanCosine: counted === 0 ? 1 : cosines / counted,
  };
}
