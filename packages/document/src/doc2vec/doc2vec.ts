import {
  check,
  type DefinedEncoder,
  defineEncoder,
  type Embeddings,
  embeddingsFrom,
  InvalidInputError,
  type RowNote,
  UnsupportedError,
  writeModelFile,
} from '@tovec/core';
import { matrixAt } from '@tovec/kernels';
import { DocumentInference, type DocumentReport, type DocumentSettings } from '@tovec/training';
import {
  createKeyedVectors,
  type ItemOrVector,
  type KeyedVectors,
  type NearestOptions,
  type NearestQuery,
  type Neighbor,
} from '@tovec/vectors';
import { inferSettings } from './infer-settings.js';
import { doc2vecId, modelFile } from './model-file.js';
import type { Doc2VecInferOptions } from './options.js';
import { type Doc2VecParts, disposed } from './parts.js';
import { type UnseenDocument, wordIds } from './word-ids.js';

/** What documents are sought by: a word that has a vector, or a text whose vector is inferred. */
export type DocumentQuery = { readonly word: string } | { readonly text: UnseenDocument };

/**
 * A trained Doc2Vec model: the vectors of the documents' tags, those of words where they were trained,
 * and what it takes to infer vectors of unseen documents.
 */
export class Doc2Vec implements AsyncDisposable {
  /** The tags and their vectors: look-up, nearest neighbours. */
  readonly documents: KeyedVectors;
  /** The words and their vectors; undefined with `'dbow'` without `trainWords`, which has none. */
  readonly words: KeyedVectors | undefined;
  /** Encodes texts by inference; one without a known word is a row of zeros and a note. */
  readonly encoder: DefinedEncoder<string>;
  /** What happened in training: documents, tokens, seconds, speed, loss of each epoch. */
  readonly report: DocumentReport;
  /** The settings it was trained with. */
  readonly settings: DocumentSettings;
  #parts: Doc2VecParts | undefined;
  #inference: DocumentInference | undefined;
  #idsOf: ReturnType<typeof wordIds> | undefined;

  constructor(parts: Doc2VecParts) {
    this.#parts = parts;
    this.documents = parts.documents;
    this.words = wordVectors(parts);
    this.report = parts.report;
    this.settings = parts.settings;
    this.encoder = defineEncoder<string>({
      id: doc2vecId,
      modality: 'document',
      dimensions: parts.settings.dimensions,
      limits: { maxBatch: 4096, concurrent: false },
      capabilities: { deterministic: true, missing: 'report' },
      doEncode: async ({ inputs, signal }) => {
        const { data, notes } = await this.infer(inputs, { signal });
        return { vectors: data, notes };
      },
    });
  }

  /**
   * Infers vectors of documents that the model has not seen: each learns by itself, while everything
   * else stays as it is, to the bit. The vector of a document depends on its words and the options
   * alone, not on other documents or threads. A document without a known word is a row of zeros with
   * the note `missing`.
   *
   * @param documents texts, split into words as in training, or arrays of tokens
   * @throws InvalidInputError for an option that cannot be, or what is no document
   * @example
   * ```ts
   * import { trainDoc2Vec } from '@tovec/document/doc2vec';
   *
   * const texts = ['the cat purrs', 'the rain falls'];
   * const documents = Array.from({ length: 200 }, (_, at) => texts[at % 2] as string);
   * const model = await trainDoc2Vec(documents, { dimensions: 16, workers: 1 });
   * const { rows, notes } = await model.infer(['a cat', 'qqq']);
   * console.log(rows, notes[0]?.message); // 2 its only word is not known
   * ```
   */
  async infer(
    documents: readonly UnseenDocument[],
    options: Doc2VecInferOptions = {},
  ): Promise<Embeddings> {
    const parts = this.#alive();
    const how = inferSettings(options, this.settings);
    if (!Array.isArray(documents)) {
      throw new InvalidInputError(
        'documents to infer are an array of texts or of arrays of tokens',
        {
          ...{ argument: 'documents', given: documents },
        },
      );
    }
    this.#idsOf ??= wordIds(parts);
    const known = documents.map(this.#idsOf);
    const notes: RowNote[] = known.flatMap(({ ids, words }, row) =>
      ids.length > 0
        ? []
        : [
            {
              row,
              kind: 'missing',
              message: words === 0 ? 'it has no words' : unknownWords(words),
            },
          ],
    );
    const { vocabulary, wordTable, output, tree, tagsOfDocument } = parts;
    this.#inference ??= new DocumentInference({
      ...{ settings: this.settings, counts: vocabulary.counts, tags: tagsOfDocument },
      ...{ input: wordTable?.values ?? new Float32Array(), output, tree },
    });
    const ids = known.map((document) => document.ids);
    const vectors = await this.#inference.infer(ids, how);
    return embeddingsFrom(vectors, this.settings.dimensions, notes);
  }

  /**
   * Whether anything was learnt of a tag: not where none of its documents' words is known; then its
   * vector is zero.
   *
   * @throws MissingItemError
   */
  isLearnt(tag: string): boolean {
    return this.documents.get(tag).some((value) => value !== 0);
  }

  /** The documents nearest to a tag, a vector, or several. @throws MissingItemError */
  nearest(query: NearestQuery, options: NearestOptions = {}): Neighbor[] {
    return this.documents.nearest(query, options);
  }

  /**
   * The words nearest to a document.
   *
   * @throws MissingItemError for a tag that is not there
   * @throws UnsupportedError when the model has no vectors of words
   */
  nearestWords(document: ItemOrVector, options: NearestOptions = {}): Neighbor[] {
    const vector = typeof document === 'string' ? this.documents.get(document) : document;
    return this.#wordVectors().nearest(vector, options);
  }

  /**
   * The documents nearest to a word, or to a text that the model has not seen.
   *
   * @throws MissingItemError for a word that is not there, InvalidInputError for a text without one
   *   that is known
   * @throws UnsupportedError for a word when the model has no vectors of words
   * @example
   * ```ts
   * import { trainDoc2Vec } from '@tovec/document/doc2vec';
   *
   * const documents = Array.from({ length: 400 }, (_, at) =>
   *   at % 2 ? 'cat purrs mouse cat' : 'rain cloud wind rain',
   * );
   * const options = { architecture: 'dbow', dimensions: 16, workers: 1, sample: 0 } as const;
   * const model = await trainDoc2Vec(documents, options);
   * const [first] = await model.nearestDocuments({ text: 'cloud and rain' });
   * console.log(Number(first?.item) % 2); // 0
   * ```
   */
  async nearestDocuments(
    query: DocumentQuery,
    options: NearestOptions & Pick<Doc2VecInferOptions, 'signal'> = {},
  ): Promise<Neighbor[]> {
    const { signal, ...nearest } = options;
    if ('word' in query) return this.nearest(this.#wordVectors().get(query.word), nearest);
    const embeddings = await this.infer([query.text], { signal });
    const [note] = embeddings.notes;
    if (note) {
      throw new InvalidInputError(`the text has no vector: ${note.message}`, {
        ...{ argument: 'text', given: query.text },
      });
    }
    return this.nearest(embeddings.row(0), nearest);
  }

  /**
   * Writes the whole model as one safetensors file, atomically: a failed save leaves an old file as
   * it was. `loadDoc2Vec` reads it; `readVectors` reads the vectors of its tags.
   *
   * @throws SourceError when the file cannot be written
   */
  async save(path: string, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    check.string('path', path, { nonEmpty: true });
    await writeModelFile(path, modelFile(this.#alive()), options);
  }

  /** Lets go of the tables. */
  async dispose(): Promise<void> {
    this.#parts = undefined;
    this.#inference = undefined;
    this.#idsOf = undefined;
    await this.documents.dispose();
    await this.words?.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  #alive(): Doc2VecParts {
    if (!this.#parts) throw disposed();
    return this.#parts;
  }

  #wordVectors(): KeyedVectors {
    if (this.words) return this.words;
    throw new UnsupportedError(
      "this model has no vectors of words: 'dbow' trains none; pass trainWords: true, or train 'dm'",
    );
  }
}

function unknownWords(words: number): string {
  return words === 1 ? 'its only word is not known' : `none of its ${words} words is known`;
}

/** The rows of words, without the padding behind them. */
function wordVectors({ vocabulary, wordTable }: Doc2VecParts): KeyedVectors | undefined {
  if (!wordTable) return undefined;
  const { memory, byteOffset, dimensions } = wordTable;
  const { words: items, counts } = vocabulary;
  const matrix = matrixAt(memory, byteOffset, items.length, dimensions);
  return createKeyedVectors({ items, matrix, counts, modality: 'word' });
}
