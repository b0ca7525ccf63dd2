import { InvalidInputError, MissingItemError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { royal } from '../testing/royal.js';
import { combinePair, type PairOperator, pairOperators, pairVectors } from './pair-vectors.js';

const rows = (operator: PairOperator) =>
  [...pairVectors(royal(), [['king', 'queen']], { operator })].map((row) => [...row]);

describe('the vector of a pair', () => {
  test('is made by the operators of node2vec', () => {
    // king is [3, 1, 0], queen [3, −1, 0]
    expect(rows('hadamard')).toEqual([[9, -1, 0]]);
    expect(rows('average')).toEqual([[3, 0, 0]]);
    expect(rows('l1')).toEqual([[0, 2, 0]]);
    expect(rows('l2')).toEqual([[0, 4, 0]]);
    expect(rows('concatenation')).toEqual([[3, 1, 0, 3, -1, 0]]);
  });

  test.each(pairOperators.filter((operator) => operator !== 'concatenation'))(
    'is the same for both directions: %s',
    (operator) => {
      const options = { operator };
      const there = pairVectors(royal(), [['king', 'apple']], options);
      expect(pairVectors(royal(), [['apple', 'king']], options).row(0)).toEqual(there.row(0));
    },
  );

  test('has a row for each pair, none for no pairs', () => {
    expect(pairVectors(royal(), [], { operator: 'l1' }).rows).toBe(0);
    const pairs = new Set([['king', 'man'] as const, ['man', 'man'] as const]);
    expect(pairVectors(royal(), pairs, { operator: 'l2' }).row(1)).toEqual(new Float32Array(3));
  });

  test('needs two items that have vectors, and an operator', () => {
    const operator = 'l1';
    const pairs = (...given: unknown[]) => given as [string, string][];
    expect(() => pairVectors(royal(), [['king', 'quen']], { operator })).toThrow(MissingItemError);
    expect(() => pairVectors(royal(), [['king', 'quen']], { operator })).toThrow("'queen'?");
    expect(() => pairVectors(royal(), pairs(['king']), { operator })).toThrow('pairs[0] must be');
    expect(() => pairVectors(royal(), pairs('ab'), { operator })).toThrow(InvalidInputError);
    const product = { operator: 'product' as 'l1' };
    expect(() => pairVectors(royal(), [], product)).toThrow("'hadamard', 'average'");
    expect(() => combinePair('l1', [1], [1, 2], new Float32Array(1))).toThrow('1 and 2 numbers');
  });
});
