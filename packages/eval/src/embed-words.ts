import { type Encoder, encode, MissingItemError, type OnProgress } from '@tovec/core';
import { spellingsOf } from './spellings.js';

export interface EmbeddedWords {
  /** The vector of each word that has one. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** How many of them the encoder composed from parts. */
  readonly composed: number;
}

interface EmbedOptions {
  readonly caseFold: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress | undefined;
}

/** The vectors of words by any encoder; a word that is missing is tried in its other spellings. */
export async function embedWords(
  encoder: Encoder<string>,
  words: readonly string[],
  { caseFold, ...options }: EmbedOptions,
): Promise<EmbeddedWords> {
  const vectors = new Map<string, Float32Array>();
  let composed = 0;
  let tries = words.map((word) => ({ word, spellings: caseFold ? spellingsOf(word) : [word] }));
  while (tries.length > 0) {
    const inputs = tries.map(({ spellings }) => spellings[0]!);
    const embedded = await embedKnown(encoder, inputs, options);
    composed += embedded.composed;
    for (const [at, { word }] of tries.entries()) {
      const vector = embedded.vectors[at];
      if (vector) vectors.set(word, vector);
    }
    tries = tries
      .filter(({ word, spellings }) => !vectors.has(word) && spellings.length > 1)
      .map(({ word, spellings }) => ({ word, spellings: spellings.slice(1) }));
  }
  return { vectors, composed };
}

/** A vector for each input; undefined where the encoder has none. */
async function embedKnown(
  encoder: Encoder<string>,
  inputs: readonly string[],
  options: Omit<EmbedOptions, 'caseFold'>,
): Promise<{ vectors: (Float32Array | undefined)[]; composed: number }> {
  if (encoder.capabilities.missing === 'throw') return embedOneByOne(encoder, inputs, options);
  const embeddings = await encode(encoder, inputs, options);
  const rowsOf = (kind: string) =>
    new Set(embeddings.notes.filter((note) => note.kind === kind).map(({ row }) => row));
  const missing = rowsOf('missing');
  return {
    vectors: inputs.map((_, row) => (missing.has(row) ? undefined : embeddings.row(row))),
    composed: rowsOf('composed').size,
  };
}

/** For encoders that throw: one unknown word must not cost the others of its batch. */
async function embedOneByOne(
  encoder: Encoder<string>,
  inputs: readonly string[],
  { signal }: Omit<EmbedOptions, 'caseFold'>,
) {
  const vectors: (Float32Array | undefined)[] = [];
  for (const input of inputs) {
    try {
      vectors.push((await encode(encoder, [input], { signal })).row(0));
    } catch (error) {
      if (!MissingItemError.isInstance(error)) throw error;
      vectors.push(undefined);
    }
  }
  return { vectors, composed: 0 };
}
