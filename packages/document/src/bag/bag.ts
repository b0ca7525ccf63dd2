import {
  check,
  checkEncoder,
  type DefinedEncoder,
  defineEncoder,
  type Encoder,
  InvalidInputError,
  UnsupportedError,
  writeModelFile,
} from '@tovec/core';
import { tokenizer } from '@tovec/training';
import { KeyedVectors, principalComponents } from '@tovec/vectors';
import { type CommonPart, removeCommonPart } from './common-part.js';
import { meanVectors } from './mean-vectors.js';
import { bagFile, bagId } from './model-file.js';
import {
  type BagOptions,
  type BagSettings,
  bagSettings,
  countsOf,
  type WordCounts,
} from './options.js';

/** What a bag is made of. */
export interface BagParts {
  readonly words: Encoder<string>;
  readonly settings: BagSettings;
  readonly counts: WordCounts | undefined;
  readonly common: CommonPart | undefined;
}

/** Texts that something is learnt from. */
export type Texts = Iterable<string> | AsyncIterable<string>;

/**
 * Texts as means of the vectors of their words: the baseline that every document encoder has to beat.
 * With `weighting: 'sif'` and `fit` it is that of Arora, Liang and Ma (2017), "A simple but
 * tough-to-beat baseline for sentence embeddings". It never changes; `fit` returns another.
 */
export class Bag {
  /** Encodes texts. Words without a vector are left out and noted; a text of such words alone is zeros. */
  readonly encoder: DefinedEncoder<string>;
  readonly settings: BagSettings;
  readonly #parts: BagParts;
  readonly #split: (text: string) => string[];
  readonly #weightOf: (word: string) => number;

  constructor(parts: BagParts) {
    this.#parts = parts;
    this.settings = parts.settings;
    this.#split = tokenizer(parts.settings);
    this.#weightOf = weights(parts);
    const { words, settings, counts } = parts;
    this.encoder = defineEncoder<string>({
      id: bagId,
      modality: 'document',
      dimensions: words.dimensions,
      limits: { maxBatch: 4096, concurrent: true },
      capabilities: { deterministic: words.capabilities.deterministic, missing: 'report' },
      doEncode: async ({ inputs, signal }) => {
        if (settings.weighting === 'sif' && !counts) throw noCounts();
        return this.#encode(inputs, signal);
      },
    });
  }

  /**
   * Finds what all of these texts have in common, to be taken out of every text from then on: the
   * first principal component of their vectors (not centred), or the first few. Where the vectors
   * have no counts of words, they are counted here.
   *
   * @throws InvalidInputError when the texts, without those that have no vector, are too few
   * @example
   * ```ts
   * import { createBag } from '@tovec/document/bag';
   * import { createKeyedVectors } from '@tovec/vectors';
   *
   * const matrix = Float32Array.of(3, 1, 3, -1, 3, 0);
   * const words = createKeyedVectors({ items: ['good', 'bad', 'film'], matrix, dimensions: 2 });
   * const bag = await createBag(words).fit(['good film', 'bad film', 'film']);
   * const { data } = await bag.encoder.encode(['good film', 'bad film']);
   * console.log([...data]); // [ 0, 0.5, 0, -0.5 ]
   * ```
   */
  async fit(
    texts: Texts,
    options: { readonly components?: number; readonly signal?: AbortSignal } = {},
  ): Promise<Bag> {
    check.knownKeys('BagFitOptions', options, ['components', 'signal']);
    const { components: count = 1, signal } = options;
    const { dimensions } = this.#parts.words;
    check.integer('components', count, { min: 1, max: dimensions });
    const list = await listOf(texts);
    const counts = this.#parts.counts ?? countWords(list.map(this.#split));
    const counted = new Bag({ ...this.#parts, counts, common: undefined });
    const { data, notes } = await counted.encoder.encode(list, { signal });
    const empty = new Set(notes.filter(({ kind }) => kind === 'missing').map(({ row }) => row));
    if (list.length - empty.size < count) {
      throw new InvalidInputError(
        `of ${list.length} texts ${list.length - empty.size} have a vector, too few to find ` +
          `${count} common component${count > 1 ? 's' : ''}; give more texts`,
        { argument: 'texts', given: list.length },
      );
    }
    const { components } = principalComponents(data, { dimensions, count, center: false });
    return new Bag({ ...this.#parts, counts, common: { components, dimensions } });
  }

  /**
   * Writes word vectors, counts and common part as one safetensors file, atomically.
   *
   * @throws UnsupportedError unless the words are `KeyedVectors`: other encoders have files of their own
   */
  async save(path: string, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    check.string('path', path, { nonEmpty: true });
    const { words } = this.#parts;
    if (!(words instanceof KeyedVectors)) {
      throw new UnsupportedError(
        `a bag can be saved with KeyedVectors, but its words are encoded by '${words.id}'; save that ` +
          'model, and make the bag anew from it',
      );
    }
    await writeModelFile(path, bagFile({ ...this.#parts, words }), options);
  }

  async #encode(texts: readonly string[], signal: AbortSignal | undefined) {
    const { words, common } = this.#parts;
    const split = texts.map(this.#split);
    const result = await meanVectors(split, words, this.#weightOf, signal);
    if (common) removeCommonPart(result.vectors, common);
    return result;
  }
}

/**
 * A bag of words over any word encoder.
 *
 * @param words vectors of words: `KeyedVectors`, or any encoder of words
 * @throws InvalidInputError for an option that cannot be, or words that are no encoder
 * @example
 * ```ts
 * import { createBag } from '@tovec/document/bag';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const matrix = Float32Array.of(1, 0, 0, 1);
 * const words = createKeyedVectors({ items: ['cat', 'dog'], matrix, dimensions: 2 });
 * const { data, notes } = await createBag(words).encoder.encode(['cat dog', 'cat cow']);
 * console.log([...data]); // [ 0.5, 0.5, 1, 0 ]
 * console.log(notes[0]?.message); // 1 of 2 words have no vector: cow
 * ```
 */
export function createBag(words: Encoder<string>, options: BagOptions = {}): Bag {
  checkEncoder(words);
  const settings = bagSettings(options);
  const counts = options.counts ?? countsOf(words);
  return new Bag({ words, settings, counts, common: undefined });
}

/** a / (a + p(w)), where a word that was never counted has the probability 0. */
function weights({ settings: { weighting, a }, counts }: BagParts): (word: string) => number {
  if (weighting === 'mean' || !counts) return () => 1;
  let total = 0;
  for (const count of counts.values()) total += count;
  return (word) => a / (a + (counts.get(word) ?? 0) / total);
}

function noCounts(): InvalidInputError {
  return new InvalidInputError(
    "weighting 'sif' needs to know how often words occur, and these vectors have no counts; pass " +
      '`counts`, or `fit` the bag on texts to count them in',
    { argument: 'counts' },
  );
}

function countWords(texts: readonly (readonly string[])[]): WordCounts {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

async function listOf(texts: Texts): Promise<string[]> {
  const list: string[] = [];
  for await (const text of texts) list.push(check.string(`text ${list.length}`, text));
  return list;
}
