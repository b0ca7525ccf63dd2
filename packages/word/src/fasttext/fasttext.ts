import {
  type DefinedEncoder,
  defineEncoder,
  describeValue,
  type EncodeCall,
  type EncodedBatch,
  InvalidInputError,
  type Items,
  type RowNote,
} from '@tovec/core';
import type { TrainingReport } from '@tovec/training';
import {
  createKeyedVectors,
  type ItemOrVector,
  type KeyedVectors,
  type NearestOptions,
  type NearestQuery,
  type Neighbor,
} from '@tovec/vectors';
import type { FastTextArguments } from './arguments.js';
import { composeWords, rowsOfWords } from './compose.js';
import { fastTextId } from './format/ids.js';
import { type SaveFastTextOptions, saveFastText } from './format/save.js';
import type { FastTextParts } from './parts.js';
import {
  type QuantizationReport,
  type QuantizeOptions,
  quantizeParts,
} from './quantize/quantize-parts.js';

/**
 * A fastText model of word vectors. A word is the mean of a row of its own and the rows of its
 * character n-grams, so words that were not in the corpus have vectors too.
 *
 * The big table is that of the n-grams (`bucket` × `dimensions`); it is there once. The table of
 * composed vectors (words × `dimensions`) is made when `vectors` is first used.
 *
 * P. Bojanowski, E. Grave, A. Joulin, T. Mikolov, "Enriching Word Vectors with Subword Information",
 * 2017; the files and numbers are those of fastText 0.9.2.
 */
export class FastText implements AsyncDisposable {
  /** Encodes words: an unseen one is composed from its n-grams, and has the note `composed`. */
  readonly encoder: DefinedEncoder<string>;
  /** The settings it was trained with, as a fastText file keeps them. */
  readonly settings: FastTextArguments;
  /** What happened in training; undefined where the file does not say. */
  readonly report: TrainingReport | undefined;
  /** What quantising cost; undefined for a model that was not quantised here. */
  readonly quantization: QuantizationReport | undefined;
  #parts: FastTextParts | undefined;
  #vectors: KeyedVectors | undefined;

  constructor(parts: FastTextParts, quantization?: QuantizationReport) {
    if (parts.settings.model === 'supervised') {
      throw new InvalidInputError('A supervised model is a FastTextClassifier, not a FastText.');
    }
    this.#parts = parts;
    this.settings = parts.settings;
    this.report = parts.report;
    this.quantization = quantization;
    this.encoder = defineEncoder<string>({
      id: fastTextId,
      modality: 'word',
      dimensions: parts.settings.dimensions,
      limits: { maxBatch: 8192, concurrent: true },
      capabilities: { deterministic: true, missing: 'compose' },
      doEncode: (call) => this.#encode(call),
    });
  }

  /** The words of the vocabulary, the most frequent first. */
  get words(): Items {
    return this.#alive().dictionary.words;
  }

  /** Bytes that the tables take, without that of the composed vectors. */
  get bytes(): number {
    const { input, output } = this.#alive();
    return input.bytes + (output?.bytes ?? 0);
  }

  /**
   * The words of the vocabulary and their vectors: nearest neighbours, analogies, files. Composed when
   * first asked for, some two seconds for a million words.
   */
  get vectors(): KeyedVectors {
    const parts = this.#alive();
    const { words, wordCounts } = parts.dictionary;
    this.#vectors ??= createKeyedVectors({
      items: words,
      matrix: composeWords(parts),
      counts: wordCounts,
    });
    return this.#vectors;
  }

  /**
   * The vector of a word, in the vocabulary or not.
   *
   * @throws MissingItemError when the word is unseen and has no n-gram that the model knows
   */
  get(word: string): Float32Array {
    const { vector } = this.#find(word);
    if (vector) return vector;
    this.vectors.requireRow(word);
    throw new InvalidInputError(`There is no vector for ${describeValue(word)}.`);
  }

  /**
   * The words nearest to a word, a vector, or the mean of several, as `vectors.nearest`; here the
   * words of the query may be unseen ones.
   *
   * @throws MissingItemError when an unseen word has no n-gram that the model knows
   * @example
   * ```ts
   * import { trainFastText } from '@tovec/word/fasttext';
   *
   * const text = 'the cats chased the mice\nthe dogs chased the cats\n'.repeat(50);
   * const model = await trainFastText(text, { dimensions: 8, bucket: 1000, workers: 1 });
   * const [first] = model.nearest('dogsled', { topK: 1 });
   * console.log(typeof first?.item); // string
   * ```
   */
  nearest(query: NearestQuery, options: NearestOptions = {}): Neighbor[] {
    return this.vectors.nearest(this.#resolve(query), options);
  }

  /**
   * Writes the model to a file, atomically.
   *
   * | `format` | | |
   * |---|---|---|
   * | `'tovec'` | the default | one safetensors file; `precision` makes it smaller |
   * | `'fasttext-bin'` | for `.bin`, `.ftz` | fastText's own, which its tools and gensim load |
   * | `'word2vec-text'` | for `.vec`, `.txt` | the composed vectors only |
   *
   * @throws InvalidInputError when the format cannot hold the model
   * @throws SourceError when the file cannot be written
   */
  async save(path: string, options: SaveFastTextOptions = {}): Promise<void> {
    await saveFastText(path, this.#alive(), options, () => this.vectors);
  }

  /**
   * A model whose tables are codes of a product quantiser: a tenth of the memory and less, for a loss
   * that `quantization` reports. Written as `.ftz`, fastText's tools read it.
   */
  async quantize(options: QuantizeOptions = {}): Promise<FastText> {
    const { parts, report } = await quantizeParts(this.#alive(), options);
    return new FastText(parts, report);
  }

  /** Lets go of the tables. */
  async dispose(): Promise<void> {
    this.#parts = undefined;
    await this.#vectors?.dispose();
    this.#vectors = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  async #encode({ inputs }: EncodeCall<string>): Promise<EncodedBatch> {
    const parts = this.#alive();
    const { lists, origins } = rowsOfWords(parts, inputs);
    const vectors = new Float32Array(inputs.length * parts.settings.dimensions);
    parts.input.means(lists, vectors);
    const notes: RowNote[] = [];
    for (const [row, origin] of origins.entries()) {
      if (origin === 'known') continue;
      const word = describeValue(inputs[row]);
      const message =
        origin === 'composed'
          ? `${word} is not in the vocabulary: composed from its n-grams`
          : `no vector for ${word}, nor for an n-gram of it`;
      notes.push({ row, kind: origin, message });
    }
    return { vectors, notes };
  }

  #find(word: string) {
    const parts = this.#alive();
    const { lists, origins } = rowsOfWords(parts, [word]);
    const origin = origins[0]!;
    if (origin === 'missing') return { origin, vector: undefined };
    const vector = new Float32Array(parts.settings.dimensions);
    parts.input.means(lists, vector);
    return { origin, vector };
  }

  /** The query with vectors in place of unseen words; known ones stay, to be left out of the answer. */
  #resolve(query: NearestQuery): NearestQuery {
    if (typeof query === 'string') return this.#term(query);
    if (
      typeof query !== 'object' ||
      query === null ||
      !('positive' in query || 'negative' in query)
    )
      return query;
    const terms = (list: typeof query.positive) =>
      (typeof list === 'string' ? [list] : Array.isArray(list) ? list : list && [list])?.map(
        (term: ItemOrVector) => (typeof term === 'string' ? this.#term(term) : term),
      );
    return { ...query, positive: terms(query.positive), negative: terms(query.negative) };
  }

  #term(word: string): ItemOrVector {
    const { origin, vector } = this.#find(word);
    return origin === 'composed' ? vector : word;
  }

  #alive(): FastTextParts {
    if (this.#parts) return this.#parts;
    throw new InvalidInputError('This model was disposed of; load or train it again.');
  }
}
