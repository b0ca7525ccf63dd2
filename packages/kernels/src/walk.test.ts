import { createRandom } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { type Arc, type GraphOptions, newWalkRun, type WalkRun } from './testing/walk-run.js';
import type { WalkLoop } from './walk.js';

/** Neighbours of one node that know each other or not, a hub, a way of one direction, and loops. */
const arcs: readonly Arc[] = [
  ...([
    [0, 1],
    [0, 2],
    [0, 3],
    [0, 4],
    [1, 2],
    [2, 3],
    [3, 5],
    [4, 5],
    [5, 0],
    [2, 2],
  ] as const),
  ...([
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 0],
    [5, 3],
    [2, 1],
    [5, 6],
    [6, 5],
    [3, 4],
    [4, 1],
  ] as const),
];
const random = createRandom(5);
const weighted = arcs.map(([a, b]): Arc => [a, b, Math.fround(0.2 + 3 * random.float() ** 2)]);
const weakBelow = [1.2, 0.4, 0.9, 2, 0.7, 1, 1.5];
/** One edge for each pair, whichever way it was listed first. */
const undirected = weighted.filter(
  ([a, b], at) => !weighted.slice(0, at).some(([c, d]) => a === d && b === c),
);

/** Node2vec's α, from the equations of the papers. */
function alpha(
  run: WalkRun,
  { p = 1, q = 1, weakBelow: weak }: GraphOptions,
  [t, v, x]: readonly [number, number, number],
) {
  if (x === t) return 1 / p;
  if (weak === undefined) return run.hasArc(t, x) ? 1 : 1 / q;
  const direct = Math.fround(run.weight(t, x));
  const threshold = Math.fround(weak[x]!);
  if (run.hasArc(t, x) && direct >= threshold) return 1;
  if (run.weight(v, x) < Math.fround(weak[v]!)) return Math.min(1, 1 / q);
  return 1 / q + (1 - 1 / q) * (direct / threshold);
}

/**
 * Chi-square of the steps of many walks against the closed form, in standard deviations from what is to
 * be expected.
 */
function deviation(options: GraphOptions, loop: WalkLoop, expected = options): number {
  const run = newWalkRun(options);
  const seen = new Map<string, number>();
  for (let round = 0; round < 400; round++) {
    for (const walk of run.walk(loop, 100, round * run.nodes)) {
      for (let at = 2; at < walk.length; at++) {
        const key = walk.slice(at - 2, at + 1).join();
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
    }
  }
  let chiSquare = 0;
  let degrees = 0;
  let steps = 0;
  for (let t = 0; t < run.nodes; t++) {
    for (const v of run.arcsFrom(t)) {
      const next = run.arcsFrom(v);
      const likely = next.map((x) => run.weight(v, x) * alpha(run, expected, [t, v, x]));
      const sum = likely.reduce((all, each) => all + each, 0);
      const counts = next.map((x) => seen.get([t, v, x].join()) ?? 0);
      const total = counts.reduce((all, each) => all + each, 0);
      steps += total;
      const dues = likely.map((each) => (total * each) / sum);
      // What is next to impossible is not to be seen at all, and leaves nothing to chance.
      const possible = dues.flatMap((due, at) => (due < 1e-3 ? [] : [{ due, count: counts[at]! }]));
      for (const { due, count } of possible) chiSquare += (count - due) ** 2 / due;
      degrees += Math.max(0, possible.length - 1);
      expect(total - possible.reduce((all, { count }) => all + count, 0)).toBe(0);
    }
  }
  // All steps that were seen are ones that can be.
  expect(steps).toBe([...seen.values()].reduce((all, each) => all + each, 0));
  expect(steps).toBeGreaterThan(250_000);
  return Math.abs(chiSquare - degrees) / Math.sqrt(2 * Math.max(1, degrees));
}

const graphs: [string, GraphOptions][] = [
  ['a directed graph', { arcs }],
  ['a weighted directed graph', { arcs: weighted }],
  ['a weighted undirected graph', { arcs: undirected, isUndirected: true }],
  ['an undirected graph', { arcs: undirected.map(([a, b]): Arc => [a, b]), isUndirected: true }],
  ['a weighted directed graph with weak arcs', { arcs: weighted, weakBelow }],
];

describe.each(graphs)('walks on %s', (_, graph) => {
  test.each([
    { p: 1, q: 1 },
    { p: 0.25, q: 4 },
    { p: 4, q: 0.25 },
    { p: 0.05, q: 0.5 },
    { p: 2, q: 8 },
  ])('have the frequencies of the closed form, for p = $p and q = $q', (biases) => {
    const options = { ...graph, ...biases };
    expect(deviation(options, 'walkRejection')).toBeLessThan(4);
    expect(deviation(options, 'walkPrecomputed')).toBeLessThan(4);
  });

  test.each([
    { p: 1e9, q: 1e9 },
    { p: 1e60, q: 1e-60 },
    { p: 1e-60, q: 1e60 },
    { p: 1e60, q: 1e60 },
  ])('have them for p = $p and q = $q, too, and end', (biases) => {
    const options = { ...graph, ...biases };
    expect(deviation(options, 'walkRejection')).toBeLessThan(4);
  });

  test('are first-order walks where p = q = 1', () => {
    expect(deviation(graph, 'walkFirstOrder')).toBeLessThan(4);
  });

  test('would show it if p and q were a little different', () => {
    const near = { ...graph, p: 0.9, q: 1.1 };
    expect(deviation({ ...graph, p: 0.8, q: 1.25 }, 'walkRejection', near)).toBeGreaterThan(10);
  });
});

describe('a walk', () => {
  const chain = newWalkRun({
    arcs: [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
    p: 2,
    q: 0.5,
  });

  test.each(['walkFirstOrder', 'walkRejection', 'walkPrecomputed'] as const)(
    'ends where no arc leads on: %s',
    (loop) => {
      expect(chain.walk(loop, 80)).toEqual([[0, 1, 2, 3], [1, 2, 3], [2, 3], [3]]);
      expect(chain.walk(loop, 2)).toEqual([[0, 1], [1, 2], [2, 3], [3]]);
    },
  );

  test('is the same whenever it is walked', () => {
    const { walk, kernel, memory, place, nodes } = newWalkRun({ arcs, p: 0.5, q: 2 });
    const [starts, ids] = [place(4), place(400)];
    const whole = walk('walkRejection', 50, 1000);
    for (let node = 0; node < nodes; node++) {
      new Uint32Array(memory.buffer, starts, 1)[0] = node;
      kernel.walkRejection(starts, 1, 50, 7n, BigInt(1000 + node), ids);
      expect([...new Uint32Array(memory.buffer, ids, whole[node]!.length)]).toEqual(whole[node]);
    }
  });

  test('is counted, by node', () => {
    const { walk, kernel, memory, place } = chain;
    const [ids, visits] = [place(100), place(16)];
    const list = walk('walkFirstOrder', 80).flatMap((nodes) => [...nodes, 0xffffffff]);
    new Uint32Array(memory.buffer, ids, list.length).set(list);
    kernel.countVisits(ids, list.length, visits);
    expect([...new Uint32Array(memory.buffer, visits, 4)]).toEqual([1, 2, 3, 4]);
  });
});
