import { describeValue, type Encoder, InvalidInputError } from '@tovec/core';
import { createKeyedVectors, type KeyedVectors } from '@tovec/vectors';
import { type EmbedKnownOptions, embedKnown } from '../encoding/embed-known.js';
import { isTable } from '../encoding/mean-vector.js';

/** Where the answers to analogies are looked for. */
export interface AnalogyTable {
  readonly vectors: KeyedVectors;
  /** How many of its words the encoder composed from parts. */
  readonly composed: number;
}

/**
 * The table of an encoder that has one, or else the vectors of the words of a vocabulary, in its
 * order, without those that the encoder does not know.
 */
export async function analogyTable(
  encoder: Encoder<string>,
  vocabulary: Iterable<string> | undefined,
  options: EmbedKnownOptions,
): Promise<AnalogyTable> {
  if (vocabulary === undefined) {
    if (isTable(encoder)) return { vectors: encoder, composed: 0 };
    throw new InvalidInputError(
      'Analogies are answered from a list of words: give KeyedVectors, which have one, or a ' +
        `vocabulary for the encoder ${describeValue((encoder as Encoder<string> | undefined)?.id)} to encode.`,
      { argument: 'vocabulary', given: vocabulary },
    );
  }
  const words = listWords(vocabulary);
  const { vectors, composed } = await embedKnown(encoder, words, options);
  const known = words.flatMap((word, at) => (vectors[at] ? { word, vector: vectors[at] } : []));
  if (known.length === 0) {
    throw new InvalidInputError(
      `The encoder '${encoder.id}' knows none of the ${words.length} words of the vocabulary.`,
      { argument: 'vocabulary', given: words.length },
    );
  }
  const matrix = new Float32Array(known.length * encoder.dimensions);
  for (const [row, { vector }] of known.entries()) matrix.set(vector, row * encoder.dimensions);
  const items = known.map(({ word }) => word);
  const table = createKeyedVectors({ items, matrix, dimensions: encoder.dimensions });
  return { vectors: table, composed: composed.size };
}

function listWords(vocabulary: Iterable<string>): string[] {
  if (typeof vocabulary === 'object' && vocabulary !== null && Symbol.iterator in vocabulary) {
    const words = [...new Set(vocabulary)];
    if (words.every((word) => typeof word === 'string')) return words;
  }
  throw new InvalidInputError(
    `vocabulary must be a list of words, but was ${describeValue(vocabulary)}.`,
    { argument: 'vocabulary', given: vocabulary },
  );
}
