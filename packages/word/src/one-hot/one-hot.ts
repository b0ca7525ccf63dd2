import {
  type DefinedEncoder,
  defineEncoder,
  describeValue,
  type EncodeCall,
  InvalidInputError,
  Items,
  ModelFileError,
  type OpenSourceOptions,
  type RowNote,
  readModelFile,
  type Source,
  writeModelFile,
} from '@tovec/core';
import { type Corpus, type CountVocabularyOptions, countVocabulary } from '@tovec/training';

/** The encoder's id, in files and messages. */
const oneHotId = 'one-hot';

/** Numbers one batch may hold: 64 MB of them. */
const batchNumbers = 1 << 24;

/**
 * The one-hot encoder: as many dimensions as there are words, and a single 1 in each vector. What a
 * learnt encoder must beat, and what its few dimensions are to be compared with.
 */
export interface OneHot {
  readonly encoder: DefinedEncoder<string>;
  /** The words, in the order of their dimensions. */
  readonly words: readonly string[];
  /** The dimension of a word, or -1. */
  indexOf(word: string): number;
  /** Writes the words as a tovec model file, atomically. @throws SourceError */
  save(path: string): Promise<void>;
}

/**
 * A one-hot encoder of the words given.
 *
 * @throws InvalidInputError when there is no word, or one twice, or something else than words
 * @example
 * ```ts
 * import { createOneHot } from '@tovec/word/one-hot';
 *
 * const { encoder } = createOneHot(['cat', 'dog', 'fish']);
 * const embeddings = await encoder.encode(['dog', 'bird']);
 * console.log(embeddings.row(0), embeddings.notes[0]?.kind); // Float32Array(3) [ 0, 1, 0 ] missing
 * ```
 */
export function createOneHot(words: Iterable<string>): OneHot {
  const list = listOf(words);
  const index = new Map(list.map((word, position) => [word, position]));
  if (list.length === 0 || index.size !== list.length) {
    const twice = list.find((word, position) => index.get(word) !== position);
    throw new InvalidInputError(
      list.length === 0
        ? 'A one-hot encoder needs at least one word, but none was given.'
        : `The words of a one-hot encoder must differ, but '${twice}' is there twice.`,
      { argument: 'words', given: twice },
    );
  }
  const encoder = defineEncoder<string>({
    id: oneHotId,
    modality: 'word',
    dimensions: list.length,
    limits: { maxBatch: Math.max(1, Math.floor(batchNumbers / list.length)), concurrent: true },
    capabilities: { deterministic: true, missing: 'report' },
    doEncode: async (call) => encodeBatch(call, index),
  });
  return {
    encoder,
    words: list,
    indexOf: (word) => index.get(word) ?? -1,
    save: (path) =>
      writeModelFile(path, {
        encoder: oneHotId,
        config: { modality: 'word' },
        items: Items.from(list),
        tensors: {},
      }),
  };
}

/** What a collection of words holds; a lone string is no collection of its letters. */
function listOf(words: Iterable<string>): string[] {
  if (typeof words === 'object' && words !== null && Symbol.iterator in words) {
    const list = [...words];
    if (list.every((word) => typeof word === 'string')) return list;
  }
  throw new InvalidInputError(
    `A one-hot encoder needs a collection of strings, but was given ${describeValue(words)}.`,
    { argument: 'words', given: words },
  );
}

function encodeBatch({ inputs }: EncodeCall<string>, index: ReadonlyMap<string, number>) {
  const vectors = new Float32Array(inputs.length * index.size);
  const notes: RowNote[] = [];
  inputs.forEach((word, row) => {
    const dimension = index.get(word);
    if (dimension === undefined) notes.push({ row, kind: 'missing' });
    else vectors[row * index.size + dimension] = 1;
  });
  return { vectors, notes };
}

/**
 * A one-hot encoder of a corpus's words, the most frequent first.
 *
 * @throws InvalidInputError, SourceError as `countVocabulary` of `@tovec/training`
 * @example
 * ```ts
 * import { trainOneHot } from '@tovec/word/one-hot';
 *
 * const { words } = await trainOneHot('a rose is a rose is a rose', { minCount: 1 });
 * console.log(words); // [ 'a', 'rose', 'is' ]
 * ```
 */
export async function trainOneHot(
  corpus: Corpus,
  options: CountVocabularyOptions = {},
): Promise<OneHot> {
  const { words } = await countVocabulary(corpus, options);
  return createOneHot(words);
}

/**
 * Loads what `OneHot.save` wrote.
 *
 * @throws ModelFileError when it is damaged or another encoder's; SourceError when it cannot be read
 */
export async function loadOneHot(source: Source, options: OpenSourceOptions = {}): Promise<OneHot> {
  const { items } = await readModelFile(source, { ...options, encoder: oneHotId });
  const file = typeof source === 'string' ? source : 'the model';
  if (!items) throw new ModelFileError('the one-hot model has no words (items)', { file });
  try {
    return createOneHot(items);
  } catch (cause) {
    throw new ModelFileError(`the one-hot model's words cannot be: ${(cause as Error).message}`, {
      file,
      cause,
    });
  }
}
