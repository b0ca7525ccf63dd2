import { check } from '@tovec/core';
import { allocateMatrix, type Matrix } from '@tovec/kernels';
import type { GloveTables } from '@tovec/training';

const choices = ['sum', 'word', 'context', 'concatenation'] as const;

/**
 * Which vectors a word gets: the sum of its word and its context vector (Stanford's default), one of
 * the two, or one behind the other, twice as long.
 */
export type VectorChoice = (typeof choices)[number];

/** @throws InvalidInputError */
export function vectorChoice(choice: VectorChoice = 'sum'): VectorChoice {
  return check.oneOf('vectors', choice, choices);
}

/** The vectors of a choice. */
export function chosenVectors(
  { words, contexts }: Pick<GloveTables, 'words' | 'contexts'>,
  dimensions: number,
  choice: VectorChoice,
): Matrix {
  const rows = words.length / dimensions;
  if (choice !== 'concatenation') {
    const matrix = allocateMatrix(rows, dimensions);
    matrix.values.set(choice === 'context' ? contexts : words);
    if (choice === 'sum') {
      for (let at = 0; at < contexts.length; at++) matrix.values[at]! += contexts[at]!;
    }
    return matrix;
  }
  const matrix = allocateMatrix(rows, 2 * dimensions);
  for (let row = 0; row < rows; row++) {
    const from = row * dimensions;
    matrix.values.set(words.subarray(from, from + dimensions), 2 * from);
    matrix.values.set(contexts.subarray(from, from + dimensions), 2 * from + dimensions);
  }
  return matrix;
}
