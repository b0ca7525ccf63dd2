import {
  check,
  type DefinedEncoder,
  defineEncoder,
  InvalidInputError,
  type JsonObject,
  type ModelFile,
  writeModelFile,
} from '@tovec/core';
import {
  type Corpus,
  type SgdSettings,
  sgdSettings,
  type TextTraining,
  type TrainingReport,
  trainText,
  trainTextOptionKeys,
} from '@tovec/training';
import {
  createKeyedVectors,
  type KeyedVectors,
  type OutputTables,
  outputTableTensors,
  vectorTensors,
} from '@tovec/vectors';
import type { Word2VecContinueOptions } from './options.js';

/** The encoder's id, in files and messages. */
export const word2vecId = 'word2vec';

interface Parts {
  readonly vectors: KeyedVectors;
  readonly outputs: OutputTables;
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
  #outputs: OutputTables;

  constructor({ vectors, outputs, settings, report }: Parts) {
    this.vectors = vectors;
    this.report = report;
    this.settings = settings;
    this.#outputs = outputs;
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
  static from(training: TextTraining): Word2Vec {
    const { vocabulary, input, output, tree, treeCounts, settings, report } = training;
    const { words, counts } = vocabulary;
    const vectors = createKeyedVectors({ items: words, matrix: input, counts });
    const outputs = { output: output?.values, tree: tree?.values, treeCounts };
    return new Word2Vec({ vectors, outputs, settings, report });
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
    const all = { ...this.settings, ...given(options) };
    const { negative, hierarchicalSoftmax } = sgdSettings(all);
    const { output, tree, treeCounts } = this.#outputs;
    const lacksOutput = negative > 0 && !output;
    if (lacksOutput || (hierarchicalSoftmax && !tree)) {
      throw new InvalidInputError(
        `this model has no output vectors to go on training with ${
          lacksOutput ? 'negative sampling' : 'hierarchical softmax'
        }; train as it was trained, and save it with Word2Vec.save, which keeps them`,
      );
    }
    const model = {
      words: items.toArray(),
      counts: counts ?? new Float64Array(size),
      ...{ input: matrix.values, output, tree, treeCounts, extendVocabulary },
    };
    const training = await trainText(corpus, all, { model });
    return Word2Vec.from(training);
  }

  /** Lets go of the tables. */
  async dispose(): Promise<void> {
    this.#outputs = {};
    await this.vectors.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  #file(): ModelFile {
    const { items, tensors } = vectorTensors(this.vectors);
    return {
      encoder: word2vecId,
      config: { modality: 'word', ...this.settings },
      report: this.report as unknown as JsonObject,
      items,
      tensors: { ...tensors, ...outputTableTensors(this.#outputs, this.vectors.dimensions) },
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
