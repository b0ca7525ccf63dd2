import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { contentOf } from '../testing/contents.js';
import { rejection } from '../testing/helpers.js';
import { type GraphInput, graphFrom } from './graph-from.js';

describe('arcs in compressed rows', () => {
  test('are a graph, with names or without', async () => {
    const arcs = { offsets: Uint32Array.of(0, 1, 2), targets: Uint32Array.of(1, 0) };
    expect(contentOf(await graphFrom(arcs))).toEqual({ 0: { 1: 1 }, 1: { 0: 1 } });
    const named = await graphFrom({ ...arcs, names: ['x', 'y'] });
    expect(contentOf(named)).toEqual({ x: { y: 1 }, y: { x: 1 } });
    expect(await graphFrom(named)).toBe(named);
    expect((await rejection(graphFrom({ ...arcs, names: ['x'] }))).message).toContain('1 names');
  });

  const oneWay = { offsets: Uint32Array.of(0, 1, 1), targets: Uint32Array.of(1) };
  const weighted = {
    ...{ offsets: Uint32Array.of(0, 1, 2), targets: Uint32Array.of(1, 0) },
    weights: Float32Array.of(4, 4),
  };

  test('are directed where an arc has no reverse, and have the weights that options tell of', async () => {
    const graph = await graphFrom(oneWay);
    expect([graph.isDirected, graph.counts.edges, graph.counts.sinks]).toEqual([true, 1, 1]);
    expect(contentOf(await graphFrom(weighted))).toEqual({ 0: { 1: 4 }, 1: { 0: 4 } });
    const far = await graphFrom(weighted, { weight: 'distance' });
    expect(contentOf(far)).toEqual({ 0: { 1: 0.25 }, 1: { 0: 0.25 } });
    expect((await graphFrom(weighted, { weighted: false })).isWeighted).toBe(false);
  });

  test.each([
    [oneWay, { directed: false }, 'some arc has no reverse'],
    [oneWay, { weighted: true }, 'there are no weights'],
    [{ ...weighted, weights: [1, 1] }, {}, 'weights must be a Float32Array'],
    [{ ...weighted, weights: Float32Array.of(1, -1) }, {}, 'the weight of arc 1 is -1'],
    [{ ...weighted, targets: Uint32Array.of(1, 7) }, {}, 'arc 1 leads to node 7 of 2'],
    [{ ...weighted, offsets: new Uint32Array() }, {}, 'offsets must run from 0'],
    [{ ...weighted, names: 5 }, {}, 'names must be one for each node, but were 5'],
  ])('are refused where they cannot be: %j %j', async (given, options, message) => {
    const error = await rejection(graphFrom(given as unknown as GraphInput, options));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('that were read are not read in another way', async () => {
    const graph = await graphFrom(weighted);
    expect(await graphFrom(graph, { directed: false, weighted: true })).toBe(graph);
    for (const [options, message] of [
      [{ directed: true }, 'is undirected, so directed cannot be true'],
      [{ weighted: false }, 'has weights, so weighted cannot be false'],
      [{ weight: 'distance' }, 'has affinities'],
    ] as const) {
      expect((await rejection(graphFrom(graph, options))).message).toContain(message);
    }
  });
});
