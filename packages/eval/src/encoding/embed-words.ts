import type { Encoder } from '@tovec/core';
import { meanOf } from '../statistics/geometry.js';
import { type EmbedKnownOptions, embedKnown } from './embed-known.js';
import { joinedSpellings, spellingsOf } from './spellings.js';

export interface EmbeddedWords {
  /** The vector of each word that has one. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** Those among them that were composed of parts, by the encoder or here. */
  readonly composed: ReadonlySet<string>;
}

export interface EmbedWordsOptions extends EmbedKnownOptions {
  /** Whether a missing word is tried in its other spellings. */
  readonly caseFold: boolean;
}

/** The vectors of words by any encoder; a word that is missing is tried in its other spellings. */
export async function embedWords(
  encoder: Encoder<string>,
  words: Iterable<string>,
  { caseFold, ...options }: EmbedWordsOptions,
): Promise<EmbeddedWords> {
  const spell = caseFold ? spellingsOf : (word: string) => [word];
  return embedSpellings(encoder, new Set(words), spell, options);
}

/**
 * The same for terms of several words, with blanks or `_` in between. One that the encoder does not
 * know is the mean of those of its words that it knows, as in the tool of Camacho-Collados and
 * Navigli (2016).
 */
export async function embedTerms(
  encoder: Encoder<string>,
  terms: Iterable<string>,
  options: EmbedWordsOptions,
): Promise<EmbeddedWords> {
  const { caseFold, ...rest } = options;
  const all = new Set(terms);
  const spell = (term: string) => joinedSpellings(term, caseFold);
  const whole = await embedSpellings(encoder, all, spell, rest);
  const vectors = new Map(whole.vectors);
  const composed = new Set(whole.composed);
  const inParts = new Map(
    [...all]
      .filter((term) => !vectors.has(term))
      .map((term) => [term, term.split(/[\s_]+/).filter((part) => part !== '')] as const)
      .filter(([, parts]) => parts.length > 1),
  );
  const parts = await embedWords(encoder, [...inParts.values()].flat(), options);
  for (const [term, words] of inParts) {
    const found = words.flatMap((word) => parts.vectors.get(word) ?? []);
    if (found.length === 0) continue;
    vectors.set(term, Float32Array.from(meanOf(found, encoder.dimensions)));
    composed.add(term);
  }
  return { vectors, composed };
}

async function embedSpellings(
  encoder: Encoder<string>,
  words: ReadonlySet<string>,
  spell: (word: string) => string[],
  options: EmbedKnownOptions,
): Promise<EmbeddedWords> {
  const vectors = new Map<string, Float32Array>();
  const composed = new Set<string>();
  let tries = [...words].map((word) => ({ word, spellings: spell(word) }));
  while (tries.length > 0) {
    const inputs = tries.map(({ spellings }) => spellings[0]!);
    const embedded = await embedKnown(encoder, inputs, options);
    for (const [at, { word }] of tries.entries()) {
      const vector = embedded.vectors[at];
      if (!vector) continue;
      // A vector of another spelling's own is better than one composed of parts of this one.
      if (!embedded.composed.has(at)) composed.delete(word);
      else if (vectors.has(word)) continue;
      else composed.add(word);
      vectors.set(word, vector);
    }
    tries = tries
      .filter(({ word }) => !vectors.has(word) || composed.has(word))
      .filter(({ spellings }) => spellings.length > 1)
      .map(({ word, spellings }) => ({ word, spellings: spellings.slice(1) }));
  }
  return { vectors, composed };
}
