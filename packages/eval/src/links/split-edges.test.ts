import { InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Edge } from '../datasets/read-edges.js';
import { rejection } from '../testing/bytes.js';
import type { EdgeSplit, NodePair } from './edge-split.js';
import { splitEdges } from './split-edges.js';

const keyOf = ([a, b]: readonly [string, string, number?], directed = false) =>
  directed || a < b ? `${a} ${b}` : `${b} ${a}`;

/** How many parts a graph falls into, and its nodes. */
function components(edges: readonly Edge[]): { parts: number; nodes: number } {
  const part = new Map<string, Set<string>>();
  for (const [a, b] of edges) {
    const joined = new Set([...(part.get(a) ?? [a]), ...(part.get(b) ?? [b])]);
    for (const node of joined) part.set(node, joined);
  }
  return { parts: new Set(part.values()).size, nodes: part.size };
}

const positivesOf = ({ validation, test: tested }: EdgeSplit) => [
  ...[...validation.positives, ...tested.positives],
];
const negativesOf = ({ train, validation, test: tested }: EdgeSplit): NodePair[] => [
  ...[...train.negatives, ...validation.negatives, ...tested.negatives],
];

/** Sparse graphs of two dozen nodes, with parallel edges and loops. */
const graphs = fc
  .array(fc.tuple(fc.nat({ max: 24 }), fc.nat({ max: 24 })), { minLength: 12, maxLength: 80 })
  .map((pairs) => pairs.map(([a, b]): Edge => [`n${a}`, `n${b}`, a + b]));

const accepted = async (edges: readonly Edge[], directed: boolean) =>
  splitEdges(edges, { testFraction: 0.3, directed, trainingPairs: 20 }).catch(() => undefined);

describe('held-out edges', () => {
  test.each([true, false])(
    'leave a graph with all its nodes, as connected: directed %s',
    async (directed) => {
      await fc.assert(
        fc.asyncProperty(graphs, async (edges) => {
          const split = await accepted(edges, directed);
          if (split) expect(components(split.residual)).toEqual(components(edges));
        }),
      );
    },
  );

  test.each([true, false])(
    'are not in the residual graph, nor is any pair an edge and none: directed %s',
    async (directed) => {
      await fc.assert(
        fc.asyncProperty(graphs, async (edges) => {
          const split = await accepted(edges, directed);
          if (!split) return;
          const key = (edge: Edge | NodePair) => keyOf(edge as NodePair, directed);
          const residual = new Set(split.residual.map(key));
          const held = positivesOf(split).map(key);
          expect(held.filter((edge) => residual.has(edge))).toEqual([]);
          expect(new Set(held).size).toBe(held.length);
          expect(split.train.positives.map(key).filter((edge) => !residual.has(edge))).toEqual([]);
          const all = new Set(edges.map(key));
          const negatives = negativesOf(split).map(key);
          expect(negatives.filter((pair) => all.has(pair))).toEqual([]);
          expect(new Set(negatives).size).toBe(negatives.length);
          for (const { positives, negatives: none } of [
            split.train,
            split.validation,
            split.test,
          ]) {
            expect(none).toHaveLength(positives.length);
          }
          expect(split.residual.length + held.length).toBeLessThanOrEqual(edges.length);
        }),
      );
    },
  );

  const grid: Edge[] = Array.from({ length: 12 * 12 }, (_, at) => at).flatMap((at) => [
    ...(at % 12 < 11 ? [[`${at}`, `${at + 1}`] as const] : []),
    ...(at < 132 ? [[`${at}`, `${at + 12}`] as const] : []),
  ]);

  test('are as many as were asked for, and the same for the same seed', async () => {
    const split = await splitEdges(grid, { testFraction: 0.2 });
    expect(split).toMatchObject({ name: 'edges', nodes: 144, edges: 264, selfLoops: 0 });
    expect(split.test.positives).toHaveLength(53);
    expect(split.validation.positives).toHaveLength(26);
    expect(split.residual).toHaveLength(264 - 53 - 26);
    expect(await splitEdges(grid, { testFraction: 0.2 })).toEqual(split);
    const other = await splitEdges(grid, { testFraction: 0.2, seed: 2 });
    expect(other.sha256).not.toBe(split.sha256);
    expect(JSON.parse(JSON.stringify(split))).toEqual(split);
  });

  test('are all that can be where that is fewer, and none that hold the graph together', async () => {
    const split = await splitEdges(grid, { testFraction: 0.8, validationFraction: 0 });
    expect(split.test.positives).toHaveLength(264 - 143);
    const path: Edge[] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
    ];
    const error = await rejection(splitEdges(path));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('Each of the 3 edges holds the graph together');
  });

  test('keep their weights and directions in the residual graph', async () => {
    const edges: Edge[] = [
      ['a', 'b', 2],
      ['b', 'a', 3],
      ['a', 'a', 1],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'd'],
      ['d', 'b'],
      ['d', 'e'],
      ['e', 'f'],
    ];
    const split = await splitEdges(edges, { testFraction: 0.2, validationFraction: 0 });
    expect(split).toMatchObject({ edges: 7, selfLoops: 1 });
    const [held] = split.test.positives;
    expect(split.residual).toEqual(edges.filter((edge) => keyOf(edge) !== keyOf(held!)));
  });

  test.each([
    [[], {}, 'no edges between two nodes'],
    [[['a', 'a']], {}, 'no edges between two nodes'],
    [
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
      ],
      {},
      'has 0; hold out fewer edges',
    ],
    [[['a']], {}, 'edges[0] must be two names'],
    [5, {}, 'Edges were expected'],
    [[['a', 'b']], { testFraction: 0.9, validationFraction: 0.2 }, 'less than 1'],
    [[['a', 'b']], { testFraction: 0 }, 'testFraction must be'],
    [[['a', 'b']], { test: 0.1 }, "no option 'test'"],
  ])('are refused where there can be none: %j %j', async (edges, options, message) => {
    const error = await rejection(splitEdges(edges as unknown as Edge[], options as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});
