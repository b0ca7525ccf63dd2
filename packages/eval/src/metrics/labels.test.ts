import { InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { golden } from '../testing/fixtures.js';
import { adjustedRandIndex, normalizedMutualInformation, purity, vMeasure } from './clusters.js';
import { type ClassScore, classificationScores, multiLabelScores } from './f1.js';

interface Averages {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly microF1: number;
  readonly weightedF1: number;
  readonly classes: readonly ClassScore[];
}
interface Golden {
  readonly labels: readonly (Averages & {
    readonly expected: number[];
    readonly predicted: number[];
    readonly confusion: number[][];
    readonly homogeneity: number;
    readonly completeness: number;
    readonly vMeasure: number;
    readonly vMeasure2: number;
    readonly nmi: number;
    readonly ari: number;
  })[];
  readonly sets: readonly (Averages & {
    readonly expected: number[][];
    readonly predicted: number[][];
  })[];
}

const { labels, sets } = golden<Golden>('labels.json');

function expectAverages(found: Averages, expected: Averages): void {
  for (const key of ['accuracy', 'macroF1', 'microF1', 'weightedF1'] as const) {
    expect(found[key], key).toBeCloseTo(expected[key], 9);
  }
  expect(found.classes).toHaveLength(expected.classes.length);
  for (const [at, own] of expected.classes.entries()) {
    for (const key of ['precision', 'recall', 'f1', 'support'] as const) {
      expect(found.classes[at]![key], key).toBeCloseTo(own[key], 9);
    }
  }
}

describe('scikit-learn', () => {
  test.each(labels)('scores $expected.length labels the same', (own) => {
    const found = classificationScores(own.expected, own.predicted);
    expectAverages(found, own);
    expect(found.confusion).toEqual(own.confusion);
  });

  test.each(sets)('scores $expected.length sets of labels the same', (own) => {
    expectAverages(multiLabelScores(own.expected, own.predicted), own);
  });

  test.each(labels)('holds $expected.length labels against clusters the same', (own) => {
    const { expected, predicted } = own;
    const found = vMeasure(expected, predicted);
    expect(found.homogeneity).toBeCloseTo(own.homogeneity, 9);
    expect(found.completeness).toBeCloseTo(own.completeness, 9);
    expect(found.vMeasure).toBeCloseTo(own.vMeasure, 9);
    expect(vMeasure(expected, predicted, 2).vMeasure).toBeCloseTo(own.vMeasure2, 9);
    expect(normalizedMutualInformation(expected, predicted)).toBeCloseTo(own.nmi, 9);
    expect(adjustedRandIndex(expected, predicted)).toBeCloseTo(own.ari, 9);
  });
});

const labelList = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 });

describe('agreement of clusters', () => {
  test('does not depend on what they are called', () => {
    fc.assert(
      fc.property(labelList, fc.nat(), (clusters, seed) => {
        const classes = clusters.map((label, at) => (label * 7 + at * seed) % 3);
        const renamed = clusters.map((label) => `cluster ${9 - label}`);
        for (const score of [normalizedMutualInformation, adjustedRandIndex, purity]) {
          expect(score(classes, renamed)).toBeCloseTo(score(classes, clusters), 9);
          expect(score(clusters, renamed)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test('is not scored for labels that do not fit each other', () => {
    expect(() => purity([], [])).toThrow(InvalidInputError);
    expect(() => vMeasure(['a'], ['a', 'b'])).toThrow('1 true labels and 2 predicted ones');
    expect(() => vMeasure(['a'], ['a'], -1)).toThrow('beta must be');
    expect(() => classificationScores(['a', 'b'], ['a'])).toThrow(InvalidInputError);
    expect(() => multiLabelScores([], [])).toThrow(InvalidInputError);
  });
});
