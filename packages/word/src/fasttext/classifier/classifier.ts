import {
  check,
  type DefinedEncoder,
  defineEncoder,
  describeValue,
  type EncodedBatch,
  InvalidInputError,
  type Items,
  type RowNote,
} from '@tovec/core';
import type { TrainingReport } from '@tovec/training';
import type { FastTextArguments } from '../arguments.js';
import { classifierId } from '../format/ids.js';
import { type SaveModelOptions, saveFastText } from '../format/save.js';
import type { FastTextParts } from '../parts.js';
import { quantizeParts } from '../quantize/quantize-parts.js';
import { GrowingRows } from '../subwords/word-row-lists.js';
import { type ClassifierEvaluation, Meter } from './evaluate.js';
import {
  type ClassifierQuantizationReport,
  checkPredictOptions,
  type LabelledExample,
  type Prediction,
  type PredictOptions,
  type QuantizeClassifierOptions,
} from './options.js';
import { createOutputLayer, type OutputLayer, probabilityOf } from './output-layer.js';
import { labelPrefix, TextReader } from './text-rows.js';

/** Texts taken together: enough for the kernels to be worth it. */
const batch = 64;

/**
 * A supervised fastText model: it tells the labels of a text from the mean of the rows of its words,
 * character n-grams and sequences of words.
 *
 * Reads texts and computes probabilities as fastText 0.9.2 does, its table of the logistic function
 * and its logarithm of p + 0.00001 included, so predictions are those of `fasttext predict-prob`; only
 * that no probability exceeds 1. A line end in a text is white space, and the end of the text is that
 * of the line.
 *
 * A. Joulin, E. Grave, P. Bojanowski, T. Mikolov, "Bag of Tricks for Efficient Text Classification",
 * 2017.
 */
export class FastTextClassifier implements AsyncDisposable {
  /** The labels as they stand in the training text (`__label__en`), the most frequent first. */
  readonly labels: readonly string[];
  /**
   * Encodes texts as the mean of their rows (fastText's `print-sentence-vectors`). A text in which
   * nothing but its end is known is noted as missing, and keeps the vector that fastText gives it.
   */
  readonly encoder: DefinedEncoder<string>;
  /** The settings it was trained with, as a fastText file keeps them. */
  readonly settings: FastTextArguments;
  /** What happened in training; undefined where the file does not say. */
  readonly report: TrainingReport | undefined;
  /** What quantising cost; undefined for a model that was not quantised here. */
  readonly quantization: ClassifierQuantizationReport | undefined;
  #parts: FastTextParts | undefined;
  #reader: TextReader | undefined;
  #layer: OutputLayer | undefined;

  constructor(parts: FastTextParts, quantization?: ClassifierQuantizationReport) {
    if (parts.settings.model !== 'supervised' || !parts.output) {
      throw new InvalidInputError(
        'A classifier is made of a supervised model with its output table.',
      );
    }
    this.#parts = parts;
    this.#reader = new TextReader(parts);
    this.#layer = createOutputLayer(parts);
    this.labels = parts.dictionary.labels.toArray();
    this.settings = parts.settings;
    this.report = parts.report;
    this.quantization = quantization;
    this.encoder = defineEncoder<string>({
      id: classifierId,
      modality: 'document',
      dimensions: parts.settings.dimensions,
      limits: { maxBatch: 1024, concurrent: true },
      capabilities: { deterministic: true, missing: 'report' },
      doEncode: async ({ inputs }) => this.#encode(inputs),
    });
  }

  /** The words of the vocabulary, the most frequent first. */
  get words(): Items {
    return this.#alive().dictionary.words;
  }

  /** Bytes that the tables take. */
  get bytes(): number {
    const { input, output } = this.#alive();
    return input.bytes + (output?.bytes ?? 0);
  }

  /**
   * The most probable labels of each text, the best first; none for a text in which the model knows
   * nothing.
   *
   * @example
   * ```ts
   * import { trainClassifier } from '@tovec/word/fasttext';
   *
   * const lines = '__label__animal the cat sat\n__label__colour red and green\n'.repeat(100);
   * const model = await trainClassifier(lines, { dimensions: 8, epochs: 20, workers: 1 });
   * const [first, second] = model.predict(['a cat', 'green or red']);
   * console.log(first?.[0]?.label, second?.[0]?.label); // __label__animal __label__colour
   * ```
   */
  predict(texts: readonly string[], options: PredictOptions = {}): Prediction[][] {
    const { topK, threshold } = checkPredictOptions(options, this.labels.length);
    if (!Array.isArray(texts)) {
      throw new InvalidInputError(
        `texts must be an array of strings, but was ${describeValue(texts)}.`,
        { argument: 'texts', given: texts },
      );
    }
    const predictions: Prediction[][] = [];
    for (let first = 0; first < texts.length; first += batch) {
      const { hidden, sizes } = this.#hidden(texts.slice(first, first + batch));
      for (const [at, found] of this.#best(hidden, topK, threshold).entries()) {
        predictions.push(
          sizes[at] === 0
            ? []
            : found.map(({ label, score }) => ({
                label: this.labels[label]!,
                probability: probabilityOf(score),
              })),
        );
      }
    }
    return predictions;
  }

  /**
   * Predicts the labels of examples and counts how many are right, as `fasttext test` and
   * `test-label` do. Labels may be given without their prefix `__label__`; labels that the model
   * does not know do not count, nor do examples without a known label or in which nothing is known.
   *
   * @example
   * ```ts
   * import { trainClassifier } from '@tovec/word/fasttext';
   *
   * const lines = '__label__animal the cat sat\n__label__colour red and green\n'.repeat(100);
   * const model = await trainClassifier(lines, { dimensions: 8, epochs: 20, workers: 1 });
   * const { examples, precision, recall } = model.evaluate([
   *   '__label__animal a cat',
   *   { text: 'green or red', labels: 'colour' },
   * ]);
   * console.log(examples, precision, recall); // 2 1 1
   * ```
   */
  evaluate(
    examples: Iterable<LabelledExample>,
    options: PredictOptions = {},
  ): ClassifierEvaluation {
    const { topK, threshold } = checkPredictOptions(options, this.labels.length);
    const meter = new Meter(this.labels);
    let waiting: LabelledExample[] = [];
    const measure = () => {
      const gold = waiting.map(() => [] as number[]);
      const texts = waiting.map((example) =>
        typeof example === 'string' ? example : example.text,
      );
      const { hidden, sizes } = this.#hidden(texts, gold);
      for (const [at, example] of waiting.entries()) {
        if (typeof example !== 'string') gold[at] = this.#labelsOf(example.labels);
      }
      for (const [at, found] of this.#best(hidden, topK, threshold).entries()) {
        if (gold[at]!.length === 0 || sizes[at] === 0) continue;
        meter.count(
          gold[at]!,
          found.map(({ label }) => label),
        );
      }
      waiting = [];
    };
    for (const example of examples) if (waiting.push(example) === batch) measure();
    if (waiting.length > 0) measure();
    return meter.result(topK);
  }

  /**
   * Writes the model to a file, atomically: a tovec model file, or for `.bin` and `.ftz` fastText's
   * own format.
   *
   * @throws SourceError when the file cannot be written
   */
  async save(path: string, options: SaveModelOptions = {}): Promise<void> {
    await saveFastText(path, this.#alive(), options, undefined);
  }

  /**
   * A model whose tables are codes of a product quantiser, without the shortest of its rows where
   * there is a `cutoff`: fastText's `quantize`, whose tools read the `.ftz` that `save` writes.
   * `quantization` tells the loss, with `examples` in accuracy, too. The rows are not trained again.
   */
  async quantize({
    examples,
    ...options
  }: QuantizeClassifierOptions = {}): Promise<FastTextClassifier> {
    const { parts, report } = await quantizeParts(this.#alive(), options);
    if (!examples) return new FastTextClassifier(parts, report);
    const all = [...examples];
    const before = this.evaluate(all);
    const after = new FastTextClassifier(parts).evaluate(all);
    return new FastTextClassifier(parts, { ...report, evaluation: { before, after } });
  }

  /** Lets go of the tables. */
  async dispose(): Promise<void> {
    this.#parts = undefined;
    this.#reader = undefined;
    this.#layer = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  #encode(texts: readonly string[]): EncodedBatch {
    const { hidden, isKnown } = this.#hidden(texts);
    const notes: RowNote[] = [];
    for (const [row, known] of isKnown.entries()) {
      if (known) continue;
      notes.push({ row, kind: 'missing', message: 'the model knows nothing in this text' });
    }
    return { vectors: hidden, notes };
  }

  /**
   * The mean of the rows of each text, how many there are, and whether there are any beside that of the
   * end of the line; labels in the texts go to `labels`.
   */
  #hidden(texts: readonly string[], labels?: readonly number[][]) {
    const { input, settings } = this.#alive();
    const offsets = new Uint32Array(texts.length + 1);
    const rows = new GrowingRows(texts.length * 64);
    const isKnown = texts.map((text, at) => {
      check.string('a text', text);
      const known = this.#reader!.read(text, rows, labels?.[at]);
      offsets[at + 1] = rows.length;
      return known;
    });
    const hidden = new Float32Array(texts.length * settings.dimensions);
    input.means({ offsets, rows: rows.finish() }, hidden);
    const sizes = texts.map((_, at) => offsets[at + 1]! - offsets[at]!);
    return { hidden, sizes, isKnown };
  }

  #best(hidden: Float32Array, topK: number, threshold: number) {
    this.#alive();
    return this.#layer!.best(hidden, topK, threshold);
  }

  #labelsOf(names: string | readonly string[]): number[] {
    const { labelIndex } = this.#alive().dictionary;
    const list = typeof names === 'string' ? [names] : names;
    if (!Array.isArray(list) || !list.every((name) => typeof name === 'string')) {
      throw new InvalidInputError(
        `The labels of an example are a string or a list of strings, but ${describeValue(names)} was given.`,
        { argument: 'examples', given: names },
      );
    }
    return list.flatMap((name) => {
      const exact = labelIndex.find(name);
      const label = exact >= 0 ? exact : labelIndex.find(labelPrefix + name);
      return label >= 0 ? [label] : [];
    });
  }

  #alive(): FastTextParts {
    if (this.#parts) return this.#parts;
    throw new InvalidInputError('This model was disposed of; load or train it again.');
  }
}
