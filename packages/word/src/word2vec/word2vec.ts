import {
  check,
  type DefinedEncoder,
  defineEncoder,
  InvalidInputError,
  type JsonObject,
  type ModelFile,
  writeModelFile,
} from '@tovec/core';
import type { Matrix } from '@tovec/kernels';
import {
  type Corpus,
  type SgdSettings,
  type TextTraining,
  type TrainingReport,
  trainText,
  trainTextOptionKeys,
} from '@tovec/training';
import { createKeyedVectors, type KeyedVectors, vectorTensors } from '@tovec/vectors';
import type { Word2VecContinueOptions } from './options.js';

/** The encoder's id, in files and messages. */
export const word2vecId = 'word2vec';

/** The tensor of output vectors in a model file. */
export const outputTensor = 'output';

interface Parts {
  readonly vectors: KeyedVectors;
  /** Output vectors, which further training needs; undefined when a file has none. */
  readonly output: Matrix | Float32Array | undefined;
  readonly settings: SgdSettings;
  readonly report: TrainingReport;
}

/**
 * A trained Word2Vec model: the vectors, and what it takes to go on training.
 *
 * The vectors stand in the memory they were trained in; whoever needs only them and has little memory
 * to spare saves the model and reads it back with `readVectors`.
 */
export class Word2Vec implements AsyncDisposable {
  /** The words and their vectors: look-up, nearest neighbours, analogies. */
  readonly vectors: KeyedVectors;
  /** Encodes words by look-up; an unknown word is a row of zeros and a note. */
  readonly encoder: DefinedEncoder<string>;
  /** What happened in training: tokens, seconds, speed, loss of each epoch. */
  readonly report: TrainingReport;
  /** The settings it was trained with. */
  readonly settings: SgdSettings;
  #output: Matrix | Float32Array | undefined;

  constructor({ vectors, output, settings, report }: Parts) {
    this.vectors = vectors;
    this.report = report;
    this.settings = settings;
    this.#output = output;
    this.encoder = defineEncoder<string>({
      id: word2vecId,
      modality: 'word',
      dimensions: vectors.dimensions,
      limits: vectors.limits,
      capabilities: vectors.capabilities,
      doEncode: (call) => vectors.doEncode(call),
    });
  }

  /** The model that a training made. */
  static from({ vocabulary, input, output, settings, report }: TextTraining): Word2Vec {
    const { words, counts } = vocabulary;
    const vectors = createKeyedVectors({ items: words, matrix: input, counts });
    return new Word2Vec({ vectors, output, settings, report });
  }

  /**
   * Writes the whole model as one safetensors file, atomically: a failed save leaves an old file as
   * it was. `loadWord2Vec` reads it; so do `readVectors` and any safetensors reader. For other
   * formats, see `writeVectors`.
   *
   * @throws SourceError when the file cannot be written
   */
  async save(path: string, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    await writeModelFile(path, this.#file(), options);
  }

  /**
   * Goes on training on more text and returns the model that results; this one stays as it is. The
   * learning rate starts anew. Words are weighted by all text seen so far.
   *
   * @throws InvalidInputError as `trainWord2Vec`, and when none of its words is known
   * @example
   * ```ts
   * import { trainWord2Vec } from '@tovec/word/word2vec';
   *
   * const options = { dimensions: 8, minCount: 1, workers: 1 };
   * const model = await trainWord2Vec('one two three four '.repeat(50), options);
   * const more = await model.continueTraining('three four five '.repeat(50), {
   *   extendVocabulary: true,
   * });
   * console.log(model.vectors.size, more.vectors.size); // 4 5
   * ```
   */
  async continueTraining(
    corpus: Corpus,
    { extendVocabulary = false, ...options }: Word2VecContinueOptions = {},
  ): Promise<Word2Vec> {
    check.knownKeys('Word2VecContinueOptions', options, continueOptionKeys);
    check.boolean('extendVocabulary', extendVocabulary);
    const { items, counts, size, matrix } = this.vectors;
    const output = this.#output;
    if (!output) {
      throw new InvalidInputError(
        'this model has no output vectors to go on training with; save it with Word2Vec.save, ' +
          'which keeps them',
      );
    }
    const training = await trainText(
      corpus,
      { ...this.settings, ...given(options) },
      {
        words: items.toArray(),
        counts: counts ?? new Float64Array(size),
        input: matrix.values,
        output: output instanceof Float32Array ? output : output.values,
        extendVocabulary,
      },
    );
    return Word2Vec.from(training);
  }

  /** Lets go of the tables. */
  async dispose(): Promise<void> {
    this.#output = undefined;
    await this.vectors.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  #file(): ModelFile {
    const { items, tensors } = vectorTensors(this.vectors);
    const values = this.#output instanceof Float32Array ? this.#output : this.#output?.values;
    return {
      encoder: word2vecId,
      config: { modality: 'word', ...this.settings },
      report: this.report as unknown as JsonObject,
      items,
      tensors: {
        ...tensors,
        ...(values && {
          [outputTensor]: {
            dtype: 'F32',
            shape: [this.vectors.size, this.vectors.dimensions],
            bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
          },
        }),
      },
    };
  }
}

const continueOptionKeys = [
  ...trainTextOptionKeys.filter((key) => key !== 'architecture' && key !== 'dimensions'),
  'extendVocabulary',
];

/** The options without those that are undefined, which are as good as not there. */
function given<Options extends object>(options: Options): Partial<Options> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Options>;
}
