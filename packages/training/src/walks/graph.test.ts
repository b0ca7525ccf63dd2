import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { graphOf } from '../testing/graphs.js';
import { factsOf, startsToLearn } from './graph.js';
import { walkSettings } from './settings.js';
import { chooseStrategy } from './strategy.js';
import { weakThresholds, weightSums } from './weights.js';

const star = graphOf(
  [
    [0, 1],
    [0, 2],
    [0, 3],
  ],
  { nodes: 5 },
);

describe('what is known of a graph', () => {
  test('is its size, and how its arcs follow each other', () => {
    const facts = factsOf(star);
    expect(facts).toMatchObject({ nodes: 5, arcs: 6, mostArcs: 3, isSymmetric: true });
    expect([...facts.incoming]).toEqual([3, 1, 1, 1, 0]);
    // Three from the middle for each way in, one back for each way out.
    expect(facts.pairs).toBe(9 + 3);
    expect([...startsToLearn(star, 0)]).toEqual([0, 1, 2, 3]);
    expect([...startsToLearn(star, 2)]).toEqual([2, 3]);
  });

  test('is where walks start that come by the nodes from one on, sinks among them', () => {
    const ways = graphOf(
      [
        [0, 1],
        [1, 2],
        [1, 4],
        [2, 3],
        [3, 0],
      ],
      { isDirected: true },
    );
    expect([...startsToLearn(ways, 0)]).toEqual([0, 1, 2, 3]);
    expect([...startsToLearn(ways, 3)]).toEqual([1, 3]);
  });

  test('is whether all arcs have a reverse of the same weight', () => {
    const isSymmetric = (
      ...[edges, isDirected = true]: [Parameters<typeof graphOf>[0], boolean?]
    ) => factsOf(graphOf(edges, { isDirected })).isSymmetric;
    expect(
      isSymmetric(
        [
          [0, 1, 2],
          [1, 2, 3],
          [2, 2, 1],
        ],
        false,
      ),
    ).toBe(true);
    expect(
      isSymmetric([
        [0, 1],
        [1, 0],
      ]),
    ).toBe(true);
    expect(
      isSymmetric([
        [0, 1, 2],
        [1, 0, 3],
      ]),
    ).toBe(false);
    // As many ways in as out everywhere, but a circle has no way back.
    expect(
      isSymmetric([
        [0, 1],
        [1, 2],
        [2, 0],
      ]),
    ).toBe(false);
  });

  test('are the weights below which its arcs are weak', () => {
    const { offsets, weights } = graphOf(
      [
        [0, 1, 1],
        [0, 2, 3],
      ],
      { isDirected: true },
    );
    expect([...weightSums(offsets, weights!)]).toEqual([4, 0, 0]);
    expect([...weakThresholds(offsets, weights!, 0)]).toEqual([2, 0, 0]);
    expect([...weakThresholds(offsets, weights!, 1)]).toEqual([3, 0, 0]);
    expect([...weakThresholds(offsets, weights!, -5)]).toEqual([0, 0, 0]);
  });
});

describe('an arc table that is none is refused', () => {
  const u32 = (...numbers: number[]) => Uint32Array.from(numbers);
  test.each([
    ['without arcs', { offsets: u32(0, 0), targets: u32() }, 'no edges'],
    ['without nodes', { offsets: u32(), targets: u32() }, 'offsets'],
    [
      'whose offsets do not end with its arcs',
      { offsets: u32(0, 1), targets: u32(0, 0) },
      '2 arcs',
    ],
    ['whose offsets fall', { offsets: u32(0, 2, 1, 3), targets: u32(0, 1, 2) }, 'node 1'],
    ['that leads nowhere', { offsets: u32(0, 1), targets: u32(7) }, 'node 7 of 1'],
    ['that is not sorted', { offsets: u32(0, 2, 2), targets: u32(1, 0) }, 'not sorted'],
    ['with an arc twice', { offsets: u32(0, 2, 2), targets: u32(1, 1) }, 'twice'],
    [
      'with a weight of 0',
      { offsets: u32(0, 1), targets: u32(0), weights: Float32Array.of(0) },
      '0',
    ],
    [
      'with no number',
      { offsets: u32(0, 1), targets: u32(0), weights: Float32Array.of(Number.NaN) },
      'NaN',
    ],
    [
      'with too few weights',
      { offsets: u32(0, 1), targets: u32(0), weights: new Float32Array(0) },
      'fit',
    ],
  ])('%s', (_, arcs, message) => {
    expect(() => factsOf(arcs)).toThrow(InvalidInputError);
    expect(() => factsOf(arcs)).toThrow(message);
  });
});

describe('the strategy', () => {
  const facts = factsOf(star);
  const choose = (options: Parameters<typeof walkSettings>[0], steps = 1e6, pairs = facts.pairs) =>
    chooseStrategy(walkSettings(options), { ...facts, pairs }, steps);

  test('is chosen by p and q, size and density', () => {
    expect(choose({})).toBe('first-order');
    expect(choose({ p: 0.5 })).toBe('precomputed');
    expect(choose({ p: 0.5 }, 20)).toBe('rejection');
    expect(choose({ q: 2 }, 1e9, 1e8)).toBe('rejection');
  });

  test('can be forced, where it can do what is asked for', () => {
    expect(choose({ strategy: 'rejection' })).toBe('rejection');
    expect(choose({ q: 2, strategy: 'precomputed' }, 1)).toBe('precomputed');
    expect(() => choose({ q: 2, strategy: 'first-order' })).toThrow(
      'first-order walks have p = q = 1',
    );
    expect(() => choose({ q: 2, strategy: 'precomputed' }, 1, 1e9)).toThrow('4 GiB');
  });

  test.each([
    [{ p: 0 }, 'p must be'],
    [{ q: -1 }, 'q must be'],
    [{ p: Number.NaN }, 'p must be'],
    [{ walkLength: 1 }, 'walkLength must be'],
    [{ walksPerNode: 0 }, 'walksPerNode must be'],
    [{ strategy: 'fast' as 'auto' }, 'strategy must be'],
  ])('and the other settings are refused where they cannot be: %j', (options, message) => {
    expect(() => walkSettings(options)).toThrow(message);
  });
});
