import {
  type DefinedEncoder,
  defineEncoder,
  InvalidInputError,
  type Items,
  type JsonObject,
  type ModelFile,
  writeModelFile,
} from '@tovec/core';
import type { GloveTables } from '@tovec/training';
import { createKeyedVectors, type KeyedVectors, vectorTensors } from '@tovec/vectors';
import { chosenVectors, type VectorChoice, vectorChoice } from './choice.js';
import type { GloveModelSettings } from './options.js';
import type { GloveReport } from './report.js';
import { gloveTensors } from './tensors.js';

/** The encoder's id, in files and messages. */
export const gloveId = 'glove';

interface Parts {
  readonly vectors: KeyedVectors;
  readonly tables: GloveTables;
  readonly settings: GloveModelSettings;
  readonly report: GloveReport;
}

/** A trained GloVe model: the vectors, and the tables and biases they were made from. */
export class Glove implements AsyncDisposable {
  /** The words and their vectors: look-up, nearest neighbours, analogies. */
  readonly vectors: KeyedVectors;
  /** Encodes words by look-up; an unknown word is a row of zeros and a note. */
  readonly encoder: DefinedEncoder<string>;
  /** The settings it was trained with. */
  readonly settings: GloveModelSettings;
  /** What happened in training: seconds, speed, loss of each epoch. */
  readonly report: GloveReport;
  #tables: GloveTables | undefined;

  constructor({ vectors, tables, settings, report }: Parts) {
    const { words, contexts, wordBiases, contextBiases } = tables;
    this.vectors = vectors;
    this.#tables = { words, contexts, wordBiases, contextBiases };
    this.settings = settings;
    this.report = report;
    this.encoder = defineEncoder<string>({
      id: gloveId,
      modality: 'word',
      dimensions: vectors.dimensions,
      limits: vectors.limits,
      capabilities: vectors.capabilities,
      doEncode: (call) => vectors.doEncode(call),
    });
  }

  /** Word and context vectors, row by row in the order of the words, and their biases. */
  get tables(): GloveTables {
    if (this.#tables) return this.#tables;
    throw new InvalidInputError('This model was disposed of; load or train it again.');
  }

  /** The model of trained tables. */
  static from(trained: {
    readonly vocabulary: {
      readonly words: Items | readonly string[];
      readonly counts: Float64Array;
    };
    readonly tables: GloveTables;
    readonly settings: GloveModelSettings;
    readonly report: GloveReport;
  }): Glove {
    const { vocabulary, ...parts } = trained;
    const { dimensions, vectors: choice } = parts.settings;
    const vectors = createKeyedVectors({
      items: vocabulary.words,
      matrix: chosenVectors(parts.tables, dimensions, choice),
      counts: vocabulary.counts,
    });
    return new Glove({ ...parts, vectors });
  }

  /**
   * The same model with other vectors: the sum of word and context vectors, one of the two, or both,
   * one behind the other.
   *
   * @example
   * ```ts
   * import { trainGlove } from '@tovec/word/glove';
   *
   * const model = await trainGlove('one two three four '.repeat(50), { dimensions: 8, workers: 1 });
   * console.log(model.withVectors('concatenation').vectors.dimensions); // 16
   * ```
   */
  withVectors(choice: VectorChoice): Glove {
    const { items, counts, size } = this.vectors;
    return Glove.from({
      vocabulary: { words: items, counts: counts ?? new Float64Array(size) },
      tables: this.tables,
      settings: { ...this.settings, vectors: vectorChoice(choice) },
      report: this.report,
    });
  }

  /**
   * Writes the whole model as one safetensors file, atomically: a failed save leaves an old file as
   * it was. `loadGlove` reads it; so do `readVectors` and any safetensors reader. For other formats,
   * see `writeVectors`.
   *
   * @throws SourceError when the file cannot be written
   */
  async save(path: string, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    await writeModelFile(path, this.#file(), options);
  }

  /** Lets go of the vectors and tables. */
  async dispose(): Promise<void> {
    this.#tables = undefined;
    await this.vectors.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  #file(): ModelFile {
    const { items, tensors } = vectorTensors(this.vectors);
    return {
      encoder: gloveId,
      config: { modality: 'word', ...this.settings },
      report: this.report as unknown as JsonObject,
      items,
      tensors: { ...tensors, ...gloveTensors(this.tables, this.settings.dimensions) },
    };
  }
}
